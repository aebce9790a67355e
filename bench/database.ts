import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { cipherWith, parseKey } from '../server/cipher.ts';
import { startEmbedded } from '../server/db/embedded.ts';
import { planOf, type Scale } from '../server/demo/scales.ts';
import { seed } from '../server/demo/seed.ts';
import { roleOf } from '../server/env.ts';
import { keptSecret } from '../server/keptSecret.ts';
import { migrate } from '../server/migrations.ts';
import { dayOf } from '../shared/rules/days.ts';

export type BenchDatabase = {
  appUrl: string;
  ownerUrl: string;
  /** As superuser: the bare server works past row security. */
  bareUrl: string;
  dataDir: string;
  /** What the data is sealed with; it lies in the folder, as that of any server. */
  key: string;
  admin: pg.Client;
  seconds: number;
  stop(): Promise<void>;
};

/**
 * A PostgreSQL of its own in a temporary folder, migrated and filled; or that of a data folder, which is filled only if
 * it is empty and stays afterwards.
 */
export async function openDatabase(scale: Scale, given?: string): Promise<BenchDatabase> {
  const dataDir = given ?? (await mkdtemp(path.join(tmpdir(), 'union-console-bench-')));
  if (!given) await chmod(dataDir, 0o755);
  const key = keptSecret(dataDir, 'data-key');
  const { ownerUrl, appUrl, superUrl, stop } = await startEmbedded(dataDir);
  const begun = performance.now();
  await migrate(ownerUrl, { appRole: roleOf(appUrl) });
  const bareUrl = superUrl.replace(/\/postgres$/, '/console');
  const admin = new pg.Client({ connectionString: bareUrl });
  await admin.connect();
  const { rows } = await admin.query('select from unions limit 1');
  if (rows.length === 0) {
    console.log(`Seeding ${scale}…`);
    await seed({
      ownerUrl,
      plan: planOf(scale, dayOf(new Date())),
      accounts: true,
      cipher: cipherWith([parseKey(key)!]),
    });
  }
  const seconds = (performance.now() - begun) / 1000;
  return {
    appUrl,
    ownerUrl,
    bareUrl,
    dataDir,
    key,
    admin,
    seconds,
    async stop() {
      await admin.end();
      await stop();
      if (!given) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
