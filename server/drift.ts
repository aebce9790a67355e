import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { entities } from './features.ts';
import { connect } from './db/dataSource.ts';
import { startEmbedded } from './db/embedded.ts';
import { migrate } from './migrations.ts';

/** Statements that TypeORM would need to make the tables fit the entities: tables and columns only, the rest is SQL's own. */
async function differences(ownerUrl: string): Promise<string[]> {
  const source = await connect({ url: ownerUrl, poolSize: 1, entities });
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries
      .map(({ query }) => query)
      .filter((query) =>
        /^CREATE TABLE|^DROP TABLE| (ADD|DROP) "| ALTER COLUMN "\w+" (TYPE|SET NOT NULL|DROP NOT NULL)/i.test(query),
      );
  } finally {
    await source.destroy();
  }
}

/** Migrates an empty database and compares it with the entities: exit code 1 and the differences, if there are any. */
export async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'union-console-drift-'));
  const database = await startEmbedded(folder, { durable: false });
  try {
    await migrate(database.ownerUrl, { appRole: 'console_app' });
    const found = await differences(database.ownerUrl);
    for (const query of found) console.error(query);
    console.log(
      found.length === 0 ? 'entities and schema agree' : `${found.length} differences between entities and schema`,
    );
    process.exitCode = found.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
