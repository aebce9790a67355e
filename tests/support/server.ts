import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { createDeps } from '../../server/createDeps.ts';
import type { Deps } from '../../server/deps.ts';
import { readEnv } from '../../server/env.ts';
import { listen } from '../../server/listen.ts';
import { testDataKey } from './cipher.ts';
import type { TestDatabase } from './postgres.ts';

export type ServerOptions = {
  database: TestDatabase;
  /** The business "now" at the start, an ISO instant; it goes on from there. */
  clock?: string;
  /** Further settings, by the names of the environment. */
  env?: Record<string, string>;
  /** Off: row security stands alone. */
  scopeInQueries?: boolean;
  /** On: the scopes of the queries stand alone. */
  bypassRowSecurity?: boolean;
};

export type TestServer = { url: string; deps: Deps; stop(): Promise<void> };

/** The whole server from its sources, in this process, on a free loopback port. LOG_LEVEL=debug lets it speak. */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const { database, clock, scopeInQueries = true, bypassRowSecurity = false } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'union-console-files-'));
  const env = readEnv({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: database.appUrl,
    DATA_KEY: testDataKey,
    SESSION_SECRET: 'a secret for tests, long enough to be one',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent',
    // A machine may be slow; how long people wait is for the tests of that.
    POOL_WAIT_SECONDS: '60',
    ...(clock ? { CLOCK: clock } : {}),
    ...options.env,
  });
  const appUrl = bypassRowSecurity ? database.unboundUrl : database.appUrl;
  const deps = await createDeps(env, { appUrl, log: pino({ level: env.LOG_LEVEL }), scopeInQueries });
  const server = await listen(createApp(deps), { host: env.HOST, port: env.PORT });
  return {
    url: `http://127.0.0.1:${server.port}`,
    deps,
    async stop() {
      await server.stop({ graceMs: 1_000 });
      await deps.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
