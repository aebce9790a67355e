import { parseArgs } from 'node:util';
import pg from 'pg';
import { cipherWith } from '../server/cipher.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { migrate } from '../server/migrations.ts';
import { openScope } from '../server/demo/generate.ts';
import { storeEvidence } from '../server/demo/load.ts';
import { planOf, scales, type Scale } from '../server/demo/scales.ts';
import { seed } from '../server/demo/seed.ts';
import { readEnv, roleOf, type Env } from '../server/env.ts';
import { openFileStore } from '../server/files.ts';
import { dayOf } from '../shared/rules/days.ts';

/** `npm run seed -- --scale demo|province|nation [--force] [--provinces 15,44]`: synthetic data, the same for the same day. */
function readArguments() {
  const { values } = parseArgs({
    options: { scale: { type: 'string' }, force: { type: 'boolean', default: false }, provinces: { type: 'string' } },
  });
  if (!scales.includes(values.scale as Scale)) throw new Error(`--scale must be one of ${scales.join(', ')}`);
  return { ...values, scale: values.scale as Scale };
}

/** A gigabyte of log would be kept for its files; an ordinary server takes them up again as it needs them. */
const passingLog = { wal_recycle: 'off', wal_init_zero: 'off' };

async function unionsIn(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await openScope(client);
    const { rows } = await client.query<{ unions: number }>(
      'select count(*)::int as unions from (select 1 from unions limit 1) u',
    );
    return rows[0]!.unions;
  } finally {
    await client.end();
  }
}

async function run(env: Env): Promise<void> {
  const { scale, force, provinces } = readArguments();
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env.DATA_DIR, { settings: passingLog });
  try {
    const appUrl = embedded?.appUrl ?? env.DATABASE_URL!;
    const ownerUrl = embedded?.ownerUrl ?? env.DATABASE_OWNER_URL;
    if (!ownerUrl) throw new Error('DATABASE_OWNER_URL is needed: only the owner of the tables may fill them');
    await migrate(ownerUrl, { appRole: roleOf(appUrl) });
    const used = (await unionsIn(ownerUrl)) > 0;
    if (used && !force) {
      throw new Error('The database has data already; --force adds to it all the same.');
    }
    const begun = performance.now();
    await storeEvidence(await openFileStore(env));
    const now = env.CLOCK ? new Date(env.CLOCK) : new Date();
    // Only an empty database can do without its indexes for a while.
    const { bulk, ...added } = planOf(scale, dayOf(now), provinces?.split(','));
    const plan = bulk && !used ? { ...added, bulk } : added;
    const cipher = cipherWith([env.DATA_KEY, ...env.DATA_KEY_PREVIOUS]);
    await seed({ ownerUrl, plan, accounts: env.DEMO, cipher, report: console.log });
    console.log(`Seeded ${scale} in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
  } finally {
    await embedded?.stop();
  }
}

try {
  await run(readEnv());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
