import { inTransaction } from '../../server/db/transaction.ts';
import { climbLadders, tellWaiting, type Teller } from '../../server/features/notifications/notice.jobs.ts';
import type pg from 'pg';
import { until, type World } from './world.ts';

/** The server's background work on another day, at nine in the morning. */
export function tellerOn({ deps }: World, day: string): Teller {
  const now = () => new Date(`${day}T09:00:00+08:00`);
  const { scopeInQueries, log, cipher } = deps;
  return {
    pool: deps.pool,
    log,
    now,
    as: (actor, language, fn) =>
      inTransaction(deps.source, actor, { now: now(), language, scopeInQueries, cipher }, fn),
  };
}

/** Every ladder of the day of the server's clock has been climbed by the server, and told of. */
export async function laddersClimbed(owner: pg.Client, day: string): Promise<void> {
  await until(async () => {
    const { rows } = await owner.query(
      'select from platform_ladders_due($1) union all select from notification_outbox limit 1',
      [day],
    );
    return rows.length === 0 || null;
  });
}

/** Nothing is left to tell, by this teller or by the server that was at it already. */
export async function tellAll(world: World, teller: Teller): Promise<void> {
  await tellWaiting(teller);
  await until(async () => {
    const { rows } = await world.owner.query<{ n: number }>('select count(*)::int as n from notification_outbox');
    return rows[0]!.n === 0 ? true : null;
  });
}

/** Climbs all ladders of a day, and tells of what the steps of that day have left to tell. */
export async function climbOn(world: World, day: string): Promise<void> {
  const teller = tellerOn(world, day);
  await climbLadders(teller);
  await tellAll(world, teller);
}
