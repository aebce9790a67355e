import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../shared/inspections.ts';
import type { BulkResult, Rectification } from '../../shared/rectifications.ts';
import { answersWith, issuedCampaign, openWorld, submittedInspection, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-02T09:00:00+08:00' });
});
afterAll(() => world?.close());

/** Two unions of one district with one item each, and the chair of the second. */
async function twoUnions() {
  const unions = await world.build.unions('150103', 2);
  await world.build.account({ username: 'huimin-chair', role: 'reporter', orgCode: '150103', unionId: unions[1]! });
  const campaign = await issuedCampaign(world, { scope: { orgCodes: ['150103'] } });
  const district = await world.as('huimin-admin');
  const inspections = await district.list<Inspection>('inspections', { campaignId: campaign.id });
  for (const { id } of inspections) await district.post(`/inspections/${id}/submit`, { answers: answersWith(['Q1']) });
  const items = await district.list<Rectification>('rectifications', { campaignId: campaign.id });
  return unions.map((unionId) => items.find((item) => item.unionId === unionId)!);
}

describe('evidence of a bulk act', () => {
  test('serves several unions, each as its own, and again after a return', async () => {
    const [first, second] = await twoUnions();
    const ids = [first!.id, second!.id];
    const [district, city, chair] = [
      await world.as('huimin-admin'),
      await world.as('hohhot-officer'),
      await world.as('huimin-chair'),
    ];
    const photo = await district.upload('会场.png', 'image/png');
    const act = { measures: '已召开大会', attachmentIds: [photo.body.id] };
    const marked = await district.post<{ results: BulkResult[] }>('/rectifications/bulk/rectify', { ids, ...act });
    expect(marked.body.results.every(({ ok }) => ok)).toBe(true);

    const evidenceOf = async (id: string) =>
      (await city.get<Rectification>(`/rectifications/${id}`)).body.attachmentIds;
    const [[ofFirst], [ofSecond]] = [await evidenceOf(ids[0]!), await evidenceOf(ids[1]!)];
    expect(new Set([ofFirst, ofSecond]).size).toBe(2);
    expect([ofFirst, ofSecond]).toContain(photo.body.id);
    const [own, foreign] = [`/attachments/${ofSecond}/content`, `/attachments/${ofFirst}/content`];
    expect([(await chair.get(own)).status, (await chair.get(foreign)).status]).toEqual([200, 404]);
    expect((await district.get(own)).status).toBe(200);
    const hashes = await world.owner.query('select distinct sha256 from attachments where id = any($1)', [
      [ofFirst, ofSecond],
    ]);
    expect(hashes.rowCount).toBe(1);

    await city.post('/rectifications/bulk/return', { ids, reason: '请补充签到表' });
    const again = await chair.post<Rectification>(`/rectifications/${ids[1]}/rectify`, {
      measures: '已补签到表',
      attachmentIds: [ofSecond],
    });
    expect(again).toMatchObject({ status: 200, body: { attachmentIds: [ofSecond] } });
    expect(
      (await district.post(`/rectifications/${ids[0]}/rectify`, { ...act, attachmentIds: [ofFirst] })).status,
    ).toBe(200);
  });

  test('is used again for the second item of a union, where the first has it as its own', async () => {
    await world.build.unions('150102', 1);
    const { items } = await submittedInspection(world, ['Q1', 'Q2']);
    const ids = [items.get('Q1')!.id, items.get('Q2')!.id];
    const district = await world.as('xincheng-officer');
    const city = await world.as('hohhot-officer');
    const photo = await district.upload('选票.png', 'image/png');
    const act = { measures: '已补选', attachmentIds: [photo.body.id] };
    await district.post('/rectifications/bulk/rectify', { ids, ...act });
    await city.post('/rectifications/bulk/return', { ids, reason: '看不清' });
    for (const id of ids.reverse())
      expect(await district.post(`/rectifications/${id}/rectify`, act)).toMatchObject({
        status: 200,
        body: { attachmentIds: [photo.body.id] },
      });
  });
});

describe('the day of a reopening', () => {
  test('is the one that was asked for, also where it is earlier than the present one; never one in the past', async () => {
    await world.build.unions('150102001', 1);
    const { items } = await submittedInspection(world, ['Q4']);
    const { id } = items.get('Q4')!;
    const city = await world.as('hohhot-officer');
    await (await world.as('xincheng-officer')).post(`/rectifications/${id}/rectify`, { measures: '已补选' });
    await city.post(`/rectifications/${id}/close`, {});
    expect(await city.post(`/rectifications/${id}/reopen`, { reason: '又缺位', dueOn: '2026-09-01' })).toMatchObject({
      status: 422,
      body: { errors: { dueOn: expect.any(String) } },
    });
    expect(await city.post(`/rectifications/${id}/reopen`, { reason: '又缺位', dueOn: '2026-09-20' })).toMatchObject({
      status: 200,
      body: { status: 'reopened', dueOn: '2026-09-20', baseDueOn: '2026-12-31' },
    });
  });
});
