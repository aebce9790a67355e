import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { cipherWith } from './cipher.ts';
import { connect, limitsHere, openPool } from './db/dataSource.ts';
import { primaryReads, replicaReads } from './db/replica/reads.ts';
import { inTransaction } from './db/transaction.ts';
import type { Deps } from './deps.ts';
import type { Env } from './env.ts';
import { entities } from './features.ts';
import { openFileStore } from './files.ts';
import { startJobs } from './jobs/jobs.ts';
import { isMigrated } from './migrations.ts';
import { openMailer } from './outbound/mail.ts';
import { sealWith } from './outbound/seal.ts';
import { recogniseKeys } from './privacy/keys.ts';
import { within } from './within.ts';

export type DepsOptions = {
  appUrl: string;
  log: Logger;
  /** Tests switch the first wall off to prove that the second holds. */
  scopeInQueries?: boolean;
};

/** Connects to the database and starts the background work. */
export async function createDeps(env: Env, { appUrl, log, scopeInQueries = true }: DepsOptions): Promise<Deps> {
  const waitMs = env.POOL_WAIT_SECONDS * 1000;
  const pooled = env.DATABASE_POOLER;
  const connectTo = (url: string) => connect({ url, poolSize: env.POOL_SIZE, waitMs, entities, pooled });
  const source = await connectTo(appUrl);
  const pool = openPool(appUrl, { name: 'sessions', max: 3, waitMs, log });
  const offset = env.CLOCK ? Date.parse(env.CLOCK) - Date.now() : 0;
  const now = () => new Date(Date.now() + offset);
  const files = await openFileStore(env);
  const cipher = cipherWith([env.DATA_KEY, ...env.DATA_KEY_PREVIOUS]);
  const [seal, mailer] = [sealWith(env.SESSION_SECRET), openMailer(env.SMTP)];
  const partial = { env, log, source, pool, now, scopeInQueries, files, seal, cipher, mailer };
  await recogniseKeys(pool, cipher).catch(async (error: unknown) => {
    await Promise.all([pool.end(), source.destroy()]);
    throw error;
  });
  const terms = { scopeInQueries, cipher, namedStatements: !pooled, settings: pooled ? limitsHere : '' };
  const asOn =
    (place: DataSource): Deps['as'] =>
    (actor, language, fn, more) =>
      inTransaction(place, actor, { ...terms, now: now(), language }, fn, more);
  const as = asOn(source);
  const replica = env.DATABASE_REPLICA_URL;
  const reads = replica
    ? replicaReads({
        url: replica,
        maximumLag: env.DATABASE_REPLICA_MAX_LAG,
        log,
        primary: pool,
        onPrimary: as,
        connect: () => connectTo(replica),
        onReplica: asOn,
      })
    : primaryReads(as);
  const jobs = await startJobs({ ...partial, as, reads }, appUrl);
  let retired = false;
  return {
    ...partial,
    as,
    reads,
    jobs,
    ready: () => (retired ? Promise.resolve(false) : within(2_000, isMigrated(pool)).catch(() => false)),
    retire: () => void (retired = true),
    async close() {
      await jobs.stop();
      await reads.close();
      await pool.end();
      await source.destroy();
    },
  };
}
