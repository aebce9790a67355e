import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../support/world.ts';

let folder: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'union-console-start-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all([...running].map((child) => once(child, 'exit')));
  await rm(folder, { recursive: true });
});

type Started = { child: ChildProcess; url: string };

/** The server as `npm start` runs it, with the embedded database and nothing in it. */
function launch(env: Record<string, string> = {}): ChildProcess {
  const settings = { PORT: '0', DATA_DIR: folder, DEMO: 'off', LOG_LEVEL: 'error', NODE_ENV: 'development', ...env };
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function start(): Promise<Started> {
  const child = launch();
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (chunk) => {
      said += String(chunk);
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (url) resolve({ child, url });
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = await ended;
  return code;
}

const pidFile = () => path.join(folder, 'pg/postmaster.pid');
const databasePid = async () => (await readFile(pidFile(), 'utf8')).split('\n')[0];

describe('start and stop with the embedded database', () => {
  test('a killed server leaves its database, and the next one finds it again and stops it', async () => {
    const first = await start();
    const pid = await databasePid();
    await end(first.child, 'SIGKILL');
    expect(await databasePid()).toBe(pid);

    const second = await start();
    expect(await databasePid()).toBe(pid);
    await until(async () => ((await fetch(`${second.url}/api/ready`)).status === 200 ? true : null));
    expect(await end(second.child, 'SIGTERM')).toBe(0);
    expect(existsSync(pidFile())).toBe(false);
  });

  test('requests in flight are answered, new ones are refused', async () => {
    const { child, url } = await start();
    const slow = request(`${url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
    slow.write('{"username":"nobody",');
    await once(slow, 'socket').then(([socket]) => socket.connecting && once(socket, 'connect'));
    // What comes after it is answered, so it has arrived.
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    const code = end(child, 'SIGINT');
    await until(() =>
      fetch(`${url}/api/health`).then(
        () => null,
        () => true,
      ),
    );
    slow.end('"password":"of-no-account"}');
    expect((await answered)[0].statusCode).toBe(401);
    expect(await code).toBe(0);
    await expect(fetch(`${url}/api/health`)).rejects.toThrow('fetch failed');
  });

  test('a wrong setting ends the start with one line', async () => {
    const child = launch({ PORT: 'none' });
    const chunks: unknown[] = [];
    child.stderr!.on('data', (chunk) => chunks.push(chunk));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(chunks.join('')).toBe('PORT must be a whole number\n');
  });
});
