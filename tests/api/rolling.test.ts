import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { builders, password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { freePort } from '../support/ownPostgres.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { until } from '../support/world.ts';

let database: TestDatabase;
let owner: pg.Client;
let ports: number[];
let servers: ServerProcess[];
let proxy: Server;
let url: string;
let watching: NodeJS.Timeout;
const ready = new Map<number, boolean>();
const served = new Map<number, number>();
const agent = new Agent({ keepAlive: true });

const start = (port: number) => startProcess(database, { PORT: String(port), DRAIN_SECONDS: '5' });

/** Asks a server whether it is ready, as any load balancer does. */
async function watch(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
  await answer?.arrayBuffer();
  ready.set(port, answer?.status === 200);
}

let turn = 0;
/** A plain proxy: the next server that is ready gets the request, on a connection that is kept; nothing is sent twice. */
function pass(req: IncomingMessage, res: ServerResponse): void {
  const up = ports.filter((port) => ready.get(port));
  const port = up[turn++ % up.length];
  // The one that is up may be slow to say so.
  if (port === undefined) return void setTimeout(pass, 50, req, res);
  const passed = request(
    { agent, port, host: '127.0.0.1', method: req.method, path: req.url, headers: req.headers },
    (answer) => {
      served.set(port, (served.get(port) ?? 0) + 1);
      res.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(res);
    },
  );
  passed.once('error', (error) => res.writeHead(502).end(error.message));
  req.pipe(passed);
}

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15');
  await build.everybody();
  await build.unions('150102', 20);
  ports = [await freePort(), await freePort()];
  servers = await Promise.all(ports.map(start));
  proxy = createServer({ keepAliveTimeout: 0 }, pass).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  await Promise.all(ports.map(watch));
  watching = setInterval(() => ports.forEach((port) => void watch(port)), 100);
});
afterAll(async () => {
  clearInterval(watching);
  proxy?.close();
  proxy?.closeAllConnections();
  agent.destroy();
  await Promise.all((servers ?? []).map((server) => server.kill()));
  await owner?.end();
  await database?.drop();
});

test('two servers are restarted in turn under load without one failed request', async () => {
  const people = await Promise.all(
    ['xincheng-officer', 'hohhot-officer', 'nmg-officer', 'nmg-admin'].map(async (username) => {
      const person = client(url);
      expect((await person.login(username, password)).status).toBe(200);
      return person;
    }),
  );
  let over = false;
  const failures: unknown[] = [];
  let answered = 0;
  const load = people.flatMap((person, n) =>
    [0, 1].map(async (second) => {
      for (let round = 0; !over; round += 1) {
        const answer =
          second === 0
            ? await person.get('/unions')
            : await person.post('/views', { name: `视图 ${round}`, resource: 'unions', filter: {} });
        if (answer.status >= 300) failures.push([n, round, answer.status, answer.body]);
        answered += 1;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    }),
  );
  for (const [index, port] of ports.entries()) {
    const other = ports[1 - index]!;
    expect(await servers[index]!.stop()).toBe(0);
    const before = served.get(other)!;
    await until(() => Promise.resolve(served.get(other)! > before + 20 ? true : null));
    servers[index] = await start(port);
    await until(() => Promise.resolve(ready.get(port) ? true : null));
    const again = served.get(port) ?? 0;
    await until(() => Promise.resolve((served.get(port) ?? 0) > again + 20 ? true : null));
  }
  over = true;
  await Promise.all(load);
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(80);
});
