import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Union } from '../../shared/unions.ts';
import type { Client } from '../support/client.ts';
import { occasion, unionActs, type Acts } from '../support/unionActs.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let city: Client;
let move: Acts['move'];
let merge: Acts['merge'];
let dissolve: Acts['dissolve'];
let preview: Acts['preview'];
let named: Acts['named'];

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  ({ city, move, merge, dissolve, preview, named } = await unionActs(world));
});
afterAll(() => world?.close());

const unionOf = async (id: string) => (await city.get<Union>(`/unions/${id}`)).body;
const workOf = async (unionId: string, campaignId: string) =>
  (await city.list<Inspection>('inspections', { unionId, campaignId }))[0]!;

/** Two unions at two places, inspected in one campaign of the region. */
async function pair(first = '150102', second = '150103') {
  const [[a], [b]] = [await named(first), await named(second)];
  const campaign = await issuedCampaign(world);
  return { a: a!, b: b!, campaign };
}

/** Answered badly by the district of its place. */
async function submitted(unionId: string, campaignId: string, bad: string[], who = 'xincheng-officer') {
  const district = await world.as(who);
  const { id } = await workOf(unionId, campaignId);
  const answer = await district.post<Inspection>(`/inspections/${id}/submit`, { answers: answersWith(bad) });
  expect(answer.status).toBe(200);
  return { inspection: answer.body, items: await city.list<Rectification>('rectifications', { inspectionId: id }) };
}

describe('a union moves', () => {
  test('with its open work, its evidence and its reporters; superiors of the new place take over', async () => {
    const { a, campaign } = await pair();
    const { inspection, items } = await submitted(a, campaign.id, ['Q1', 'Q4']);
    const district = await world.as('xincheng-officer');
    const photo = await district.upload('大会.png', 'image/png');
    const q1 = items.find(({ itemKey }) => itemKey === 'Q1')!;
    await district.post(`/rectifications/${q1.id}/rectify`, { measures: '已召开', attachmentIds: [photo.body.id] });
    const username = `chair-${a.slice(-6)}`;
    await world.build.account({ username, role: 'reporter', orgCode: '150102', unionId: a });
    const chair = await world.as(username);
    expect(await preview({ unionId: a, kind: 'move', orgCode: '150103', openWork: 'carry' })).toEqual({
      inspections: 1,
      items: 2,
      carried: 1,
      carriedItems: 2,
      ended: 0,
      endedItems: 0,
      accounts: 1,
      enterprises: 0,
      uncovered: 0,
    });

    expect((await move(a, '150103')).body).toMatchObject({ orgCode: '150103', active: true, endedOn: null });
    const huimin = await world.as('huimin-admin');
    expect((await huimin.get<Inspection>(`/inspections/${inspection.id}`)).body.orgCode).toBe('150103');
    expect((await huimin.get(`/attachments/${photo.body.id}/content`)).status).toBe(200);
    expect((await district.get(`/inspections/${inspection.id}`)).status).toBe(404);
    expect((await district.get(`/unions/${a}`)).status).toBe(404);
    expect((await chair.get('/auth/me')).status).toBe(401);
    const again = await world.owner.query('select org_code, active from users where username = $1', [username]);
    expect(again.rows).toEqual([{ org_code: '150103', active: true }]);
    expect(await huimin.post(`/rectifications/${q1.id}/close`, {})).toMatchObject({
      status: 403,
      body: { code: 'not-yours-to-verify' },
    });
    expect((await city.post(`/rectifications/${q1.id}/close`, {})).body).toMatchObject({ status: 'closed' });
    const [moved, left] = await city.list<HistoryEvent>('events', { subjectId: a, action: ['move', 'move-out'] });
    expect([moved!.orgCode, left!.orgCode].sort()).toEqual(['150102', '150103']);
    expect(moved).toMatchObject({
      reason: '行政区划调整',
      changes: { orgCode: ['150102', '150103'], movedOn: [null, '2026-08-31'] },
    });
    for (const subjectId of [inspection.id, q1.id]) {
      expect(await huimin.list('events', { subjectId, action: 'move' })).toMatchObject([{ reason: '行政区划调整' }]);
    }
  });

  test('across cities, and the city it comes to verifies what was marked before', async () => {
    const { a, campaign } = await pair();
    const { items } = await submitted(a, campaign.id, ['Q11']);
    const { id } = items[0]!;
    await (await world.as('xincheng-officer')).post(`/rectifications/${id}/rectify`, { measures: '已设机构' });
    expect((await move(a, '150202')).body).toMatchObject({ status: 422, errors: { orgCode: expect.any(String) } });
    expect((await move(a, '150202', {}, await world.as('nmg-officer'))).status).toBe(200);
    const baotou = await world.as('baotou-officer');
    const forMe = await baotou.list<Rectification>('rectifications', { forMe: 'verify', campaignId: campaign.id });
    expect(forMe.map((item) => item.id)).toEqual([id]);
    expect((await baotou.post(`/rectifications/${id}/close`, {})).status).toBe(200);
    expect((await city.get(`/rectifications/${id}`)).status).toBe(404);
  });

  test('and can end its open work instead; finished work stays where it was counted', async () => {
    const { a, campaign } = await pair();
    const done = await submitted(a, campaign.id, []);
    await city.post(`/inspections/${done.inspection.id}/approve`, {});
    const second = await issuedCampaign(world);
    const open = await submitted(a, second.id, ['Q4', 'Q11']);
    expect(await preview({ unionId: a, kind: 'move', orgCode: '150103', openWork: 'end' })).toMatchObject({
      inspections: 1,
      ended: 1,
      endedItems: 2,
      carried: 0,
    });
    expect((await move(a, '150103', { openWork: 'end' })).body).toMatchObject({ orgCode: '150103' });
    expect(await workOf(a, campaign.id)).toMatchObject({ orgCode: '150102', status: 'approved', stage: 'faultless' });
    expect(await workOf(a, second.id)).toMatchObject({ orgCode: '150102', status: 'exempted', mayActions: [] });
    expect(await city.list('rectifications', { inspectionId: open.inspection.id, counted: true })).toEqual([]);
    expect((await move(a, '150102')).body).toMatchObject({ orgCode: '150102' });
  });

  test('leaves the work of a campaign that is not run where it goes', async () => {
    const [a] = await named('150102');
    const own = await issuedCampaign(world, { orgCode: '150102', scope: { orgCodes: ['150102'] } }, 'xincheng-officer');
    expect((await move(a!, '150103')).status).toBe(200);
    expect(await workOf(a!, own.id)).toMatchObject({ orgCode: '150102', status: 'exempted' });
  });

  test.each([
    ['orgCode', { orgCode: '150102' }],
    ['orgCode', { orgCode: '440902' }],
    ['orgCode', { orgCode: '150199' }],
    ['orgCode', { orgCode: 'CN' }],
    ['on', { on: '2026-09-02' }],
    ['on', { on: '2020-04-30' }],
    ['on', { on: '2026-02-30' }],
    ['reason', { reason: ' ' }],
    ['openWork', { openWork: 'forget' }],
  ])('is refused on %s with %j, and nothing is written', async (field, more) => {
    const [a] = await named('150102');
    const answer = await city.post<{ errors: object }>(`/unions/${a}/move`, {
      ...occasion,
      orgCode: '150103',
      ...more,
    });
    expect([answer.status, Object.keys(answer.body.errors ?? {})]).toEqual([422, [field]]);
    expect(await unionOf(a!)).toMatchObject({ orgCode: '150102', version: 1 });
    expect(await city.list('events', { subjectId: a, action: ['move', 'move-out'] })).toEqual([]);
  });

  test('is for an officer at or above both places', async () => {
    const [a] = await named('150102');
    const district = await world.as('xincheng-officer');
    expect((await move(a!, '150103', {}, district)).status).toBe(422);
    expect((await move(a!, '150102001', {}, district)).status).toBe(200);
    for (const [who, status] of [
      ['nmg-leader', 403],
      ['operator', 403],
      ['huimin-admin', 404],
      ['gd-officer', 404],
    ] as const) {
      expect([who, (await move(a!, '150102', {}, await world.as(who))).status]).toEqual([who, status]);
      const seen = await (
        await world.as(who)
      ).get(`/reports/union-change?unionId=${a}&kind=move&orgCode=150102&openWork=end`);
      expect([who, seen.status]).toEqual([who, status]);
    }
    expect((await move(a!, '150102', { version: 1 })).body).toMatchObject({ status: 409, code: 'stale-version' });
  });

  test('while its chair submits: one waits for the other, and the counts are those of the records', async () => {
    const { a, campaign } = await pair();
    const username = `racer-${a.slice(-6)}`;
    await world.build.account({ username, role: 'reporter', orgCode: '150102', unionId: a });
    const chair = await world.as(username);
    const { id } = await workOf(a, campaign.id);
    const [answer, moved] = await Promise.all([
      chair.post(`/inspections/${id}/submit`, { answers: answersWith(['Q4', 'Q10']) }),
      move(a, '150103'),
    ]);
    expect([200, 401, 404]).toContain(answer.status);
    expect(moved.status).toBe(200);
    const after = await workOf(a, campaign.id);
    expect(after).toMatchObject({ orgCode: '150103', status: answer.status === 200 ? 'submitted' : 'pending' });
    const items = await city.list<Rectification>('rectifications', { inspectionId: id });
    expect(items.map(({ orgCode }) => orgCode)).toEqual(answer.status === 200 ? ['150103', '150103'] : []);
    const there = await city.get<Progress>(`/progress?campaignId=${campaign.id}&orgCode=150103&by=child`);
    expect(there.body.total.items).toBe(items.length);
  });
});

describe('a union merges into another', () => {
  test('the survivor has its open work, but never two inspections of one campaign', async () => {
    const { a, b, campaign } = await pair();
    const { items } = await submitted(a, campaign.id, ['Q4']);
    const own = await issuedCampaign(world, { orgCode: '15', scope: { orgCodes: ['150102'] } });
    await submitted(a, own.id, ['Q10', 'Q11']);
    const username = `gone-${a.slice(-6)}`;
    await world.build.account({ username, role: 'reporter', orgCode: '150102', unionId: a });
    const chair = await world.as(username);
    expect(await preview({ unionId: a, kind: 'merge', intoId: b, openWork: 'carry' })).toMatchObject({
      carried: 1,
      carriedItems: 2,
      ended: 1,
      endedItems: 1,
      accounts: 1,
    });
    const survivor = await unionOf(b);
    expect((await merge(a, b)).body).toMatchObject({
      orgCode: '150102',
      active: false,
      endKind: 'merged',
      endedOn: '2026-08-31',
      endReason: '行政区划调整',
      mergedIntoId: b,
      mayActions: ['reveal'],
    });
    expect(await workOf(b, own.id)).toMatchObject({ orgCode: '150103', unionName: survivor.name, badCount: 2 });
    expect(await workOf(a, campaign.id)).toMatchObject({ orgCode: '150102', status: 'exempted' });
    expect(await city.get(`/rectifications/${items[0]!.id}`)).toMatchObject({ body: { status: 'withdrawn' } });
    expect((await chair.get('/auth/me')).status).toBe(401);
    expect(await city.list('events', { subjectId: b, action: 'absorb' })).toMatchObject([
      { changes: { absorbed: [null, (await unionOf(a)).name] } },
    ]);
    expect(await city.list<Union>('unions', { ended: true, mergedIntoId: b })).toMatchObject([{ id: a }]);
    expect((await city.put(`/unions/${a}`, { ...(await unionOf(a)), active: true })).body).toMatchObject({
      status: 409,
      code: 'union-ended',
    });
    for (const again of [await move(a, '150103'), await merge(a, b), await dissolve(a)]) {
      expect(again.body).toMatchObject({ status: 409, code: 'union-ended' });
    }
    for (const id of [a, b]) expect((await city.del(`/unions/${id}`)).status).toBe(409);
    const admin = await world.as('nmg-admin');
    const [account] = await admin.list<{ id: string }>('users', { username });
    expect((await admin.post(`/users/${account!.id}/enable`, {})).body).toMatchObject({
      status: 409,
      code: 'union-ended',
    });
  });

  test('never into itself, an ended one or one of another tenant', async () => {
    const [[a], [b]] = [await named('150102'), await named('150103')];
    const [foreign] = await world.build.unions('440902', 1);
    await dissolve(b!);
    for (const intoId of [a!, b!, foreign!, '00000000-0000-7000-8000-00000000dead']) {
      expect((await merge(a!, intoId)).body).toMatchObject({ status: 422, errors: { intoId: expect.any(String) } });
    }
    expect((await merge(a!, b!, {}, await world.as('xincheng-officer'))).status).toBe(422);
  });

  test('two at once, each into the other: one survives', async () => {
    const [[a], [b]] = [await named('150102'), await named('150103')];
    const answers = await Promise.all([merge(a!, b!), merge(b!, a!)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    const active = (await Promise.all([a!, b!].map(unionOf))).map((union) => union.active);
    expect(active.sort()).toEqual([false, true]);
  });
});

describe('a union is dissolved', () => {
  test('its open work ends, its past stays, nobody signs in for it', async () => {
    const { a, campaign } = await pair();
    await submitted(a, campaign.id, ['Q4']);
    const progress = async () =>
      (await city.get<Progress>(`/progress?campaignId=${campaign.id}&orgCode=150102&by=child`)).body;
    const before = await progress();
    expect((await dissolve(a)).body).toMatchObject({ endKind: 'dissolved', mergedIntoId: null, active: false });
    const after = await progress();
    expect([after.total.targets, after.total.items]).toEqual([before.total.targets - 1, before.total.items - 1]);
    const asOf = encodeURIComponent(before.asOf);
    const then = await city.get<Progress>(`/progress?campaignId=${campaign.id}&orgCode=150102&by=child&asOf=${asOf}`);
    expect(then.body.total).toEqual(before.total);
    expect((await city.list<Union>('unions', { ended: false })).map(({ id }) => id)).not.toContain(a);
  });
});
