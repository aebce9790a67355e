import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { cipherWith } from './cipher.ts';
import { startEmbedded, type Embedded } from './db/embedded.ts';
import { migrate } from './migrations.ts';
import { platformActor } from './db/platform.ts';
import { demoPassword } from './demo/accounts.ts';
import { loadDemo } from './demo/load.ts';
import { tellDemo } from './demo/notices.ts';
import { createDeps } from './createDeps.ts';
import type { Deps } from './deps.ts';
import { readEnv, roleOf, SettingsError, type Env } from './env.ts';
import { demoAccounts } from './features/auth/me.report.ts';
import { listen } from './listen.ts';
import { logTo } from './log.ts';
import { sealFirst } from './privacy/rekey.ts';

/**
 * V8 collects its old generation when that has grown by so many percent of what was alive before. Left to itself it lets
 * 60 MB become 250 before it looks, for a few percent of speed; the memory serves better as the database's cache.
 */
setFlagsFromString('--heap-growing-percent=75');

/** What has been started and how it is stopped; the last comes first. */
const closers: (() => Promise<void>)[] = [];
let embedded: Embedded | undefined;
/** When the first signal came. */
let stoppedAt: number | undefined;

async function start(env: Env, log: Logger): Promise<void> {
  if (!env.DATABASE_URL) {
    const database = (embedded = await startEmbedded(env.DATA_DIR));
    closers.push(() => database.stop());
    if (stoppedAt) return;
  }
  const appUrl = embedded?.appUrl ?? env.DATABASE_URL!;
  const ownerUrl = embedded?.ownerUrl ?? env.DATABASE_OWNER_URL;
  if (ownerUrl) {
    await migrate(ownerUrl, { appRole: roleOf(appUrl) });
    await sealFirst(ownerUrl, cipherWith([env.DATA_KEY, ...env.DATA_KEY_PREVIOUS]));
  }
  const deps = await createDeps(env, { appUrl, log });
  closers.push(() => deps.close());
  if (env.DEMO && ownerUrl) {
    await loadDemo(deps, ownerUrl);
    await tellDemo(deps);
  }
  const server = await listen(createApp(deps), { host: env.HOST, port: env.PORT });
  closers.push(() => {
    deps.retire();
    return server.stop({ drainMs: env.DRAIN_SECONDS * 1000 });
  });
  console.log(`\nUnion Supervision Console: ${env.PUBLIC_URL ?? `http://${env.HOST}:${server.port}`}`);
  if (env.DEMO) await printDemoAccounts(deps);
}

async function printDemoAccounts(deps: Deps): Promise<void> {
  const accounts = await deps.as(platformActor, 'zh', demoAccounts);
  const lines = accounts.map(({ username, role, orgName }) => `  ${username.padEnd(18)}${role.padEnd(10)}${orgName}`);
  console.log(`Demo accounts, password ${demoPassword}:\n${lines.join('\n')}\n`);
}

async function unwind(): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}

/** A wrong setting is told in its one line, anything else with its stack. */
function report(error: unknown): void {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}

/** The first signal ends everything in order, also on the way up; a later one ends it at once. */
function stopOnSignals(started: Promise<void>): void {
  const stop = async () => {
    await unwind();
    // What was being started when the signal came has failed by now, or has come up and is stopped too.
    await started.catch(() => undefined);
    await unwind();
  };
  const onSignal = () => {
    if (stoppedAt === undefined) {
      stoppedAt = Date.now();
      void stop()
        .catch(report)
        .then(() => process.exit());
    } else if (Date.now() - stoppedAt > 500) {
      // Sooner it is the same Ctrl-C, passed on by npm.
      void Promise.resolve(embedded?.stop('immediate')).finally(() => process.exit(1));
    }
  };
  // SIGHUP: the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  started.catch(async (error: unknown) => {
    if (stoppedAt !== undefined) return;
    report(error);
    await unwind();
    process.exit();
  });
}

try {
  const env = readEnv();
  stopOnSignals(start(env, logTo(env.LOG_LEVEL)));
} catch (error) {
  report(error);
}
