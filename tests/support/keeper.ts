import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';

/** A PostgreSQL in a temporary folder with a migrated template database; says where it is and waits for its input to end. */
const folder = await mkdtemp(path.join(tmpdir(), 'union-console-test-'));
await chmod(folder, 0o755);
const database = await startEmbedded(folder, { durable: false });

async function end(): Promise<void> {
  await database.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}
process.stdin.resume().once('end', () => void end());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());

await migrate(database.ownerUrl, { appRole: new URL(database.appUrl).username });

// A role for the tests that prove the first wall alone: as the server's own, but row security does not bind it.
const superuser = new pg.Client({ connectionString: database.superUrl });
await superuser.connect();
const { username, password } = new URL(database.appUrl);
await superuser.query(`create role ${username}_unbound login bypassrls password '${password}' in role ${username}`);
await superuser.query('alter database console with is_template true allow_connections false');
await superuser.end();

const { ownerUrl, appUrl, superUrl } = database;
console.log(JSON.stringify({ ownerUrl, appUrl, superUrl }));
