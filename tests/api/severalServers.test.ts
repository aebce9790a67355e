import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Export } from '../../shared/exports.ts';
import { isUnderWay, type Import } from '../../shared/imports.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import { builders, password } from '../support/builders.ts';
import { client, type Client } from '../support/client.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { announce, finish, KB, picture, put } from '../support/uploads.ts';
import { answersWith, campaignInput, until } from '../support/world.ts';

let database: TestDatabase;
let owner: pg.Client;
let files: string;
let servers: ServerProcess[];
let proxy: Proxy;
/** Signed in by way of the proxy: each request goes to another server than the one before. */
let officer: Client;
let district: Client;
let campaign: Campaign;

const start = () => startProcess(database, { DATA_DIR: files, DRAIN_SECONDS: '5', CLOCK: '2026-08-03T09:00:00+08:00' });

const signIn = async (url: string, username: string): Promise<Client> => {
  const person = client(url);
  expect((await person.login(username, password)).status).toBe(200);
  return person;
};

beforeAll(async () => {
  database = await createDatabase();
  files = await mkdtemp(path.join(tmpdir(), 'union-console-several-'));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const build = builders(owner);
  await build.openProvinces('15');
  await build.everybody();
  await build.unions('150102', 40);
  servers = [];
  // Each is noted when it is up, so that all are ended even where one does not come up.
  await Promise.all(Array.from({ length: 3 }, async () => servers.push(await start())));
  proxy = await startProxy(servers.map(({ url }) => url));
  [officer, district] = await Promise.all([signIn(proxy.url, 'nmg-officer'), signIn(proxy.url, 'xincheng-officer')]);
});
afterAll(async () => {
  await proxy?.close();
  await Promise.all((servers ?? []).map((server) => server.kill()));
  await owner?.end();
  await database?.drop();
  await rm(files, { recursive: true, force: true });
});

const settled = <T extends { status: string }>(person: Client, address: string, isOver: (one: T) => boolean) =>
  until(async () => {
    const { body } = await person.get<T>(address);
    return isOver(body) ? body : null;
  });

test('what one server took on is finished by the others when it is killed', async () => {
  const first = servers[0]!;
  const [issuer, asker] = await Promise.all([signIn(first.url, 'nmg-officer'), signIn(first.url, 'xincheng-officer')]);
  const { body: draft } = await issuer.post<Campaign>('/campaigns', campaignInput);
  const [issued, asked] = await Promise.all([
    issuer.post(`/campaigns/${draft.id}/issue`, {}),
    asker.post<Export>('/exports', { kind: 'unions', format: 'csv', filter: {} }),
  ]);
  await first.kill();
  proxy.use(servers.slice(1).map(({ url }) => url));
  expect([issued.status, asked.status]).toEqual([200, 201]);
  // Nobody has to wait for the minute after which a worker counts as dead.
  await owner.query("update exports set beat_at = now() - interval '2 minutes' where status in ('queued', 'running')");
  servers[0] = await start();
  await Promise.all([
    settled<Campaign>(officer, `/campaigns/${draft.id}`, ({ status }) => status === 'issued').then((one) => {
      campaign = one;
    }),
    settled<Export>(district, `/exports/${asked.body.id}`, ({ status }) => status === 'done'),
  ]);
  proxy.use(servers.map(({ url }) => url));
  const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from inspections');
  expect(rows[0]!.n).toBe(40);
});

test('signed in through one server, acting through another, seen on the third; signed out on all at once', async () => {
  await until(async () =>
    (await district.get('/auth/me')).headers.get('x-served-by') === servers[0]!.url ? true : null,
  );
  const [inspection] = await district.list<Inspection>('inspections', { campaignId: campaign.id, status: 'pending' });
  const acted = await district.post<Inspection>(`/inspections/${inspection!.id}/submit`, {
    answers: answersWith(['Q1']),
  });
  const seen = await district.get<Inspection>(`/inspections/${inspection!.id}`);
  const third = await officer.get<Progress>(`/progress?campaignId=${campaign.id}`);
  expect([acted.status, seen.body.status, third.body.total]).toMatchObject([
    200,
    'submitted',
    { submitted: 1, items: 1 },
  ]);
  expect(servers.filter(({ url }) => !proxy.served.has(url))).toEqual([]);
  const everywhere = await signIn(proxy.url, 'xincheng-officer');
  expect((await everywhere.get('/auth/me')).status).toBe(200);
  await district.post('/auth/logout-everywhere');
  const refused = await Promise.all(Array.from({ length: 6 }, () => everywhere.get('/unions')));
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  district = await signIn(proxy.url, 'xincheng-officer');
});

test('failed sign-ins count together, whichever server they reach', async () => {
  const tries: number[] = [];
  for (const { url } of servers) tries.push((await client(url).login('hohhot-officer', 'wrong')).status);
  expect(tries).toEqual([401, 401, 401]);
  // All in one row; what follows does not depend on how fast this machine is.
  const { rows } = await owner.query<{ failures: number }>(
    "update sign_in_failures set blocked_until = now() + interval '1 hour' returning failures",
  );
  expect(rows).toEqual([{ failures: 3 }]);
  const next = await Promise.all(servers.map(({ url }) => client(url).login('hohhot-officer', 'wrong')));
  expect(next.map(({ status }) => status)).toEqual([429, 429, 429]);
});

test('parts of a file, and a workbook, may reach one server each', async () => {
  const content = picture(90 * KB, 'parts');
  const { body: state } = await announce(district, content);
  const servedBy = new Set<string | null>();
  for (let offset = 0; offset < content.length; offset += 30 * KB) {
    const { status, headers } = await put(district, state.id, offset, content.subarray(offset, offset + 30 * KB));
    expect(status).toBe(200);
    servedBy.add(headers.get('x-served-by'));
  }
  expect(servedBy.size).toBeGreaterThan(1);
  const { body: attachment } = await finish(district, state.id);
  const read = await district.raw<string>('get', `/attachments/${attachment.id}/content`);
  expect(read.status).toBe(200);

  const lines = Array.from({ length: 30 }, (_, n) => `多机${n}号工会,新城区,企业,${30 + n},20`);
  const sheet = ['单位名称,所属地区,单位性质,职工人数,会员人数', ...lines].join('\n');
  const { body: order } = await district.sendFile<Import>('/imports', '名册.csv', sheet, { kind: 'unions' });
  const ready = await settled<Import>(district, `/imports/${order.id}`, ({ status }) => !isUnderWay(status));
  expect(ready).toMatchObject({ status: 'ready', counts: { create: 30 } });
  expect((await district.post(`/imports/${order.id}/confirm`, { policy: 'stop' })).status).toBe(200);
  expect(await settled<Import>(district, `/imports/${order.id}`, ({ status }) => !isUnderWay(status))).toMatchObject({
    status: 'done',
  });
});

test('a server that is asked to stop under load costs no request; the ledger of all of them is whole', async () => {
  let busy = true;
  const statuses: number[] = [];
  const reader = async () => {
    while (busy) statuses.push((await district.get('/unions')).status);
  };
  const pending = await district.list<Inspection>('inspections', { campaignId: campaign.id, status: 'pending' });
  const writer = async () => {
    for (let one = pending.pop(); one && busy; one = pending.pop()) {
      statuses.push((await district.post(`/inspections/${one.id}/submit`, { answers: answersWith(['Q2']) })).status);
    }
  };
  const load = [reader(), reader(), writer()];
  const code = await servers[1]!.stop();
  busy = false;
  await Promise.all(load);
  expect(code).toBe(0);
  expect(statuses.length).toBeGreaterThan(10);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  // Folded by whichever server comes first, once.
  await until(async () => {
    const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from progress_pending');
    return rows[0]!.n === 0 ? true : null;
  });
  const { rows } = await owner.query<{ n: number }>(
    "select count(*)::int as n from inspections where status = 'submitted'",
  );
  const { body } = await officer.get<Progress>(`/progress?campaignId=${campaign.id}`);
  expect(body.total).toMatchObject({ targets: 40, submitted: rows[0]!.n, items: rows[0]!.n });
});
