import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { scales, type Scale } from '../server/demo/scales.ts';
import { openDatabase, type BenchDatabase } from './database.ts';
import { firstScreenKb } from './firstScreen.ts';
import { measureIssuing } from './issue.ts';
import { kindsOf } from './kinds.ts';
import { measure, type Amount } from './load.ts';
import { root, start, type Service } from './processes.ts';
import { printReport, type Row } from './report.ts';

/** `npm run bench [-- --scale demo|province] [--requests 400]`: the product beside bare SQL on one database. */
function readArguments() {
  const { values } = parseArgs({
    options: { scale: { type: 'string', default: 'province' }, requests: { type: 'string', default: '400' } },
  });
  if (!scales.includes(values.scale as Scale)) throw new Error(`--scale must be one of ${scales.join(', ')}`);
  const requests = Number(values.requests);
  if (!Number.isInteger(requests) || requests < 10 || requests > 4000) throw new Error('--requests must be 10 to 4000');
  return { scale: values.scale as Scale, requests };
}

function build(): void {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the build failed');
}

const startApp = (database: BenchDatabase) =>
  start([path.join(root, 'dist/server/main.js')], {
    NODE_ENV: 'production',
    SESSION_SECRET: 'only-for-the-benchmark-only-for-the-benchmark',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATA_DIR: database.dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    DEMO: 'on',
    LOG_LEVEL: 'warn',
  });

const startBare = (database: BenchDatabase) =>
  start(['--import', 'tsx', path.join(root, 'bench/bare.ts'), database.bareUrl]);

async function measureBoth(app: Service, bare: Service, database: BenchDatabase, amount: Amount): Promise<Row[]> {
  const { rows } = await database.admin.query<{ id: string }>(
    "select id from campaigns where org_code = '15' and status = 'issued' order by starts_on desc limit 1",
  );
  const rowsOfTable: Row[] = [];
  for (const kind of await kindsOf({ app: app.url, bare: bare.url }, database.admin, rows[0]!.id)) {
    rowsOfTable.push({ name: kind.name, limitMs: kind.limitMs, ...(await measure(kind, amount)) });
  }
  return rowsOfTable;
}

export async function main(): Promise<void> {
  const { scale, requests } = readArguments();
  build();
  console.log(`Seeding ${scale}…`);
  const database = await openDatabase(scale);
  const services: Service[] = [];
  try {
    const app = await startApp(database);
    services.push(app);
    const bare = await startBare(database);
    services.push(bare);
    const amount = { requests, warmUp: 50, workers: 8, seconds: 30 };
    const rows = await measureBoth(app, bare, database, amount);
    const issuing = await measureIssuing(app.url, database.admin);
    printReport({
      scale,
      seedSeconds: database.seconds,
      rows,
      issuing,
      memoryMb: app.peakMemoryMb(),
      firstScreenKb: firstScreenKb(),
    });
  } finally {
    for (const service of services) await service.stop();
    await database.stop();
  }
}
