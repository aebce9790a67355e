import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Resource } from '../../shared/permissions.ts';
import type { Client } from '../support/client.ts';
import { records } from '../support/samples.ts';
import { campaignInput, openWorld, until, type World } from '../support/world.ts';

/** What somebody would try who knows the ids of another province: everything here belongs to 150102, and 44 asks. */
let world: World;
let ids: Record<Resource, string>;
let stranger: Client;
let own: { union: string; enterprise: string; site: string };

const nobodys = '01890000-0000-7000-8000-000000000000';

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  ids = await records(world);
  stranger = await world.as('gd-admin');
  const [union] = await stranger.list<{ id: string }>('unions', { orgCode: '440902' });
  const [enterprise] = await world.build.enterprises('440902', 1);
  const site = await stranger.post<{ id: string }>('/sites', siteInput);
  own = { union: union!.id, enterprise: enterprise!, site: site.body.id };
});
afterAll(() => world?.close());

const siteInput = {
  orgCode: '440902',
  name: '茂南站',
  batchCategory: 'batch-1',
  kind: 'park',
  hasFederation: true,
  hasStation: true,
  hasHome: true,
};
const visit = { visitedOn: '2026-08-20', visitorName: '某某', outcome: 'informed' };
const letter = { kind: 'handling-proposal', docNo: '7号', issuedOn: '2026-08-20', replyDueOn: '2026-09-20' };
const month = { month: '2026-07', unions: 1, enterprises: 1, workers: 1, migrantWorkers: 1, socialWorkers: 1 };
const flows = { services: 1, visitors: 1, disputes: 1, participants: 1, suggestions: 1, benefitYuan: 1 };
const account = { username: 'gd-new', name: '某某', role: 'reporter', orgCode: '440902' };
const union = { orgCode: '440902', name: '某工会', kind: 'enterprise', employees: 30, members: 20 };

/** A request with the id in it; sent with another's and with nobody's. */
const bodies: [string, string, (id: string) => object, Resource][] = [
  [
    'a campaign by their checklist',
    '/campaigns',
    (id) => ({ ...campaignInput, checklistId: id, scope: { orgCodes: ['44'] } }),
    'checklists',
  ],
  [
    'a bulletin on their campaign',
    '/bulletins',
    (id) => ({ campaignId: id, cutOffAt: '2026-09-01T00:00:00Z' }),
    'campaigns',
  ],
  [
    'a sample of their campaign',
    '/reinspections',
    (id) => ({ campaignId: id, method: { size: 1 }, dueOn: '2026-09-30' }),
    'campaigns',
  ],
  ['an order on their items', '/supervisions', (id) => ({ itemIds: [id], demand: '限期办结' }), 'rectifications'],
  ['an account of their union', '/users', (id) => ({ ...account, unionId: id }), 'unions'],
  ['a visit to their enterprise', '/visits', (id) => ({ ...visit, enterpriseId: id }), 'enterprises'],
  ['a letter to their enterprise', '/letters', (id) => ({ ...letter, enterpriseId: id }), 'enterprises'],
  ['a month of their site', '/site-reports', (id) => ({ ...month, ...flows, siteId: id }), 'sites'],
  [
    'a visit with their picture',
    '/visits',
    (id) => ({ ...visit, enterpriseId: own.enterprise, attachmentIds: [id] }),
    'attachments',
  ],
  [
    'a site with their picture',
    '/sites',
    (id) => ({ ...siteInput, name: '另一站', attachmentIds: [id] }),
    'attachments',
  ],
  [
    'a letter with their picture',
    '/letters',
    (id) => ({ ...letter, enterpriseId: own.enterprise, attachmentIds: [id] }),
    'attachments',
  ],
];

test.each(bodies)('%s is refused as if there were none', async (_what, path, body, noun) => {
  const foreign = await stranger.post<{ errors: object }>(path, body(ids[noun]));
  const missing = await stranger.post<{ errors: object }>(path, body(nobodys));
  expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
  expect([422, 404, 409]).toContain(foreign.status);
});

test('merging into their union, covering by it and reminding it are refused as if there were none', async () => {
  const merge = (intoId: string) =>
    stranger.post(`/unions/${own.union}/merge`, { on: '2026-08-31', reason: '合并', intoId, openWork: 'end' });
  const cover = async (unionId: string) => {
    const { body } = await stranger.get<Record<string, unknown>>(`/enterprises/${own.enterprise}`);
    return stranger.put(`/enterprises/${own.enterprise}`, { ...body, unionIds: [unionId] });
  };
  const change = (intoId: string) =>
    stranger.get(`/reports/union-change?unionId=${own.union}&kind=merge&intoId=${intoId}`);
  for (const act of [merge, cover, change]) {
    const [foreign, missing] = [await act(ids.unions), await act(nobodys)];
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    expect(foreign.status < 400).toBe(act === change);
  }
});

test.each([
  ['a campaign', '/campaigns', { ...campaignInput, scope: { orgCodes: ['150102'] } }],
  ['a campaign of theirs', '/campaigns', { ...campaignInput, orgCode: '150102', scope: { orgCodes: ['44'] } }],
  ['an account', '/users', { ...account, role: 'officer', orgCode: '150102' }],
  ['a union', '/unions', { ...union, orgCode: '150102' }],
  ['a site', '/sites', { ...siteInput, orgCode: '150102' }],
  ['a park', '/organisations', { code: '150102P09', name: '某园区工会' }],
])('%s at their place is refused', async (_what, path, body) => {
  expect((await stranger.post(path, body)).status).toBe(422);
});

test('an export filtered by their records holds none, and its file is its author’s alone', async () => {
  const asked = await stranger.post<{ id: string }>('/exports', {
    kind: 'unions',
    format: 'csv',
    filter: { id: [ids.unions, own.union] },
  });
  const file = await until(async () => {
    const { body } = await stranger.get<{ status: string; counts: object }>(`/exports/${asked.body.id}`);
    return body.status === 'done' ? body : null;
  });
  expect(file.counts).toEqual({ rows: 1 });
  const second = await world.as('gd-officer');
  expect((await second.get(`/exports/${asked.body.id}/content`)).status).toBe(404);
});

test('rows of a workbook that name their records are errors like rows that name nobody’s', async () => {
  const line = (id: string) => `${id},1,某工会,茂南区,企业,30,20`;
  const sheet = ['编号,版本,单位名称,所属地区,单位性质,职工人数,会员人数', line(ids.unions), line(nobodys)].join('\n');
  const sent = await stranger.sendFile<{ id: string }>('/imports', '名册.csv', sheet, { kind: 'unions' });
  await until(async () => {
    const { body } = await stranger.get<{ status: string }>(`/imports/${sent.body.id}`);
    return body.status === 'reading' ? null : body;
  });
  type Row = {
    outcome: string;
    targetId: string | null;
    changes: object;
    errors: { column: string; message: string }[];
  };
  const { body } = await stranger.get<{ rows: Row[] }>(`/imports/${sent.body.id}/rows`);
  const told = body.rows.map(({ outcome, targetId, changes, errors }) => ({
    outcome,
    targetId,
    changes,
    errors: errors.map(({ column, message }) => [column, message]),
  }));
  expect(told).toHaveLength(2);
  expect(told[0]).toEqual(told[1]);
  expect(told[0]).toMatchObject({ outcome: 'error', targetId: null });
});

test('an idempotency key is its author’s: with the same key and body, another makes a record of one’s own', async () => {
  const key = { 'idempotency-key': 'the very same' };
  const body = { name: '我的视图', resource: 'unions', filter: {} };
  const mine = await stranger.post<{ id: string }>('/views', body, key);
  const theirs = await (await world.as('nmg-admin')).post<{ id: string }>('/views', body, key);
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('a name that another province has is free, but for user names, which are one list for signing in', async () => {
  const { rows } = await world.owner.query<{ name: string }>('select name from unions where id = $1', [ids.unions]);
  expect((await stranger.post('/unions', { ...union, name: rows[0]!.name })).status).toBe(201);
  const { body } = await (await world.as('nmg-admin')).get<Record<string, unknown>>(`/enterprises/${ids.enterprises}`);
  const company = { orgCode: '440902', name: body['name'], uscc: body['uscc'], employees: 30 };
  expect((await stranger.post('/enterprises', company)).status).toBe(201);
  const taken = await stranger.post('/users', { ...account, role: 'officer', username: 'xincheng-officer' });
  const ownTaken = await stranger.post('/users', { ...account, role: 'officer', username: 'gd-officer' });
  expect([taken.status, taken.body]).toEqual([409, ownTaken.body]);
});

test('no answer may be kept by a cache in between, and an ETag of theirs opens nothing', async () => {
  const owner = await world.as('xincheng-officer');
  const content = await owner.get(`/attachments/${ids.attachments}/content`);
  const answers = [
    await owner.get('/unions'),
    await owner.get(`/unions/${ids.unions}`),
    await stranger.get(`/unions/${ids.unions}`),
    content,
  ];
  for (const { headers } of answers) expect(headers.get('cache-control')).toMatch(/private|no-store/);
  const etag = content.headers.get('etag') ?? '"x"';
  const asked = await stranger.get(`/attachments/${ids.attachments}/content`, { 'if-none-match': etag });
  expect(asked.status).toBe(404);
});
