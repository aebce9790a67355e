import { createHmac } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { SettingsError } from '../env.ts';
import { keptSecret } from '../keptSecret.ts';
import { databaseAccount, obstacle, type Account } from './embedded/account.ts';
import { ensureRunning, initialise, shutDown, type Cluster } from './embedded/cluster.ts';
import { findPrograms } from './embedded/programs.ts';
import { APP, ensureDatabase, ensureRoles, OWNER } from './embedded/roles.ts';

export type Embedded = {
  /** The database `console` as the role that owns the schema. */
  ownerUrl: string;
  /** The database `console` as the server's own role. */
  appUrl: string;
  /** The database `postgres` as superuser, to make and drop databases. */
  superUrl: string;
  /** Shuts the server down, unless another process started it or took it over. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
};

const PREPARE = 7_031_500;
const OWN = 7_031_501;

/**
 * Starts the PostgreSQL of `dataDir`, or joins the one that runs there already, also one that outlived a killed process.
 * It listens on a free loopback port; all passwords derive from one secret in `dataDir`.
 */
export async function startEmbedded(
  dataDir: string,
  { durable = true, settings }: Partial<Pick<Cluster, 'durable' | 'settings'>> = {},
): Promise<Embedded> {
  const folder = path.resolve(dataDir);
  const account = databaseAccount(path.join(folder, 'pg'));
  open(folder, account);
  const secret = keptSecret(folder, 'database-secret');
  const passwordOf = (role: string) => createHmac('sha256', secret).update(role).digest('hex');
  const programs = await findPrograms(folder, account);
  const cluster: Cluster = { dataDir: folder, programs, account, password: passwordOf('postgres'), durable, settings };
  await initialise(cluster);
  const { port } = await ensureRunning(cluster);
  const url = (role: string, database: string) =>
    `postgres://${role}:${passwordOf(role)}@127.0.0.1:${port}/${database}`;
  const superUrl = url('postgres', 'postgres');
  const keeper = await prepare(superUrl, passwordOf);
  return {
    ownerUrl: url(OWNER, 'console'),
    appUrl: url(APP, 'console'),
    superUrl,
    async stop(mode = 'fast') {
      const { owner } = keeper;
      await keeper.end();
      if (owner) await shutDown(cluster, mode);
    },
  };
}

/** Makes the data folder, and lets the database's account pass through it when that isn't our own. */
function open(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (obstacle(folder, account) === folder && account.gid !== undefined) {
    chownSync(folder, statSync(folder).uid, account.gid);
    chmodSync(folder, 0o710);
  }
  const closed = obstacle(folder, account);
  if (!closed) return;
  throw new SettingsError(
    `DATA_DIR ${folder} is out of reach for the account that runs PostgreSQL, because ${closed} is closed to it: set DATA_DIR to a folder elsewhere, such as /var/lib/union-console`,
  );
}

/**
 * Roles and database, by one process at a time. Whoever gets the second lock owns the server and stops it; PostgreSQL
 * itself frees the lock of a killed process.
 */
async function prepare(superUrl: string, passwordOf: (role: string) => string) {
  const client = new pg.Client({
    connectionString: superUrl,
    application_name: 'union-console-keeper',
  });
  // A server that goes down is reported by those who use it.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('select pg_advisory_lock($1)', [PREPARE]);
  await ensureRoles(client, passwordOf);
  await ensureDatabase(client, 'console');
  await client.query('select pg_advisory_unlock($1)', [PREPARE]);
  const { rows } = await client.query<{ owner: boolean }>('select pg_try_advisory_lock($1) as owner', [OWN]);
  return { owner: rows[0]?.owner === true, end: () => client.end() };
}
