import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.ts';
import { climbLadders } from '../../server/features/notifications/notice.jobs.ts';
import type { Notification } from '../../shared/notifications.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { addWorkingDays } from '../../shared/rules/days.ts';
import type { Supervision } from '../../shared/supervisions.ts';
import { climbOn, tellAll, tellerOn } from '../support/later.ts';
import { answersWith, issuedCampaign, openWorld, until, type World } from '../support/world.ts';

let world: World;
let campaignId: string;
let items: Map<string, Rectification>;

const noticesOf = async (username: string, kind: string) =>
  (await world.as(username)).list<Notification>('notifications', { kind });
const total = async () => Number((await world.owner.query('select count(*) as n from notifications')).rows[0]!.n);

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-14T09:00:00+08:00' });
  const [unionId] = await world.build.unions('150102', 3);
  await world.build.unions('150202', 1);
  await world.build.unions('440902', 1);
  await world.build.account({ username: 'chair', role: 'reporter', orgCode: '150102', unionId: unionId! });
  campaignId = (await issuedCampaign(world, { submitBy: '2026-09-20' })).id;
  // The issue is told of before anybody answers, or what came first would be left to chance.
  await tellAll(world, tellerOn(world, '2026-09-14'));
  const chair = await world.as('chair');
  const [inspection] = await chair.list<Inspection>('inspections');
  // Q5 is owed by the superior; Q5 and Q10 are to be rectified at once, Q1 later.
  await chair.post(`/inspections/${inspection!.id}/submit`, {
    answers: answersWith(['Q1', 'Q5', 'Q10']),
  });
  items = new Map((await chair.list<Rectification>('rectifications')).map((item) => [item.itemKey, item]));
});
afterAll(() => world?.close());

describe('the ladder of a campaign', () => {
  test('tells of the issue, of what is to review, and of answers that are due', async () => {
    await climbOn(world, '2026-09-14');
    const [issued] = await noticesOf('xincheng-officer', 'issued');
    expect(issued).toMatchObject({ count: 3, door: { resource: 'inspections', filter: { campaignId } } });
    // The chair has answered already: that it was asked is past.
    await until(async () => {
      await climbOn(world, '2026-09-14');
      return (await noticesOf('chair', 'issued')).every(({ open }) => !open) ? true : null;
    });
    expect(await noticesOf('xincheng-officer', 'to-review')).toMatchObject([{ count: 1, open: true }]);
    // Seven days before the 20th, a Sunday, is a Sunday too: told on the Friday before, and first on the 14th here.
    expect(await noticesOf('xincheng-officer', 'fill-due')).toMatchObject([{ count: 2, dueOn: '2026-09-20' }]);
    expect(await noticesOf('gd-officer', 'issued')).toEqual([]);
  });

  test('tells each owner once of what is due, however often and by however many it is climbed', async () => {
    await climbOn(world, '2026-09-22');
    expect(await noticesOf('chair', 'item-due')).toEqual([]);
    await Promise.all([1, 2, 3].map(() => climbLadders(tellerOn(world, '2026-09-23'))));
    const before = await total();
    await climbOn(world, '2026-09-23');
    expect(await total()).toBe(before);
    const [own] = await noticesOf('chair', 'item-due');
    expect(own).toMatchObject({ count: 1, open: true, dueOn: '2026-09-30' });
    // What the superior owes is told to the district, and opens exactly that row.
    const [upper] = await noticesOf('xincheng-officer', 'item-due');
    const district = await world.as('xincheng-officer');
    expect((await district.list<Rectification>('rectifications', upper!.door.filter)).map(({ id }) => id)).toEqual([
      items.get('Q5')!.id,
    ]);
    expect(await noticesOf('hohhot-officer', 'item-due')).toEqual([]);
  });

  test('a step that falls on a holiday is told on the last working day before it', async () => {
    // Three days before the 30th is in the Mid-Autumn holiday of the 25th to 27th.
    await climbOn(world, '2026-09-24');
    expect(await noticesOf('chair', 'item-due')).toHaveLength(2);
    await climbOn(world, '2026-09-27');
    expect(await noticesOf('chair', 'item-due')).toHaveLength(2);
  });

  test('an extension takes the notices of the old day back', async () => {
    const chair = await world.as('chair');
    const { id } = items.get('Q10')!;
    const asked = await chair.post(`/rectifications/${id}/request-extension`, {
      until: '2026-10-20',
      reason: '等开户行',
    });
    expect(asked.status).toBe(200);
    await climbOn(world, '2026-09-28');
    expect(await noticesOf('hohhot-officer', 'to-decide')).toHaveLength(1);
    const city = await world.as('hohhot-officer');
    expect((await city.post(`/rectifications/${id}/decide-extension`, { approve: true })).status).toBe(200);
    await climbOn(world, '2026-09-29');
    const due = await noticesOf('chair', 'item-due');
    expect(due.filter(({ open }) => open)).toEqual([]);
    expect(await noticesOf('hohhot-officer', 'to-decide')).toMatchObject([{ open: false }]);
    expect((await chair.list<Notification>('notifications', { unread: true, kind: 'item-due' })).length).toBe(0);
  });

  test('lateness is told after the holiday, to the district too', async () => {
    await climbOn(world, '2026-10-05');
    expect(await noticesOf('xincheng-officer', 'item-overdue')).toEqual([]);
    await climbOn(world, '2026-10-08');
    expect(await noticesOf('xincheng-officer', 'item-overdue')).toHaveLength(1);
    expect(await noticesOf('chair', 'item-overdue')).toEqual([]);
  });

  test('the city finds a draft of an order after so many working days, once', async () => {
    const day = addWorkingDays('2026-09-30', 5);
    await climbOn(world, day);
    await climbOn(world, addWorkingDays(day, 1));
    const city = await world.as('hohhot-officer');
    const drafts = await city.list<Supervision>('supervisions');
    expect(drafts).toMatchObject([
      { status: 'draft', docNo: null, addresseeCode: '150102', itemCount: 1, mayActions: ['issue'] },
    ]);
    expect(await noticesOf('hohhot-officer', 'supervision-draft')).toHaveLength(1);
    expect(await (await world.as('xincheng-officer')).list('supervisions')).toEqual([]);
  });
});

describe('killed in the middle', () => {
  test('a run leaves nothing behind, and the next one tells it all', async () => {
    const day = '2026-12-24';
    const teller = tellerOn(world, day);
    const before = await total();
    let transactions = 0;
    const killed = climbLadders({
      ...teller,
      as: (actor, language, fn) =>
        teller.as(actor, language, async (ctx) => {
          const answer = await fn(ctx);
          // The first one asks whether it is its turn.
          if (++transactions > 1) throw new Error('killed');
          return answer;
        }),
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await total()).toBe(before);
    await climbOn(world, day);
    expect(await noticesOf('chair', 'item-due')).toContainEqual(
      expect.objectContaining({ dueOn: '2026-12-31', open: true }),
    );
  });

  test('a fault in one tenant keeps no other from its turn', async () => {
    await issuedCampaign(world, { scope: { orgCodes: ['44'] } }, 'gd-officer');
    const tried: string[] = [];
    const faulty = climbLadders({
      ...tellerOn(world, '2026-12-25'),
      as: ({ orgCode }) => {
        tried.push(orgCode);
        return Promise.reject(new Error('fault'));
      },
    });
    await expect(faulty).rejects.toThrow('fault');
    expect(tried.toSorted()).toEqual(['15', '44']);
  });
});

describe('an order', () => {
  test('has a number without gaps, a day of reply, and passes between both sides', async () => {
    const city = await world.as('hohhot-officer');
    const district = await world.as('xincheng-officer');
    const [draft] = await city.list<Supervision>('supervisions');
    const path = `/supervisions/${draft!.id}`;
    expect((await city.post(`${path}/issue`, { replyBy: '2026-09-01' })).status).toBe(422);
    const [first, second] = await Promise.all([city.post(`${path}/issue`, {}), city.post(`${path}/issue`, {})]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const { body: issued } = await district.get<Supervision>(path);
    expect(issued).toMatchObject({ docNo: '督〔2026〕1号', status: 'issued', overdue: false, mayActions: ['reply'] });
    expect(issued.replyBy).toBe(addWorkingDays('2026-09-14', 5));
    expect((await (await world.as('huimin-admin')).get(path)).status).toBe(404);
    expect((await (await world.as('baotou-officer')).get(path)).status).toBe(404);
    expect((await district.post(`${path}/close`, {})).status).toBe(403);
    expect((await city.post(`${path}/reply`, { reply: '已办结' })).status).toBe(403);
    expect((await district.post(`${path}/reply`, {})).status).toBe(422);
    expect((await district.post<Supervision>(`${path}/reply`, { reply: '已办结' })).body.status).toBe('replied');
    expect((await district.post<Supervision>(`${path}/withdraw`, {})).body).toMatchObject({
      status: 'issued',
      reply: null,
    });
    await district.post(`${path}/reply`, { reply: '正在办理' });
    expect((await city.post(`${path}/return`, {})).status).toBe(422);
    const back = await city.post<Supervision>(`${path}/return`, { reason: '请写明完成时间' });
    expect(back.body).toMatchObject({ status: 'issued', returnReason: '请写明完成时间' });
    await district.post(`${path}/reply`, { reply: '9 月 30 日前完成' });
    expect((await city.post<Supervision>(`${path}/close`, {})).body).toMatchObject({ status: 'closed' });
    await climbOn(world, '2026-09-14');
    const told = await district.list<Notification>('notifications', { group: 'reminders' });
    expect(told.map(({ kind, open }) => [kind, open])).toContainEqual(['supervision', false]);
    expect(await noticesOf('xincheng-officer', 'supervision-closed')).toHaveLength(1);
  });

  test('is made from a selection of overdue items, for a federation below alone', async () => {
    const city = await world.as('hohhot-officer');
    const none = await city.post('/supervisions', { itemIds: [items.get('Q1')!.id] });
    expect([none.status, none.body.code]).toEqual([422, 'invalid-input']);
    await world.owner.query("update rectifications set due_on = '2026-09-01' where id = $1", [items.get('Q1')!.id]);
    const made = await city.post<Supervision & { made: string[] }>('/supervisions', { itemIds: [items.get('Q1')!.id] });
    expect(made).toMatchObject({ status: 201, body: { status: 'draft', addresseeCode: '150102' } });
    const district = await world.as('xincheng-officer');
    expect((await district.post('/supervisions', { itemIds: [items.get('Q1')!.id] })).status).toBe(422);
    // What is not issued yet is nothing for its addressee, in the history neither.
    const steps = async (person: Client) =>
      (await person.list<{ action: string }>('events', { subjectType: 'supervisions', subjectId: made.body.id }))
        .length;
    expect((await city.put(`/supervisions/${made.body.id}`, { demand: '请立即办理' })).status).toBe(200);
    expect([await steps(city), await steps(district)]).toEqual([2, 0]);
    const rows = await city.list<Rectification>('rectifications', { supervisionId: made.body.id });
    expect(rows.map(({ id }) => id)).toEqual([items.get('Q1')!.id]);
    const second = await city.post<Supervision>(`/supervisions/${made.body.id}/issue`, { replyBy: '2026-09-18' });
    expect(second.body).toMatchObject({ docNo: '督〔2026〕2号', replyBy: '2026-09-18' });
    expect(await steps(district)).toBe(1);
    await climbOn(world, '2026-09-19');
    expect(await noticesOf('hohhot-officer', 'supervision-overdue')).toHaveLength(1);
    expect(await noticesOf('xincheng-officer', 'supervision-overdue')).toHaveLength(1);
    const cancelled = await city.post<Supervision>(`/supervisions/${made.body.id}/cancel`, { reason: '已另行处理' });
    expect(cancelled.body).toMatchObject({ status: 'withdrawn', docNo: '督〔2026〕2号', mayActions: [] });
  });
});
