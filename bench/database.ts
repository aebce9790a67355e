import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../server/db/embedded.ts';
import { planOf, type Scale } from '../server/demo/scales.ts';
import { seed } from '../server/demo/seed.ts';
import { roleOf } from '../server/env.ts';
import { migrate } from '../server/migrations.ts';
import { dayOf } from '../shared/rules/days.ts';

export type BenchDatabase = {
  appUrl: string;
  ownerUrl: string;
  /** As superuser: the bare server works past row security. */
  bareUrl: string;
  dataDir: string;
  admin: pg.Client;
  seconds: number;
  stop(): Promise<void>;
};

/** A PostgreSQL of its own in a temporary folder, migrated and filled. */
export async function openDatabase(scale: Scale): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'union-console-bench-'));
  await chmod(dataDir, 0o755);
  const { ownerUrl, appUrl, superUrl, stop } = await startEmbedded(dataDir);
  const begun = performance.now();
  await migrate(ownerUrl, { appRole: roleOf(appUrl) });
  await seed({ ownerUrl, plan: planOf(scale, dayOf(new Date())), accounts: true });
  const seconds = (performance.now() - begun) / 1000;
  const bareUrl = superUrl.replace(/\/postgres$/, '/console');
  const admin = new pg.Client({ connectionString: bareUrl });
  await admin.connect();
  return {
    appUrl,
    ownerUrl,
    bareUrl,
    dataDir,
    admin,
    seconds,
    async stop() {
      await admin.end();
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
