import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../server/app.ts';
import { listen, type Listening } from '../../server/listen.ts';
import { forgetNotices } from '../../server/privacy/retention.ts';
import { client } from '../support/client.ts';
import { password } from '../support/builders.ts';
import { startServer } from '../support/server.ts';
import { exported } from '../support/workbooks.ts';
import { openWorld, until, type World } from '../support/world.ts';

const root = path.resolve(import.meta.dirname, '../..');

let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'union-console-page-'));
  await writeFile(path.join(folder, 'index.html'), await readFile(path.join(root, 'admin/index.html')));
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00', env: { CONSOLE_DIR: folder } });
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true });
});

describe('what an answer tells the browser', () => {
  const policyOf = (headers: Headers) =>
    new Map(
      headers
        .get('content-security-policy')!
        .split(';')
        .map((part) => part.trim().split(' '))
        .map(([name, ...sources]) => [name!, sources.join(' ')]),
    );

  test.each(['/', '/unions', '/api/health', '/api/unions', '/api/nothing'])('of %s', async (address) => {
    const { headers } = await fetch(world.url + address);
    const policy = policyOf(headers);
    expect(policy.get('script-src')).toBe("'self'");
    for (const name of [
      'default-src',
      'object-src',
      'base-uri',
      'frame-ancestors',
      'script-src-attr',
      'style-src-attr',
    ]) {
      expect([name, policy.get(name)]).toEqual([name, "'none'"]);
    }
    for (const name of ['form-action', 'worker-src', 'manifest-src', 'connect-src']) {
      expect([name, policy.get(name)]).toEqual([name, "'self'"]);
    }
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('cache-control')).toBe(address.startsWith('/api') ? 'no-store' : 'no-cache');
  });

  test('and the page has no script of its own, no style and no handler in its markup', async () => {
    const page = await (await fetch(world.url)).text();
    expect(page.match(/<script\b[^>]*>/g)!.every((tag) => tag.includes(' src='))).toBe(true);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  test('behind TLS: a cookie for this host alone, which a sign-out takes back, and no way back to plain HTTP', async () => {
    const secure = await startServer({ database: world.database, env: { PUBLIC_URL: 'https://console.example.cn' } });
    const person = client(secure.url, { 'x-forwarded-proto': 'https', origin: 'https://console.example.cn' });
    const answer = await person.login('nmg-officer', password);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-uc\.sid=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect((await person.get('/unions')).status).toBe(200);
    const out = await person.post('/auth/logout');
    expect(out.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-uc\.sid=; Path=\/; Expires=Thu, 01 Jan 1970[^;]+; Secure$/),
    ]);
    expect((await person.get('/unions')).status).toBe(401);
    await secure.stop();
  });
});

describe('limits', () => {
  test('of the size of a request, and of where it may come from', async () => {
    const officer = await world.as('nmg-officer');
    expect((await officer.post('/unions', { name: 'x'.repeat(1_100_000) })).status).toBe(413);
    for (const [name, value] of [
      ['origin', 'https://elsewhere.example'],
      ['sec-fetch-site', 'cross-site'],
    ] as const) {
      expect((await officer.post('/unions', {}, { [name]: value })).body.code).toBe('foreign-origin');
    }
    expect((await fetch(world.url + '/api/health', { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431);
  });

  test('of a statement, a lock and an idle transaction, for whatever the server’s role does', async () => {
    const limit = async (name: string) =>
      (await world.deps.pool.query<Record<string, string>>(`show ${name}`)).rows[0]![name];
    expect(await limit('statement_timeout')).toBe('5min');
    expect(await limit('lock_timeout')).toBe('30s');
    expect(await limit('idle_in_transaction_session_timeout')).toBe('1min');
    const request = await world.deps.source.query<{ statement_timeout: string }[]>('show statement_timeout');
    expect(request[0]!.statement_timeout).toBe('30s');
  });
});

test('notices go after the days of the settings, and no others', async () => {
  const at = ['2025-07-01', '2025-07-27', '2025-07-29', '2026-08-31'].map((day) => `${day}T10:00:00+08:00`);
  await world.owner.query(
    `insert into notifications (province_code, id, org_code, recipient_id, kind, subject_type, subject_id, reason_key, created_at)
     select '15', (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7000800000000000000' || n)::uuid,
       '150102', (select id from users where username = 'xincheng-officer'), 'overdue', 'rectifications', new_id(), 'r' || n, at
     from unnest($1::timestamptz[]) with ordinality as given (at, n)`,
    [at],
  );
  await forgetNotices(world.deps);
  const { rows } = await world.owner.query<{ reason_key: string }>('select reason_key from notifications order by 1');
  expect(rows.map((row) => row.reason_key)).toEqual(['r3', 'r4']);
});

describe('slow clients', () => {
  let server: Listening;
  /** Answers that were not taken whole. */
  let cutOff = 0;
  const sockets: Socket[] = [];
  const patience = { headersMs: 5_000, requestMs: 6_500, silentMs: 30_000, answerMs: 6_000, connections: 250 };

  beforeAll(async () => {
    const app = createApp(world.deps);
    const counting: RequestListener = (req, res) => {
      res.once('close', () => (cutOff += res.writableFinished ? 0 : 1));
      app(req, res);
    };
    server = await listen(counting, { host: '127.0.0.1', port: 0, patience });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await server?.stop({ graceMs: 0 });
  });

  /** Says something, takes nothing unless asked to, and tells what it heard until the end. */
  function slow(text: string, { takes = true } = {}): Promise<string> {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    sockets.push(socket);
    return new Promise((resolve) => {
      let heard = '';
      if (takes) socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
      else socket.pause();
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(heard));
    });
  }

  const times = <T>(n: number, make: () => T) => Array.from({ length: n }, make);

  test('hold up nobody: with headers, bodies and answers that never end, the others are answered as ever', async () => {
    await world.build.unions('150102', 2_500);
    const officer = await world.as('xincheng-officer');
    const made = await exported(officer, { kind: 'unions', format: 'csv', filter: {} });
    const session = client(`http://127.0.0.1:${server.port}`);
    await session.login('xincheng-officer', password);
    const token = (await session.post<{ token: string }>('/tokens', { name: '读', expiresOn: '2026-12-31' })).body
      .token;
    // One answer may fit into what lies between client and server; a row of them does not.
    const ask = `GET /api/exports/${made.id}/content HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    for (const _reader of times(10, () => null)) void slow(ask.repeat(20), { takes: false });
    const login =
      'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{';
    const ends = [
      ...times(60, () => slow('GET /api/health HTTP/1.1\r\nHost: x\r\nX-')),
      ...times(60, () => slow(login)),
    ];
    expect((await session.get('/unions?range=[0,9]')).status).toBe(200);
    const waited: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const began = performance.now();
      expect((await session.get('/unions?range=[0,9]')).status).toBe(200);
      waited.push(performance.now() - began);
    }
    // Nobody waits until the slow ones are gone.
    expect(Math.max(...waited)).toBeLessThan(patience.silentMs);
    for (const heard of await Promise.all(ends)) expect(heard).toMatch(/^HTTP\/1.1 408 |^$/);
    await until(() => Promise.resolve(cutOff >= 10 ? true : null));
    expect((await session.get('/unions?range=[0,9]')).status).toBe(200);
  });

  test('are not more at once than the server has room for', async () => {
    const waiting = times(250, () => slow('GET /api/health HTTP/1.1\r\nHost: x\r\n'));
    const late = await Promise.all(times(20, () => slow('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n')));
    expect(late.filter((heard) => heard === '').length).toBeGreaterThan(0);
    await Promise.all(waiting);
    expect(await slow('GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });
});
