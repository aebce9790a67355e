import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { scales, type Scale } from '../server/demo/scales.ts';
import { provinceCodes } from '../shared/rules/orgCode.ts';
import { openDatabase, type BenchDatabase } from './database.ts';
import { measureDocuments } from './documents.ts';
import { measureExport } from './exports.ts';
import { firstScreenKb } from './firstScreen.ts';
import { measureImport } from './imports.ts';
import { measureIssuing } from './issue.ts';
import { campaignOf, groups, kindsOf, type Group } from './kinds.ts';
import { measure } from './load.ts';
import { root, start, type Service } from './processes.ts';
import { registerKinds } from './registers.ts';
import { printReport, said, type Report, type Row } from './report.ts';
import { printSoak, soak } from './soak.ts';
import { takeBackBare } from './steps.ts';

type Arguments = {
  scale: Scale;
  data: string | undefined;
  only: ReadonlySet<Group>;
  seconds: number;
  soak: number;
  issue: string[];
};

/** Some provinces of all sizes that have a seventeenth of the nation's unions: enough to tell a rate, and done in a minute. */
const sample = ['15', '22', '46', '54', '63', '64'];

/** Files are measured by default where they are not most of the time that it takes. */
const heavy: ReadonlySet<Group> = new Set(['documents', 'exports', 'imports']);

/**
 * `npm run bench [-- --scale demo|province|nation] [--data DIR] [--only one,list,…] [--seconds 0.8] [--issue sample|all|15,44]
 * [--soak SECONDS]`: the product beside bare SQL on one database.
 */
function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      scale: { type: 'string', default: 'province' },
      data: { type: 'string' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '0.8' },
      issue: { type: 'string', default: 'sample' },
      soak: { type: 'string', default: '0' },
    },
  });
  const scale = values.scale as Scale;
  if (!scales.includes(scale)) throw new Error(`--scale must be one of ${scales.join(', ')}`);
  const wanted = values.only?.split(',') ?? groups.filter((group) => scale !== 'nation' || !heavy.has(group));
  const unknown = wanted.filter((group) => !groups.includes(group as Group));
  if (unknown.length > 0) throw new Error(`--only takes ${groups.join(', ')}, not ${unknown.join(', ')}`);
  const seconds = Number(values.seconds);
  if (!(seconds >= 0.1 && seconds <= 60)) throw new Error('--seconds must be 0.1 to 60');
  const soakSeconds = Number(values.soak);
  if (!(soakSeconds >= 0 && soakSeconds <= 7200)) throw new Error('--soak must be 0 to 7200');
  const nation =
    values.issue === 'all' ? [...provinceCodes] : values.issue === 'sample' ? sample : values.issue.split(',');
  return {
    scale,
    data: values.data && path.resolve(values.data),
    only: new Set(wanted as Group[]),
    seconds,
    soak: soakSeconds,
    issue: scale === 'nation' ? nation : ['15'],
  };
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
    DATA_KEY: database.key,
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

/** On a server of its own: its memory is that of this work alone. */
async function onItsOwn<T>(database: BenchDatabase, work: (service: Service) => Promise<T>): Promise<T> {
  const service = await startApp(database);
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}

async function measureRequests(
  app: Service,
  bare: Service,
  database: BenchDatabase,
  wanted: Arguments,
): Promise<Row[]> {
  const servers = { app: app.url, bare: bare.url };
  const kinds = [
    ...(await kindsOf(servers, database, wanted.only)),
    ...(wanted.only.has('registers') ? await registerKinds(servers, await campaignOf(database)) : []),
  ];
  const rows: Row[] = [];
  try {
    for (const kind of kinds) {
      const { app: _app, bare: _bare, ...what } = kind;
      const row = { ...what, ...(await measure(kind, { ms: wanted.seconds * 1000, rounds: 3 })) };
      rows.push(row);
      console.log(said(row));
    }
  } finally {
    if (wanted.only.has('step')) await takeBackBare(database);
  }
  return rows;
}

async function measureAll(database: BenchDatabase, wanted: Arguments): Promise<Report> {
  const { only, scale } = wanted;
  const documents = only.has('documents')
    ? await onItsOwn(database, (one) => measureDocuments(one, database.admin))
    : null;
  const exported = only.has('exports') ? await onItsOwn(database, (one) => measureExport(one, database.admin)) : null;
  const app = await startApp(database);
  const bare = await startBare(database);
  let rows: Row[];
  let issuing: Report['issuing'] = null;
  let memoryMb: number | null;
  try {
    rows = await measureRequests(app, bare, database, wanted);
    if (only.has('issue')) {
      issuing = await measureIssuing(app.url, database, {
        provinces: wanted.issue,
        rounds: scale === 'nation' ? 1 : 3,
      });
    }
    memoryMb = app.peakMemoryMb();
  } finally {
    await app.stop();
    await bare.stop();
  }
  // Last, because its unions would change the other figures.
  const imported = only.has('imports') ? await onItsOwn(database, measureImport) : null;
  const { seconds: seedSeconds } = database;
  return { scale, seedSeconds, rows, issuing, documents, exported, imported, memoryMb, firstScreenKb: firstScreenKb() };
}

export async function main(): Promise<void> {
  const wanted = readArguments();
  build();
  const database = await openDatabase(wanted.scale, wanted.data);
  try {
    if (wanted.soak > 0) {
      printSoak(await onItsOwn(database, (one) => soak(one, database, wanted.soak)));
    } else {
      const begun = performance.now();
      printReport(await measureAll(database, wanted));
      console.log(`Measured in ${((performance.now() - begun) / 60_000).toFixed(1)} min.`);
    }
  } finally {
    await database.stop();
  }
}
