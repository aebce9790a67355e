import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../shared/permissions.ts';
import { dayOf } from '../../shared/rules/days.ts';
import type { Language } from '../../shared/words.ts';
import type { Cipher } from '../cipher.ts';
import type { Ctx, How } from '../ctx.ts';
import { nameOf } from './names.ts';
import { scopeSettings } from './tenancy.ts';

export type TransactionOptions = {
  now: Date;
  language: Language;
  scopeInQueries: boolean;
  cipher: Cipher;
  /** False where the connections are shared between transactions (a pooler), which forget what was prepared. */
  namedStatements?: boolean;
  /** What else is set for the transaction, where no connection may be set up for good. */
  settings?: string;
};

/** What must be true for the transaction to count, asked together with its first statement. */
export type Proof = {
  statement: { name: string; text: string; values: unknown[] };
  holds: (rows: unknown[]) => boolean;
};

/** The proof failed: nothing was given to `fn` and nothing was written. */
export class Disproved extends Error {}

export type Terms = {
  proof?: Proof | undefined;
  /** `fn` writes nothing with its last statement, so that COMMIT may travel with it even before the proof is back. */
  reads?: boolean;
};

const ignore = () => undefined;
const heard = new WeakSet<PoolClient>();

async function connectionOf(source: DataSource): Promise<PoolClient> {
  const client = await (source.driver as unknown as { master: Pool }).master.connect();
  if (!heard.has(client)) {
    heard.add(client);
    // Whoever waits for an answer hears of a lost connection; nobody else needs to.
    client.on('error', ignore);
  }
  return client;
}

/** What is sent within one tick leaves in one packet. */
function packed(client: PoolClient): () => void {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
  let corked = false;
  return () => {
    if (corked) return;
    corked = true;
    stream.cork();
    process.nextTick(() => {
      corked = false;
      stream.uncork();
    });
  };
}

/**
 * One transaction with the actor's scope on it. BEGIN, the scope and the proof travel with the first statement of `fn`,
 * COMMIT with the last one where `fn` says which that is: a reading request is one round trip, a step is two. The
 * connection is pipelined and keeps the order, and a failed BEGIN leaves no scope to read with.
 */
export async function inTransaction<T>(
  source: DataSource,
  actor: Actor,
  { namedStatements = true, settings = '', ...options }: TransactionOptions,
  fn: (ctx: Ctx) => Promise<T>,
  { proof, reads = false }: Terms = {},
): Promise<T> {
  const client = await connectionOf(source);
  const pack = packed(client);
  const send = (statement: string | { name?: string; text: string; values: unknown[] }): Promise<QueryResult> => {
    pack();
    const sent = client.query(statement as string);
    sent.catch(ignore);
    return sent;
  };
  let ended: Promise<QueryResult> | undefined;
  let proven = proof === undefined;
  const begun = send(`BEGIN; ${settings}${scopeSettings(actor)}`);
  const proving = proof && send(namedStatements ? proof.statement : { ...proof.statement, name: '' });
  const prove = async () => {
    proven ||= proof!.holds((await proving!).rows);
    if (!proven) throw new Disproved();
  };
  const query = async <R>(statement: Sql, { name, last = false }: How = {}): Promise<R[]> => {
    if (ended) throw new Error('a statement after the end of its transaction');
    const { text, values } = statement;
    const known = name && namedStatements ? nameOf(`${name}@${actor.level}`, text) : undefined;
    const sent = send(known ? { name: known, text, values } : { text, values });
    if (last && (proven || reads)) ended = send('COMMIT');
    const { rows } = await sent;
    if (!proven) await prove();
    return rows as R[];
  };
  try {
    const ctx: Ctx = { actor, tx: { connection: source }, query, today: dayOf(options.now), ...options };
    const answer = await fn(ctx);
    await begun;
    if (!proven) await prove();
    const { command } = await (ended ??= send('COMMIT'));
    if (command !== 'COMMIT') throw new Error('a failed transaction was taken for a good one');
    return answer;
  } catch (error) {
    // Whatever of `fn` still runs may not speak on a connection that is somebody else's by then.
    await (ended ??= send('ROLLBACK')).catch(ignore);
    // Nobody may learn from another failure what only a proven reader may know.
    if (!proven) await prove();
    throw error;
  } finally {
    client.release();
  }
}
