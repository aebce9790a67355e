import type { Response } from 'express';
import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { Failure } from '../../errors.ts';
import type { MessageCode } from '../../../shared/messages.ts';

type Query = Ctx['query'];

/** Seconds to wait after the first, second … failure in a row; the last one for all that follow. */
export const delays = [0, 0, 2, 4, 8, 16, 32, 64, 128, 15 * 60];

/** 429 with the seconds to wait, as a header, in words and as a number. */
export function waits(res: Response, seconds: number, code: MessageCode): Failure {
  res.set('Retry-After', String(seconds));
  return new Failure(429, code, { params: { seconds }, extra: { seconds } });
}

/**
 * 429 while `key` (a keyed hash of whoever tries) waits after failures, whether anybody has that name or not. Time is the
 * database's, so that all servers agree, and never the business clock.
 */
export async function refuseWaiting(query: Query, key: string, res: Response): Promise<void> {
  const [waiting] = await query<{ seconds: number }>(sql`
    select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    from sign_in_failures where key = ${key} and blocked_until > clock_timestamp()`);
  if (waiting) throw waits(res, waiting.seconds, 'account-locked');
}

/** One more failure, or 429: of guesses sent at once only the first count, and the others learn nothing. */
export async function countFailure(query: Query, key: string, res: Response): Promise<void> {
  const seconds = sql`(${delays}::int[])[least(f.failures + 1, ${delays.length})]`;
  const counted = await query(sql`
    insert into sign_in_failures as f (key, failures, blocked_until) values (${key}, 1, clock_timestamp())
    on conflict (key) do update
      set failures = f.failures + 1, blocked_until = clock_timestamp() + make_interval(secs => ${seconds})
      where f.blocked_until <= clock_timestamp()
    returning failures`);
  if (counted.length === 0) await refuseWaiting(query, key, res);
}

export async function forgetFailures(query: Query, key: string): Promise<void> {
  await query(sql`delete from sign_in_failures where key = ${key}`);
}

/** So many at once, and so many an hour after that. */
export type Bucket = { capacity: number; perHour: number };

const levelNow = (rate: number) =>
  sql`greatest(0, b.level - extract(epoch from clock_timestamp() - b.at)::float8 * ${rate}::float8)`;

/** Seconds until the bucket of `key` has room for one more; 0 where it has. Adds nothing. */
export async function secondsUntilRoom(query: Query, key: string, { capacity, perHour }: Bucket): Promise<number> {
  const rate = perHour / 3600;
  const [row] = await query<{ over: number }>(sql`
    select ${levelNow(rate)} + 1 - ${capacity}::float8 as over from rate_limits b where key = ${key}`);
  return row && row.over > 0 ? Math.ceil(row.over / rate) : 0;
}

/** Puts one more into the bucket of `key`; answers the seconds to wait where it was full, and then adds nothing. */
export async function fill(query: Query, key: string, bucket: Bucket): Promise<number> {
  const rate = bucket.perHour / 3600;
  const added = await query(sql`
    insert into rate_limits as b (key, level, at) values (${key}, 1, clock_timestamp())
    on conflict (key) do update set level = ${levelNow(rate)} + 1, at = clock_timestamp()
      where ${levelNow(rate)} + 1 <= ${bucket.capacity}::float8
    returning key`);
  return added.length > 0 ? 0 : Math.max(1, await secondsUntilRoom(query, key, bucket));
}
