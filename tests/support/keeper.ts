import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded, type Embedded } from '../../server/db/embedded.ts';
import { APP } from '../../server/db/embedded/roles.ts';
import { migrate } from '../../server/migrations.ts';
import { demoDay, demoTemplate, UNBOUND, urlOf } from './postgres.ts';

/**
 * A PostgreSQL in a temporary folder with a migrated template database; says where it is and waits for its input to end.
 * With `demos` it makes the demonstrations of a whole run meanwhile, or the first who need one would all wait for it.
 */
const folder = await mkdtemp(path.join(tmpdir(), 'union-console-test-'));
const database = await startEmbedded(folder, { durable: false, settings: { max_connections: 200 } });

async function end(code: number): Promise<void> {
  await database.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  process.exit(code);
}
process.stdin.resume().once('end', () => void end(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(1));

/** The database `console` becomes the template: nobody may sign in to it any more, or it could not be cloned. */
async function makeTemplate({ ownerUrl, appUrl, superUrl }: Embedded): Promise<void> {
  await migrate(ownerUrl, { appRole: APP });
  // Now, or autovacuum does it at some later moment, and only who clones after it would have the planner know the tree.
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('analyze');
  await owner.end();
  const superuser = new pg.Client({ connectionString: superUrl });
  await superuser.connect();
  // For the tests that prove the first wall alone: as the server's own role, but row security does not bind it.
  const { password } = new URL(appUrl);
  await superuser.query(`create role ${UNBOUND} login bypassrls password '${password}' in role ${APP}`);
  await superuser.query('alter database console with is_template true allow_connections false');
  const unboundUrl = urlOf(appUrl, { role: UNBOUND });
  console.log(JSON.stringify({ ownerUrl, appUrl, superUrl, unboundUrl }));
  if (process.argv.includes('demos')) {
    await demoTemplate(superuser, ownerUrl, new Date(demoDay));
  }
  await superuser.end();
}

await makeTemplate(database).catch((error: unknown) => {
  console.error(error);
  return end(1);
});
