import pg from 'pg';
import { readEnv } from '../env.ts';
import { openAsOwner } from '../ownerPlace.ts';
import { distribute } from './distribute.ts';

/** `npm run db:distribute`: once, on the coordinator of a Citus cluster, after `npm run migrate`. */
async function run(): Promise<void> {
  const { ownerUrl, close } = await openAsOwner(readEnv());
  const client = new pg.Client({ connectionString: ownerUrl });
  try {
    await client.connect();
    const { distributed, reference, local, already } = await distribute(client);
    console.log(
      `Distributed by province: ${distributed.length}. On every machine: ${reference.length}. On the coordinator: ${local.length}. As they were: ${already.length}.`,
    );
  } finally {
    await client.end();
    await close();
  }
}

await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
