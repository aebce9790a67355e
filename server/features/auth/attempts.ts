import type { Request, Response } from 'express';
import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import type { Account } from '../../db/platform.ts';
import { queryOf } from '../../db/platform.ts';
import { PRODUCT } from '../../db/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { ipOf, networkOf } from '../../http/address.ts';
import { countFailure, fill, forgetFailures, refuseWaiting, secondsUntilRoom, waits, type Bucket } from './throttle.ts';

type Tools = Pick<Deps, 'pool' | 'seal'>;

/** Failures of one name from networks where it has never signed in (ADR 0026). */
const strangers: Bucket = { capacity: 20, perHour: 20 };
/** Failures of one network, whatever the names. */
const network: Bucket = { capacity: 60, perHour: 180 };
/** Ways to an identity provider and back, from one network: they cost its server and ours a few requests each. */
const detours: Bucket = { capacity: 120, perHour: 3600 };

/** Networks that are remembered for one account. */
const PLACES = 20;

/** Keyed hashes: neither names nor addresses can be read in the tables of limits. */
const markOf = ({ seal }: Tools, ...parts: string[]) => seal.mark(`attempts ${JSON.stringify(parts)}`);

/**
 * An attempt to be a person, from a network. Failures make that name wait at that network, longer each time; those from
 * networks where the person has never been make only such networks wait. So nobody keeps a person out of the office by
 * typing wrong passwords elsewhere.
 */
export type Attempt = {
  refuse(res: Response): Promise<void>;
  /** Counts a failure, or throws 429 where others were counted meanwhile. */
  fail(res: Response): Promise<void>;
  /** In the transaction that signs the person in. */
  succeed(ctx: Ctx): Promise<void>;
};

export async function attemptOf(
  deps: Tools,
  req: Request,
  username: string,
  account: Account | null,
): Promise<Attempt> {
  const query = queryOf(deps.pool);
  const from = networkOf(ipOf(req));
  const pair = markOf(deps, 'pair', username, from);
  const wide = [
    { key: markOf(deps, 'name', username), bucket: strangers },
    { key: markOf(deps, 'network', from), bucket: network },
  ];
  const place = markOf(deps, 'place', from);
  // Asked of nobody's account too, so that the time tells no names.
  const known = (await isKnown(query, account?.id ?? PRODUCT, place)) && account !== null;
  return {
    async refuse(res) {
      await refuseWaiting(query, pair, res);
      if (known) return;
      for (const { key, bucket } of wide) {
        const seconds = await secondsUntilRoom(query, key, bucket);
        if (seconds > 0) throw waits(res, seconds, 'too-many-attempts');
      }
    },
    async fail(res) {
      await countFailure(query, pair, res);
      if (!known) for (const { key, bucket } of wide) await fill(query, key, bucket);
    },
    async succeed(ctx) {
      await Promise.all([forgetFailures(ctx.query, pair), rememberPlace(ctx, place)]);
    },
  };
}

async function isKnown(query: Ctx['query'], accountId: string, place: string): Promise<boolean> {
  const [row] = await query<{ known: boolean }>(sql`select platform_known_place(${accountId}, ${place}) as known`);
  return row!.known;
}

/** The network of a sign-in that went well; the oldest ones make room. */
async function rememberPlace({ query, actor }: Ctx, place: string): Promise<void> {
  const noted = await query<{ fresh: boolean }>(sql`
    insert into sign_in_places (user_id, mark, last_at) values (${actor.id}, ${place}, clock_timestamp())
    on conflict (user_id, mark) do update set last_at = excluded.last_at
    returning (xmax = 0) as fresh`);
  if (!noted[0]?.fresh) return;
  await query(sql`
    delete from sign_in_places where user_id = ${actor.id} and mark in (
      select mark from sign_in_places where user_id = ${actor.id} order by last_at desc offset ${PLACES})`);
}

/**
 * Codes of a second factor are guessed at by whoever has the password already: they are counted wherever they come from,
 * and before they are looked at, so that those that are sent at once are not each a guess.
 */
export function codeAttempts(deps: Tools, accountId: string) {
  const query = queryOf(deps.pool);
  const key = markOf(deps, 'code', accountId);
  return {
    /** Counts as a failure what has not succeeded yet, or throws 429. */
    begin: (res: Response) => countFailure(query, key, res),
    succeed: (ctx: Ctx) => forgetFailures(ctx.query, key),
  };
}

/** Seconds until this network may go to an identity provider, or come back from one; 0 for at once. */
export const secondsUntilDetour = (deps: Tools, req: Request): Promise<number> =>
  fill(queryOf(deps.pool), markOf(deps, 'detour', networkOf(ipOf(req))), detours);

/** 429 for more than so many of an act of the own account, in the transaction of the act. */
export async function limitOwn(
  ctx: Ctx,
  { seal, res }: { seal: Deps['seal']; res: Response },
  what: string,
  bucket: Bucket,
): Promise<void> {
  const seconds = await fill(ctx.query, seal.mark(`attempts ${JSON.stringify(['own', what, ctx.actor.id])}`), bucket);
  if (seconds > 0) throw waits(res, seconds, 'too-many-attempts');
}
