import { execFile, execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Programs } from './programs.ts';
import { settings } from './settings.ts';

const run = promisify(execFile);

/** Where one cluster lies, what it is run with, and as whom. */
export type Cluster = {
  dataDir: string;
  programs: Programs;
  account: Account;
  password: string;
  /** False only where the data may be lost: tests. */
  durable: boolean;
  /** Settings of PostgreSQL in place of ours. */
  settings?: Record<string, string | number> | undefined;
};

type Running = { pid: number; port: number };

const folderOf = ({ dataDir }: Cluster) => path.join(dataDir, 'pg');
const logOf = ({ dataDir }: Cluster) => path.join(dataDir, 'postgres.log');

/** Nothing of our surroundings: a PGPORT or a locale of the shell must not change the database. */
const spawnOptions = ({ account }: Cluster) => ({
  ...account,
  cwd: '/',
  env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
});

/** Makes the cluster where there is none. It appears whole or not at all, whenever the process is killed. */
export async function initialise(cluster: Cluster): Promise<void> {
  const { dataDir, programs, account, password, durable } = cluster;
  const present = readdirSync(dataDir);
  if (present.includes('pg')) return;
  for (const name of present) {
    const maker = /^pg\.new-(\d+)(\.password)?$/.exec(name)?.[1];
    if (maker && !isAlive(Number(maker))) rmSync(path.join(dataDir, name), { recursive: true });
  }
  const draft = path.join(dataDir, `pg.new-${process.pid}`);
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const made of [draft, passwordFile]) chownSync(made, account.uid, account.gid);
  }
  const flags = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  // The same collation everywhere, whatever locales the machine has.
  flags.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  if (!durable) flags.push('--no-sync', '--no-data-checksums');
  try {
    await run(programs.initdb, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...flags], spawnOptions(cluster));
    renameSync(draft, folderOf(cluster));
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!readdirSync(dataDir).includes('pg')) throw error;
  } finally {
    rmSync(passwordFile);
  }
}

/** The server of this cluster: the one that runs, or else a new one. */
export async function ensureRunning(cluster: Cluster): Promise<Running> {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const running = (await findRunning(cluster)) ?? (await launch(cluster));
    if (running) return running;
    // A port taken in between, a rival that was faster, or memory that a killed server's children still hold.
    await sleep(attempt * 200);
  }
  const lines = readFileSync(logOf(cluster), 'utf8').trim().split('\n').slice(-3).join(' | ');
  throw new Error(`the embedded PostgreSQL doesn't start: ${lines}`);
}

/** Waits until a server that is on its way up or down has arrived there. */
async function findRunning(cluster: Cluster): Promise<Running | undefined> {
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(25)) {
    const server = readPidFile(cluster);
    if (!server) return undefined;
    if (!isServerOf(cluster, server.pid)) {
      // Left behind by a kill. PostgreSQL would take another process that has got this number for a living server.
      rmSync(path.join(folderOf(cluster), 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (server.status === 'ready') return server;
  }
  throw new Error(
    `the embedded PostgreSQL in ${folderOf(cluster)} neither gets ready nor stops: see ${logOf(cluster)}`,
  );
}

async function launch(cluster: Cluster): Promise<Running | undefined> {
  const port = await freePort();
  const options = { ...settings(cluster.durable), ...cluster.settings, port };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logOf(cluster), 'w', 0o600);
  const server = spawn(cluster.programs.postgres, ['-D', folderOf(cluster), ...flags], {
    ...spawnOptions(cluster),
    // A process group of its own: Ctrl-C reaches us alone, and we stop the database when its users are done.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let gone = false;
  server.once('exit', () => (gone = true));
  server.once('error', () => (gone = true));
  server.unref();
  while (!gone) {
    const found = readPidFile(cluster);
    if (found && found.pid === server.pid && found.status === 'ready') return found;
    await sleep(25);
  }
  return undefined;
}

/** Ends all sessions and shuts the server down; `immediate` leaves the rest to the recovery at the next start. */
export async function shutDown(cluster: Cluster, mode: 'fast' | 'immediate'): Promise<void> {
  if (!(await findRunning(cluster))) return;
  const flags = ['stop', '-D', folderOf(cluster), '-m', mode, '-w', '-t', '60', '-s'];
  await run(cluster.programs.pg_ctl, flags, spawnOptions(cluster)).catch(async (error: unknown) => {
    if (await findRunning(cluster)) throw error;
  });
}

/** The lines of postmaster.pid: process, folder, start, port, socket, address, memory key, state. */
function readPidFile(cluster: Cluster): (Running & { status: string }) | undefined {
  try {
    const lines = readFileSync(path.join(folderOf(cluster), 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isServerOf(cluster: Cluster, pid: number): boolean {
  return isAlive(pid) && commandOf(pid).includes(`-D ${folderOf(cluster)} `);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return ''; // it ended while we looked
  }
}

/** Whether there is a process of this number, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
