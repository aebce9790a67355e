import type { Response } from 'express';
import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { Failure } from '../../errors.ts';

type Query = Ctx['query'];

/** Seconds to wait after the first, second … failure in a row; the last one for all that follow. */
export const delays = [0, 0, 2, 4, 8, 16, 32, 64, 128, 15 * 60];

/**
 * 429 while a username waits after failures, whether anybody has that name or not. Time is the database's, so that all
 * servers agree, and never the business clock.
 */
export async function refuseWaiting(query: Query, username: string, res: Response): Promise<void> {
  const [waiting] = await query<{ seconds: number }>(sql`
    select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    from sign_in_failures where username = ${username} and blocked_until > clock_timestamp()`);
  if (!waiting) return;
  const { seconds } = waiting;
  res.set('Retry-After', String(seconds));
  throw new Failure(429, 'account-locked', { params: { seconds }, extra: { seconds } });
}

/** One more failure, or 429: of guesses sent at once only the first count, and the others learn nothing. */
export async function countFailure(query: Query, username: string, res: Response): Promise<void> {
  const seconds = sql`(${delays}::int[])[least(f.failures + 1, ${delays.length})]`;
  const counted = await query(sql`
    insert into sign_in_failures as f (username, failures, blocked_until) values (${username}, 1, clock_timestamp())
    on conflict (username) do update
      set failures = f.failures + 1, blocked_until = clock_timestamp() + make_interval(secs => ${seconds})
      where f.blocked_until <= clock_timestamp()
    returning failures`);
  if (counted.length === 0) await refuseWaiting(query, username, res);
}

/** After a success; and what nobody has tried for a day. */
export async function forgetFailures(query: Query, username: string): Promise<void> {
  await query(sql`
    delete from sign_in_failures
    where username = ${username} or blocked_until < clock_timestamp() - interval '1 day'`);
}
