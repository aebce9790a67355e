import { execFileSync } from 'node:child_process';
import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../server/db/embedded.ts';
import { databaseAccount } from '../../server/db/embedded/account.ts';
import { ensureRunning, shutDown, type Cluster } from '../../server/db/embedded/cluster.ts';
import { findPrograms } from '../../server/db/embedded/programs.ts';
import { APP } from '../../server/db/embedded/roles.ts';
import { migrate } from '../../server/migrations.ts';
import type { TestDatabase } from './postgres.ts';

export type Replicated = {
  /** The primary, migrated. */
  database: TestDatabase;
  /** The standby as the server's own role. */
  replicaUrl: string;
  /** The standby as superuser. */
  standby: pg.Client;
  /** Ends the standby at once, without a word to those who read there. */
  stopStandby(): Promise<void>;
};

const primarySettings = { wal_level: 'replica', max_wal_senders: 4, wal_keep_size: '256MB', autovacuum: 'off' };

async function asSuperuser<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

/** The primary's files, copied while it works, by the low-level backup functions. */
async function copy(superUrl: string, from: string, to: string): Promise<void> {
  await asSuperuser(superUrl, async (client) => {
    await client.query("select pg_backup_start('standby', true)");
    execFileSync('cp', ['-a', path.join(from, 'pg'), to]);
    const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop(false)');
    const data = path.join(to, 'pg');
    for (const gone of ['postmaster.pid', 'postmaster.opts']) await rm(path.join(data, gone), { force: true });
    execFileSync('find', [path.join(data, 'pg_wal'), '-type', 'f', '-delete']);
    await writeFile(path.join(data, 'backup_label'), rows[0]!.label);
    await writeFile(path.join(data, 'standby.signal'), '');
  });
}

/** Two PostgreSQL of one's own, the second following the first by streaming replication. */
export async function openReplicated(): Promise<Replicated> {
  const [home, away] = await Promise.all(
    ['primary', 'standby'].map((name) => mkdtemp(path.join(tmpdir(), `union-console-${name}-`))),
  );
  const primary = await startEmbedded(home!, { durable: false, settings: primarySettings });
  await migrate(primary.ownerUrl, { appRole: APP });
  await copy(primary.superUrl, home!, away!);
  const account = databaseAccount(path.join(home!, 'pg'));
  const { uid, gid } = await stat(path.join(home!, 'pg'));
  const made = ['.', 'pg/backup_label', 'pg/standby.signal'].map((name) => path.join(away!, name));
  await Promise.all(made.map((name) => chown(name, uid, gid)));
  const { hostname, port, username, password } = new URL(primary.superUrl);
  const cluster: Cluster = {
    dataDir: away!,
    programs: await findPrograms(away!, account),
    account,
    password,
    durable: false,
    settings: {
      ...primarySettings,
      hot_standby: 'on',
      primary_conninfo: `host=${hostname} port=${port} user=${username} password=${password}`,
    },
  };
  const running = await ensureRunning(cluster);
  const onStandby = (url: string) => {
    const address = new URL(url);
    address.port = String(running.port);
    return address.href;
  };
  const standby = new pg.Client({ connectionString: onStandby(primary.superUrl) });
  standby.on('error', () => undefined);
  await standby.connect();
  let stopped = false;
  const stopStandby = async () => {
    if (stopped) return;
    stopped = true;
    await shutDown(cluster, 'immediate');
  };
  const { ownerUrl, appUrl } = primary;
  return {
    replicaUrl: onStandby(appUrl),
    standby,
    stopStandby,
    database: {
      ownerUrl,
      appUrl,
      unboundUrl: appUrl,
      async drop() {
        await standby.end().catch(() => undefined);
        await stopStandby();
        await primary.stop('immediate');
        await Promise.all([home!, away!].map((folder) => rm(folder, { recursive: true, force: true })));
      },
    },
  };
}
