import pg from 'pg';
import type { Logger } from 'pino';
import { connect } from './db/dataSource.ts';
import { inTransaction } from './db/transaction.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { entities } from './features.ts';
import { openFileStore } from './files.ts';
import { startJobs } from './jobs/jobs.ts';
import { isMigrated } from './migrations.ts';

export type DepsOptions = {
  appUrl: string;
  log: Logger;
  /** Tests switch the first wall off to prove that the second holds. */
  scopeInQueries?: boolean;
};

/** Connects to the database and starts the background work. */
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
