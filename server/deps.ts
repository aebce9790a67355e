import pg from 'pg';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Actor } from '../shared/permissions.ts';
import type { Language } from '../shared/words.ts';
import type { Ctx } from './ctx.ts';
import { connect } from './db/dataSource.ts';
import { inTransaction } from './db/transaction.ts';
import type { Env } from './env.ts';
import { entities } from './features.ts';
import { isMigrated } from './migrations.ts';
import { startJobs, type Jobs } from './jobs/jobs.ts';
import { openFileStore, type FileStore } from './files.ts';

/** What lives as long as the process. */
export type Deps = {
  env: Env;
  log: Logger;
  source: DataSource;
  /** Plain connections for sessions and sign-in, which come before any scope. */
  pool: pg.Pool;
  files: FileStore;
  jobs: Jobs;
  now(): Date;
  /** Whether the database answers and has the schema of this version. */
  ready(): Promise<boolean>;
  scopeInQueries: boolean;
  /** One transaction in the scope of this actor. */
  as<T>(actor: Actor, language: Language, fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DepsOptions = {
  appUrl: string;
  log: Logger;
  /** Tests switch the first wall off to prove that the second holds. */
  scopeInQueries?: boolean;
};

export async function createDeps(env: Env, { appUrl, log, scopeInQueries = true }: DepsOptions): Promise<Deps> {
  const source = await connect({ url: appUrl, poolSize: env.POOL_SIZE, entities });
  const pool = new pg.Pool({ connectionString: appUrl, max: 3, application_name: 'union-console-sessions' });
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle connection was lost'));
  const offset = env.CLOCK ? Date.parse(env.CLOCK) - Date.now() : 0;
  const now = () => new Date(Date.now() + offset);
  const partial = { env, log, source, pool, now, scopeInQueries, files: await openFileStore(env.DATA_DIR) };
  const as: Deps['as'] = (actor, language, fn) =>
    inTransaction(source, actor, { now: now(), language, scopeInQueries }, fn);
  const jobs = await startJobs({ ...partial, as }, appUrl);
  return {
    ...partial,
    as,
    jobs,
    ready: () => isMigrated(pool).catch(() => false),
    async close() {
      await jobs.stop();
      await pool.end();
      await source.destroy();
    },
  };
}
