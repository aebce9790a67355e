import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/app.ts';
import { createDeps, type Deps } from '../../server/deps.ts';
import { readEnv } from '../../server/env.ts';
import type { TestDatabase } from './postgres.ts';

export type ServerOptions = {
  database: TestDatabase;
  /** The business "now" at the start. */
  clock?: string;
  /** Switches the first wall off. */
  scopeInQueries?: boolean;
  /** Switches the second wall off. */
  bypassRowSecurity?: boolean;
  env?: Record<string, string>;
};

export type TestServer = { url: string; deps: Deps; stop(): Promise<void> };

/** The real application on a free loopback port, in this process. */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'union-console-files-'));
  const appUrl = options.bypassRowSecurity ? options.database.unboundUrl : options.database.appUrl;
  const env = readEnv({
    NODE_ENV: 'test',
    DATABASE_URL: appUrl,
    DATA_DIR: dataDir,
    SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    HOST: '127.0.0.1',
    ...(options.clock ? { CLOCK: options.clock } : {}),
    ...options.env,
  });
  const log = pino({ level: process.env.TEST_LOG ?? 'fatal' });
  const deps = await createDeps(env, { appUrl, log, scopeInQueries: options.scopeInQueries ?? true });
  const server = createServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    deps,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await deps.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
