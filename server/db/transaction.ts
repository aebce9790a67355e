import type { PoolClient } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../shared/permissions.ts';
import { dayOf } from '../../shared/rules/days.ts';
import type { Language } from '../../shared/words.ts';
import type { Ctx } from '../ctx.ts';
import { scopeSettings } from './tenancy.ts';

export type TransactionOptions = { now: Date; language: Language; scopeInQueries: boolean };

/**
 * One transaction with the actor's scope on it. BEGIN and the scope travel with the first statement of `fn` in one
 * round trip: the connection is pipelined and keeps the order, and a failed BEGIN leaves no scope to read with.
 */
export async function inTransaction<T>(
  source: DataSource,
  actor: Actor,
  options: TransactionOptions,
  fn: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    const begun = client.query(`BEGIN; ${scopeSettings(actor)}`);
    begun.catch(() => undefined);
    const ctx: Ctx = {
      actor,
      tx: runner.manager,
      query: async <R>(statement: Sql) => (await client.query(statement.text, statement.values)).rows as R[],
      today: dayOf(options.now),
      ...options,
    };
    try {
      const answer = await fn(ctx);
      await begun;
      await client.query('COMMIT');
      return answer;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    await runner.release();
  }
}
