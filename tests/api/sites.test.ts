import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import type { SettingsRecord } from '../../shared/settings.ts';
import type { Site } from '../../shared/sites.ts';
import { siteActs, siteInput, sitePeople } from '../support/sites.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let acts: ReturnType<typeof siteActs>;

beforeAll(async () => {
  world = await openWorld({ clock: '2019-01-15T09:00:00+08:00' });
  for (const person of sitePeople) await world.build.account(person);
  acts = siteActs(world);
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const seen = async (username: string, id: string) => (await (await by(username)).get<Site>(`/sites/${id}`)).body;

describe('the way of a site', () => {
  test('the district nominates, the city recommends, the province accepts and lists; every step has its event', async () => {
    const site = await acts.site('listed');
    expect(site).toMatchObject({
      status: 'listed',
      buildingOn: '2019-01-15',
      acceptedOn: '2019-01-15',
      listedOn: '2019-01-15',
      batchName: '第一批类',
    });
    const history = await (await by('gd-officer')).list<HistoryEvent>('events', { subjectId: site.id });
    expect(history.map(({ action }) => action).reverse()).toEqual([
      'create',
      'recommend',
      'start-building',
      'accept',
      'list',
    ]);
  });

  test('nobody skips or usurps a step', async () => {
    const { id } = await acts.site();
    const tries = [
      ['maonan-officer', 'recommend', 403, 'not-yours-to-recommend'],
      ['maonan-officer', 'start-building', 409, 'transition-not-allowed'],
      ['maoming-officer', 'accept', 403, 'not-yours-to-accept'],
      ['gd-officer', 'list', 409, 'transition-not-allowed'],
      ['dianbai-officer', 'recommend', 404, 'not-found'],
      ['gd-leader', 'recommend', 403, 'role-forbidden'],
      ['gd-leader', 'list', 403, 'not-yours-to-accept'],
    ] as const;
    for (const [who, action, status, code] of tries) {
      expect([who, action, await acts.step(who, id, action)]).toEqual([
        who,
        action,
        expect.objectContaining({ status, body: expect.objectContaining({ code }) }),
      ]);
    }
    expect((await seen('maoming-officer', id)).mayActions).toEqual(expect.arrayContaining(['recommend', 'return']));
    expect((await seen('maonan-officer', id)).mayActions.toSorted()).toEqual(['delete', 'edit']);
  });

  test("a township's nomination goes up by district and city", async () => {
    const made = await (
      await by('maonan-township')
    ).post<Site>('/sites', siteInput({ orgCode: '440902001', name: '镇上的点' }));
    expect(made.body.status).toBe('nominated');
    const { id } = made.body;
    expect((await acts.step('maonan-officer', id, 'recommend')).body.status).toBe('recommended');
    expect(await acts.step('maonan-township', id, 'start-building')).toMatchObject({
      status: 409,
      body: { code: 'recommendation-incomplete' },
    });
    expect((await acts.step('maoming-officer', id, 'recommend')).body.mayActions).toContain('start-building');
    expect(await acts.step('gd-officer', id, 'recommend')).toMatchObject({ body: { code: 'recommendation-complete' } });
    expect((await acts.step('maonan-township', id, 'start-building')).status).toBe(200);
  });

  test("a city's own nomination is recommended at once", async () => {
    const made = await (await by('maoming-officer')).post<Site>('/sites', siteInput({ name: '市里的点' }));
    expect(made.body).toMatchObject({
      status: 'recommended',
      mayActions: expect.arrayContaining(['start-building', 'delete']),
    });
  });

  test('sent back with a reason, improved and handed in again', async () => {
    const { id } = await acts.site('recommended');
    expect(await acts.step('gd-officer', id, 'return', {})).toMatchObject({ status: 422 });
    expect(await acts.step('gd-officer', id, 'return', { reason: '材料不全' })).toMatchObject({
      body: { status: 'nominated', returnReason: '材料不全' },
    });
    expect(await acts.step('maoming-officer', id, 'recommend')).toMatchObject({ body: { code: 'site-returned' } });
    const mine = await (await by('maonan-officer')).page<Site>('sites', { filter: { forMe: true } });
    expect(mine.rows.map((row) => row.id)).toContain(id);
    const draft = await seen('maonan-officer', id);
    const again = await (await by('maonan-officer')).put<Site>(`/sites/${id}`, { ...draft, address: '河东路 1 号' });
    expect(again.body).toMatchObject({ status: 'nominated', returnReason: null, address: '河东路 1 号' });
    expect(await acts.step('gd-officer', id, 'withdraw')).toMatchObject({ body: { code: 'nothing-to-withdraw' } });
    expect((await acts.step('maoming-officer', id, 'recommend')).body.status).toBe('recommended');
  });

  test('what fails its acceptance goes on being built; what was accepted can go back to it', async () => {
    const { id } = await acts.site('building');
    const back = await acts.step('gd-officer', id, 'return', { reason: '职工之家未开放' });
    expect(back.body).toMatchObject({ status: 'building', returnReason: '职工之家未开放' });
    expect((await acts.step('gd-officer', id, 'accept')).body).toMatchObject({
      status: 'accepted',
      returnReason: null,
    });
    expect((await acts.step('gd-officer', id, 'return', { reason: '复核不符' })).body).toMatchObject({
      status: 'building',
      acceptedOn: null,
    });
  });

  test('a step is taken back by its author, until somebody acts again', async () => {
    const { id } = await acts.site('building');
    await acts.step('gd-officer', id, 'accept');
    expect(await acts.step('gd-admin', id, 'withdraw')).toMatchObject({ status: 409 });
    expect((await acts.step('gd-officer', id, 'withdraw')).body).toMatchObject({
      status: 'building',
      acceptedOn: null,
    });
    expect(await acts.step('gd-officer', id, 'withdraw')).toMatchObject({ body: { code: 'nothing-to-withdraw' } });
  });

  test('a failed re-inspection revokes, with its note as the reason; one that passes leaves it', async () => {
    const { id, version } = await acts.site('listed');
    const inspect = (body: object) => acts.step<Site & { errors: object }>('gd-officer', id, 'reinspect', body);
    expect(Object.keys((await inspect({ inspectedOn: '2019-01-16', passed: true })).body.errors)).toEqual([
      'inspectedOn',
    ]);
    expect(Object.keys((await inspect({ inspectedOn: '2019-01-14', passed: true })).body.errors)).toEqual([
      'inspectedOn',
    ]);
    expect(Object.keys((await inspect({ inspectedOn: '2019-01-15', passed: false })).body.errors)).toEqual(['note']);
    expect((await seen('gd-officer', id)).version).toBe(version);
    expect((await inspect({ inspectedOn: '2019-01-15', passed: true })).body).toMatchObject({ status: 'listed' });
    expect((await inspect({ inspectedOn: '2019-01-15', passed: false, note: '人去楼空' })).body).toMatchObject({
      status: 'revoked',
      revokedOn: '2019-01-15',
      returnReason: '人去楼空',
      missingMonths: [],
      mayActions: ['withdraw'],
    });
    const draft = await seen('maonan-officer', id);
    expect(await (await by('maonan-officer')).put(`/sites/${id}`, draft)).toMatchObject({
      body: { code: 'site-revoked' },
    });
  });

  test('the second of two people gets 409 and the record as it is', async () => {
    const { id, version } = await acts.site('building');
    const [first, second] = await Promise.all([
      acts.step('gd-officer', id, 'accept', { version }),
      acts.step('gd-admin', id, 'return', { version, reason: '缺照片' }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
    const refused = first.status === 409 ? first : second;
    expect(refused.body).toMatchObject({ code: 'stale-version', current: { id, version: version + 1 } });
  });
});

describe('what is written of a site', () => {
  test.each([
    ['orgCode', 'maonan-officer', { orgCode: '440904' }],
    ['orgCode', 'gd-officer', { orgCode: '441900' }],
    ['batchCategory', 'maonan-officer', { batchCategory: 'batch-9' }],
    ['hasStation', 'maonan-officer', { hasFederation: false, hasStation: false, hasHome: false }],
    ['attachmentIds', 'maonan-officer', { attachmentIds: ['00000000-0000-7000-8000-000000000001'] }],
  ])('%s is answered when %s gives %j, and nothing is written', async (field, who, more) => {
    const before = (await (await by('gd-officer')).page('sites')).total;
    const answer = await (await by(who)).post<{ errors: object }>('/sites', siteInput({ name: '错的点', ...more }));
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, [field]]);
    expect((await (await by('gd-officer')).page('sites')).total).toBe(before);
  });

  test('its photos are seen by whoever sees it', async () => {
    const photo = await (await by('maonan-officer')).upload('大门.png', 'image/png');
    const { id, attachmentIds } = await acts.site('nominated', { attachmentIds: [photo.body.id] });
    expect(attachmentIds).toEqual([photo.body.id]);
    expect((await (await by('maoming-officer')).get(`/attachments/${photo.body.id}`)).body).toMatchObject({
      subjectType: 'sites',
      subjectId: id,
    });
    expect((await (await by('dianbai-officer')).get(`/attachments/${photo.body.id}`)).status).toBe(404);
  });

  test('two of one name do not stand in one place; what is decided stands', async () => {
    const site = await acts.site('accepted');
    const again = await (await by('maonan-officer')).post('/sites', siteInput({ name: site.name }));
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'site-name-taken', errors: { name: expect.any(String) } },
    });
    const put = (more: object) =>
      by('maonan-officer').then((one) => one.put<{ errors: object }>(`/sites/${site.id}`, { ...site, ...more }));
    expect(Object.keys((await put({ batchCategory: 'batch-2', kind: 'building' })).body.errors).toSorted()).toEqual([
      'batchCategory',
      'kind',
    ]);
    expect(await put({ name: `${site.name}（新址）` })).toMatchObject({ status: 200 });
    expect(await (await by('maonan-officer')).del(`/sites/${site.id}`)).toMatchObject({
      body: { code: 'not-deletable' },
    });
    const draft = await acts.site();
    expect((await (await by('maonan-officer')).del(`/sites/${draft.id}`)).status).toBe(200);
  });

  test('the list waits for whoever is next, and finds by every filter', async () => {
    const [nominated, building] = [await acts.site('nominated'), await acts.site('building')];
    const ids = async (who: string, filter: object) =>
      (await (await by(who)).list<Site>('sites', filter)).map(({ id }) => id);
    expect(await ids('maoming-officer', { forMe: true })).toContain(nominated.id);
    expect(await ids('gd-officer', { forMe: true })).not.toContain(nominated.id);
    expect(await ids('gd-officer', { forMe: true })).toContain(building.id);
    expect(await ids('maonan-officer', { forMe: true })).not.toContain(nominated.id);
    expect(await ids('gd-officer', { status: 'building', orgCode: '4409', q: building.name })).toEqual([building.id]);
    for (const row of await (await by('gd-officer')).list<Site>('sites', { built: true })) {
      expect(['accepted', 'listed']).toContain(row.status);
    }
    const work = await (
      await by('maoming-officer')
    ).get<{ counts: { key: string; count: number; filter: object }[] }>('/me/work');
    for (const key of ['sitesForMe', 'reportsMissing']) {
      const entry = work.body.counts.find((one) => one.key === key)!;
      expect(entry.count).toBe((await (await by('maoming-officer')).page('sites', { filter: entry.filter })).total);
    }
  });
});

describe('the quota of a city', () => {
  const allow = async (counts: Record<string, number>, orgCode = '4409') => {
    const admin = await by('gd-admin');
    const { body } = await admin.get<SettingsRecord>('/settings/44');
    const siteQuotas = Object.entries(counts).map(([batchCategory, count]) => ({ batchCategory, orgCode, count }));
    expect(
      (await admin.put('/settings/44', { ...body.own, siteQuotas, version: body.version || undefined })).status,
    ).toBe(200);
  };

  test('is told, and refuses one more than it allows, by whatever step', async () => {
    await allow({ 'batch-2': 2 });
    const [first, second, third] = [
      await acts.site('building', { batchCategory: 'batch-2' }),
      await acts.site('building', { batchCategory: 'batch-2' }),
      await acts.site('building', { batchCategory: 'batch-2' }),
    ];
    await acts.step('gd-officer', first.id, 'accept');
    expect((await seen('gd-officer', third.id)).quota).toEqual({
      orgCode: '4409',
      name: expect.stringContaining('茂名'),
      batchCategory: 'batch-2',
      count: 2,
      used: 1,
    });
    expect((await seen('maonan-officer', third.id)).quota).toBeNull();
    await acts.step('gd-officer', second.id, 'accept');
    expect(await acts.step('gd-officer', third.id, 'accept')).toMatchObject({
      status: 409,
      body: { code: 'site-quota-reached', message: expect.stringMatching(/茂名.*“第二批类”名额共 2 个，已用 2 个/) },
    });
    // Another batch has its own.
    expect((await acts.site('accepted', { batchCategory: 'batch-3' })).status).toBe('accepted');
    await acts.step('gd-officer', second.id, 'revoke', { reason: '长期关门' });
    expect((await acts.step('gd-officer', third.id, 'accept')).body.status).toBe('accepted');
    expect(await acts.step('gd-officer', second.id, 'withdraw')).toMatchObject({
      body: { code: 'site-quota-reached' },
    });
    await allow({ 'batch-2': 1 });
    expect(await acts.step('gd-officer', first.id, 'list')).toMatchObject({ body: { code: 'site-quota-reached' } });
  });

  test('is not exceeded by many at once', async () => {
    await allow({ 'batch-3': 4 });
    const taken = (await (await by('gd-officer')).page('sites', { filter: { batchCategory: 'batch-3', built: true } }))
      .total;
    const waiting: Site[] = [];
    for (let index = 0; index < 6; index += 1) waiting.push(await acts.site('building', { batchCategory: 'batch-3' }));
    const answers = await Promise.all(
      waiting.map(({ id }, index) => acts.step(index % 2 ? 'gd-officer' : 'gd-admin', id, 'accept')),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4 - taken);
    expect(
      (await (await by('gd-officer')).page('sites', { filter: { batchCategory: 'batch-3', built: true } })).total,
    ).toBe(4);
  });
});
