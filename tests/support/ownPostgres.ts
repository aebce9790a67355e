import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../server/db/embedded.ts';
import { databaseAccount } from '../../server/db/embedded/account.ts';
import { findPrograms } from '../../server/db/embedded/programs.ts';
import { APP } from '../../server/db/embedded/roles.ts';
import { settings } from '../../server/db/embedded/settings.ts';
import { migrate } from '../../server/migrations.ts';
import type { TestDatabase } from './postgres.ts';

export type OwnPostgres = {
  database: TestDatabase;
  /** Ends every process of the database at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again at the same port and waits until it has recovered. */
  start(): Promise<void>;
  remove(): Promise<void>;
};

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

const end = (pid: number) => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was faster.
  }
};

/** A PostgreSQL for one test that may be killed: it keeps what it has acknowledged (fsync), at one port all the time. */
export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'union-console-own-'));
  const made = await startEmbedded(folder);
  await migrate(made.ownerUrl, { appRole: APP });
  await made.stop('fast');
  const port = await freePort();
  const place = (url: string) => {
    const address = new URL(url);
    address.port = String(port);
    return address.href;
  };
  const account = databaseAccount(path.join(folder, 'pg'));
  const programs = await findPrograms(folder, account);
  const flags = Object.entries({ ...settings(true), port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    for (;;) {
      const child = spawn(programs.postgres, ['-D', path.join(folder, 'pg'), ...flags], {
        ...account,
        cwd: '/',
        env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
        stdio: 'ignore',
      });
      running = child;
      while (child.exitCode === null && child.signalCode === null) {
        const client = new pg.Client({ connectionString: place(made.ownerUrl) });
        const answers = await client.connect().then(
          () => true,
          () => false,
        );
        await client.end().catch(() => undefined);
        if (answers) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      // What the killed one left may still be on its way out.
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async function kill(): Promise<void> {
    if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return;
    const all = [running.pid, ...childrenOf(running.pid)];
    const gone = once(running, 'exit');
    all.forEach(end);
    await gone;
  }

  await start();
  const url = place(made.ownerUrl);
  return {
    database: { ownerUrl: url, appUrl: place(made.appUrl), unboundUrl: '', drop: () => Promise.resolve() },
    kill,
    start,
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
