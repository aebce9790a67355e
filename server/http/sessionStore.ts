import { AsyncLocalStorage } from 'node:async_hooks';
import { callbackify } from 'node:util';
import session, { type SessionData } from 'express-session';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../ctx.ts';
import { queryOf } from '../db/platform.ts';
import type { Deps } from '../deps.ts';

/** Milliseconds from the sign-in, however busy a session is. */
export const LIFETIME = 12 * 3_600_000;

/** The outcome of some work for whoever waits with a function. */
const tell = <T>(work: Promise<T>, done?: (error: Error | null, value: T) => void) =>
  callbackify(() => work)((error, value) => done?.(error, value));

const transaction = new AsyncLocalStorage<Ctx['query']>();

/**
 * What `work` does to sessions belongs to the transaction: a session is there with it or not at all, and nobody who holds
 * one connection waits for another.
 */
export const sessionsWithin = <T>({ query }: Ctx, work: () => Promise<T>): Promise<T> => transaction.run(query, work);

/**
 * Sessions in the database, so that every server knows them. They begin and end by the database's clock alone: a server
 * whose own clock jumps signs nobody out, and keeps nobody in.
 */
export class SessionStore extends session.Store {
  readonly #alone: Ctx['query'];
  constructor(pool: Deps['pool']) {
    super();
    this.#alone = queryOf(pool);
  }

  #query<Row>(statement: Sql): Promise<Row[]> {
    return (transaction.getStore() ?? this.#alone)<Row>(statement);
  }

  async #read(sid: string): Promise<SessionData | null> {
    const [row] = await this.#query<{ sess: SessionData }>(sql`
      select sess from sessions where sid = ${sid} and expire >= now()`);
    return row?.sess ?? null;
  }

  override get(sid: string, done: (error: unknown, value?: SessionData | null) => void): void {
    tell(this.#read(sid), done);
  }

  override set(sid: string, sess: SessionData, done?: (error?: unknown) => void): void {
    const write = this.#query(sql`
      insert into sessions (sid, sess, expire)
      values (${sid}, ${JSON.stringify(sess)}, now() + make_interval(secs => ${LIFETIME / 1000}))
      on conflict (sid) do update set sess = excluded.sess`);
    tell(write, done);
  }

  override destroy(sid: string, done?: (error?: unknown) => void): void {
    tell(this.#query(sql`delete from sessions where sid = ${sid}`), done);
  }
}

/** Forgets the sessions that have ended. */
export async function forgetSessions({ pool }: Pick<Deps, 'pool'>): Promise<void> {
  await pool.query('delete from sessions where expire < now()');
}
