import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Campaign, Reminded } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { InboxCount, Notification } from '../../shared/notifications.ts';
import type { BulkResult, Rectification } from '../../shared/rectifications.ts';
import { password } from '../support/builders.ts';
import { client } from '../support/client.ts';
import { tellAll, tellerOn } from '../support/later.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let campaign: Campaign;

const told = () => tellAll(world, tellerOn(world, '2026-09-01'));
const noticesOf = async (username: string, filter: object = {}) => {
  await told();
  return (await world.as(username)).list<Notification>('notifications', filter);
};

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  const [unionId] = await world.build.unions('150102', 3);
  await world.build.unions('150103', 2);
  await world.build.unions('440902', 1);
  await world.build.account({ username: 'chair', role: 'reporter', orgCode: '150102', unionId: unionId! });
  campaign = await issuedCampaign(world);
});
afterAll(() => world?.close());

describe('催办', () => {
  test('reaches all who have not answered, each once a day, and says who has no account', async () => {
    const district = await world.as('xincheng-officer');
    const path = `/campaigns/${campaign.id}/remind`;
    expect((await district.get<Campaign>(`/campaigns/${campaign.id}`)).body.mayActions).toEqual(['remind']);
    const first = await district.post<Reminded>(path, {});
    expect(first).toMatchObject({ status: 200, body: { asked: 3, reached: 1, withoutAccount: 2, already: 0 } });
    const city = await world.as('hohhot-officer');
    const waiting = (remindedToday: boolean) =>
      city.list<Inspection>('inspections', { campaignId: campaign.id, remindedToday });
    expect((await waiting(true)).map(({ orgCode }) => orgCode)).toEqual(['150102', '150102', '150102']);
    expect((await waiting(false)).map(({ orgCode }) => orgCode)).toEqual(['150103', '150103']);
    const second = await city.post<Reminded>(path, {});
    expect(second.body).toEqual({ asked: 5, reached: 0, withoutAccount: 2, already: 3 });
    const third = await city.post<Reminded>(path, { orgCode: '150103' });
    expect(third.body).toEqual({ asked: 2, reached: 0, withoutAccount: 0, already: 2 });
    expect((await city.post(path, { orgCode: '1502' })).status).toBe(422);
    expect((await (await world.as('gd-officer')).post(path, {})).status).toBe(404);
    expect((await (await world.as('baotou-officer')).post(path, {})).body.code).toBe('nobody-to-remind');
    expect((await (await world.as('chair')).post(path, {})).status).toBe(403);
    expect(await noticesOf('chair', { kind: 'reminder' })).toMatchObject([
      { title: expect.stringContaining('新城区'), open: true, door: { resource: 'inspections' } },
    ]);
    // Whoever pressed is not told; the other one of the district answers for those without an account.
    expect(await noticesOf('xincheng-officer', { kind: 'reminder' })).toEqual([]);
    expect(await noticesOf('xincheng-admin', { kind: 'reminder' })).toMatchObject([{ count: 2 }]);
    expect(await noticesOf('huimin-admin', { kind: 'reminder' })).toMatchObject([{ count: 2 }]);
  });

  test('asks the owners of items, each union once a day', async () => {
    const chair = await world.as('chair');
    const [inspection] = await chair.list<Inspection>('inspections');
    await chair.post(`/inspections/${inspection!.id}/submit`, { answers: answersWith(['Q4', 'Q10']) });
    const district = await world.as('xincheng-officer');
    const ids = (await district.list<Rectification>('rectifications')).map(({ id }) => id);
    const results = async (chosen: string[]) =>
      (await district.post<{ results: BulkResult[] }>('/rectifications/bulk/remind', { ids: chosen })).body.results;
    expect((await results(ids)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await results(ids.slice(0, 1))).toMatchObject([{ ok: false, code: 'reminded-today' }]);
    const [reminder] = await noticesOf('chair', { kind: 'reminder-items' });
    expect(reminder).toMatchObject({ count: 2, open: true });
    const rows = await chair.list<Rectification>('rectifications', reminder!.door.filter);
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
    // What was asked for has been done: the reminder to answer is past, before anybody reads it.
    expect(await noticesOf('chair', { kind: 'reminder' })).toMatchObject([{ open: false }]);
    expect((await (await world.as('huimin-admin')).post('/rectifications/bulk/remind', { ids })).body).toMatchObject({
      results: [{ code: 'not-found' }, { code: 'not-found' }],
    });
  });
});

describe('the inbox', () => {
  test('groups what came in, and its numbers are those of the lists', async () => {
    const review = await noticesOf('xincheng-officer', { kind: 'to-review' });
    expect(review).toMatchObject([{ count: 1, title: '1 份自查待您审核' }]);
    const english = await world.as('xincheng-officer');
    const answer = await english.get<Notification[]>(
      `/notifications?filter=${encodeURIComponent('{"kind":"to-review"}')}`,
      {
        'accept-language': 'en',
      },
    );
    expect(answer.body[0]!.title).toBe('1 inspection waits for your approval');
    const rows = await english.list<Inspection>('inspections', review[0]!.door.filter);
    expect(rows).toHaveLength(1);
    await english.post(`/inspections/${rows[0]!.id}/approve`, {});
    expect(await noticesOf('xincheng-officer', { kind: 'to-review' })).toMatchObject([{ open: false, count: null }]);
  });

  test('is read one by one, in bulk, all at once, and taken back', async () => {
    const chair = await world.as('chair');
    const unread = async () => (await chair.get<InboxCount>('/me/inbox')).body.unread;
    await told();
    const before = await unread();
    expect(before).toBeGreaterThan(0);
    const [one] = await chair.list<Notification>('notifications', { unread: true });
    const read = await chair.post<Notification>(`/notifications/${one!.id}/read`, {});
    expect(read.body).toMatchObject({ readAt: expect.any(String), mayActions: ['read'] });
    expect((await chair.post(`/notifications/${one!.id}/read`, {})).status).toBe(200);
    expect(await unread()).toBe(before - 1);
    const all = await chair.post<{ ids: string[] }>('/me/read-all', {});
    expect(await unread()).toBe(0);
    await chair.post('/me/read-all', { unread: all.body.ids });
    expect(await unread()).toBe(before - 1);
    const bulk = await (await world.as('huimin-admin')).post('/notifications/bulk/read', { ids: [one!.id] });
    expect(bulk.body).toMatchObject({ results: [{ ok: false, code: 'not-found' }] });
  });

  test('shows nobody what is not one’s own or lies outside one’s scope', async () => {
    const [mine] = await noticesOf('chair');
    for (const username of ['xincheng-officer', 'nmg-admin', 'gd-admin', 'nation-leader', 'operator'])
      expect([username, (await (await world.as(username)).get(`/notifications/${mine!.id}`)).status]).toEqual([
        username,
        404,
      ]);
    await world.owner.query("update users set org_code = '150103' where username = 'xincheng-admin'");
    const moved = client(world.url);
    await moved.login('xincheng-admin', password);
    expect(await moved.list<Notification>('notifications')).toEqual([]);
  });
});
