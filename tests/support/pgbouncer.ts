import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { databaseAccount } from '../../server/db/embedded/account.ts';
import { until } from './world.ts';

export type Pooler = {
  /** The same database and role by way of the pooler. */
  url: string;
  stop(): Promise<void>;
};

function find(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => path.join(folder, 'pgbouncer'))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Debian's pgbouncer, installed when we are root and it is missing. */
function program(): string {
  const install = "import { installByApt } from './scripts/apt.mjs'; installByApt(['pgbouncer']);";
  const found = find();
  if (found) return found;
  execFileSync(process.execPath, ['--input-type=module', '-e', install], { stdio: 'inherit' });
  const installed = find();
  if (!installed) throw new Error('there is no pgbouncer: install it (apt-get install pgbouncer) to run this test');
  return installed;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A pooler in transaction mode with so many connections, and none of its settings that make up for a client's. */
export async function startPooler(url: string, connections: number): Promise<Pooler> {
  const { hostname, port, username, password } = new URL(url);
  const folder = await mkdtemp(path.join(tmpdir(), 'union-console-pooler-'));
  const own = await freePort();
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('users.txt'), `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(
    file('pgbouncer.ini'),
    `[databases]
* = host=${hostname} port=${port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${file('users.txt')}
pool_mode = transaction
default_pool_size = ${connections}
max_client_conn = 100
`,
  );
  await chmod(folder, 0o755);
  // Like PostgreSQL it refuses to run as root.
  const child = spawn(program(), [file('pgbouncer.ini')], {
    ...(process.getuid?.() === 0 ? databaseAccount(folder) : {}),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = new URL(url);
  address.port = String(own);
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended: ${said}`);
    const client = new pg.Client({ connectionString: address.href });
    // What was refused on its way in may break off once more.
    client.on('error', () => undefined);
    return client.connect().then(
      async () => {
        await client.end();
        return true;
      },
      () => null,
    );
  });
  return {
    url: address.href,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
