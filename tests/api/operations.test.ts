import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../server/app.ts';
import { listen, type Listening } from '../../server/listen.ts';
import { logTo } from '../../server/log.ts';
import { password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { openWorld, until, type World } from '../support/world.ts';

type Line = Record<string, unknown> & { msg: string; requestId?: string };

let world: World;
let server: Listening;
let person: Client;
const lines: Line[] = [];

beforeAll(async () => {
  world = await openWorld({ env: { METRICS_TOKEN: 'a token of sixteen or more' } });
  await world.build.unions('150102', 2);
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Line);
      done();
    },
  });
  const app = createApp({ ...world.deps, log: logTo('debug', sink) });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  person = client(`http://127.0.0.1:${server.port}`);
  await person.login('xincheng-officer', password);
});
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const lineOf = (id: string) => until(() => Promise.resolve(lines.find(({ requestId }) => requestId === id) ?? null));
const idOf = (answer: { headers: Headers }) => answer.headers.get('x-request-id')!;

describe('a line for each request', () => {
  test('says what was asked of which route by whom, how it ended and how long it took', async () => {
    const [union] = await person.list<{ id: string }>('unions');
    const read = await person.get(`/unions/${union!.id}`);
    const { requestId, method, route, status, milliseconds, actorId, province } = await lineOf(idOf(read));
    expect({ requestId, method, route, status, province }).toEqual({
      requestId: idOf(read),
      method: 'GET',
      route: '/api/unions/:id',
      status: 200,
      province: '15',
    });
    expect([typeof milliseconds, actorId]).toEqual(['number', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test('names nobody: no address, no search, no body, no header', async () => {
    const secret = '某某某13800001234';
    await person.get(`/unions?filter=${encodeURIComponent(JSON.stringify({ q: secret }))}`);
    await person.post('/unions', { orgCode: '150102', name: secret, kind: 'enterprise', employees: -1, members: 1 });
    await person.get(`/unions/${encodeURIComponent(secret)}`, { 'x-secret': encodeURIComponent(secret) });
    await client(`http://127.0.0.1:${server.port}`).login(secret, secret);
    await until(() =>
      Promise.resolve(lines.some(({ route, status }) => route === '/api/auth/login' && status === 401) || null),
    );
    const all = JSON.stringify(lines);
    for (const part of [secret, encodeURIComponent(secret), '13800001234', 'uc.sid']) expect(all).not.toContain(part);
  });

  test('tells of an error of the database where it arose, and nothing of the row that it names', async () => {
    const name = '某某厂13800001235';
    await world.owner.query(`alter table unions add constraint nobodys check (name <> '${name}')`);
    const body = { orgCode: '150102', name, kind: 'enterprise', employees: 30, members: 20 };
    const failed = await person.post('/unions', body);
    await world.owner.query('alter table unions drop constraint nobodys');
    expect(failed.status).toBe(500);
    const told = lines.filter(({ requestId }) => requestId === idOf(failed));
    expect(told).toContainEqual(expect.objectContaining({ err: expect.objectContaining({ constraint: 'nobodys' }) }));
    expect(JSON.stringify(told)).not.toContain(name);
  });

  test('has a level: reading is for debugging, changes and refusals are for the record', async () => {
    const refused = await person.get('/users');
    const answers = [
      await person.get('/unions'),
      await person.post('/views', { name: '一', resource: 'unions', filter: {} }),
      refused,
    ];
    const told = await Promise.all(answers.map((answer) => lineOf(idOf(answer))));
    // What took a second is told as slow, whatever it was.
    const wanted = [20, 30, refused.status === 200 ? 20 : 30];
    expect(told.map(({ level }) => level)).toEqual(
      told.map(({ milliseconds }, index) => (Number(milliseconds) >= 1000 ? 40 : wanted[index])),
    );
  });
});

describe('the id of a request', () => {
  test('is the one of a trusted proxy if it looks like one, and a new one else', async () => {
    const given = await person.get('/unions', { 'x-request-id': 'proxy-2026-09-01.77' });
    expect(idOf(given)).toBe('proxy-2026-09-01.77');
    for (const bad of ['short', 'x'.repeat(65), 'with space in it', 'a<script>alert(1)</script>']) {
      const answer = await person.get('/unions', { 'x-request-id': bad });
      expect(idOf(answer)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('metrics', () => {
  const read = async (headers: Record<string, string> = {}) => (await person.get<string>('/metrics', headers)).body;

  test('measure routes by their template, connections, queues and what waits', async () => {
    await person.get('/unions/01890000-0000-7000-8000-000000000000');
    await person.login('nobody-here', 'wrong');
    const text = await until(async () => {
      const told = await read();
      return told.includes('db_up 1') && told.includes('backlog_depth') ? told : null;
    });
    for (const wanted of [
      'http_request_duration_seconds_count{method="GET",route="/api/unions/:id",status="404"}',
      'http_request_duration_seconds_count{method="POST",route="/api/auth/login",status="401"}',
      'db_up 1',
      'db_pool_size{pool="requests"} 4',
      'db_pool_in_use{pool="sessions"}',
      'db_pool_waiting{pool="requests"} 0',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
      ...['ledger', 'outbox', 'unsealed', 'messages', 'retrying', 'set-aside'].flatMap((what) => [
        `backlog_depth{what="${what}"}`,
        `backlog_oldest_seconds{what="${what}"}`,
      ]),
    ])
      expect(text).toContain(wanted);
    expect(text).not.toContain('01890000');
  });

  test('are for the machine itself, or for whoever has the token', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9' };
    const asked = async (headers: Record<string, string>) => (await person.get('/metrics', headers)).status;
    expect(await asked(from)).toBe(404);
    expect(await asked({ ...from, authorization: 'Bearer a token of sixteen or less' })).toBe(404);
    expect(await asked({ ...from, authorization: 'Bearer a token of sixteen or more' })).toBe(200);
  });
});
