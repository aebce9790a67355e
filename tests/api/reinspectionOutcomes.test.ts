import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Work } from '../../shared/me.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Reinspection } from '../../shared/reinspections.ts';
import { closedItems, nobodysId, type ClosedItems } from '../support/closedItems.ts';
import { answersWith, type World } from '../support/world.ts';

let scene: ClosedItems;
let world: World;
let campaign: Campaign;

beforeAll(async () => {
  scene = await closedItems();
  ({ world, campaign } = scene);
});
afterAll(() => world?.close());

const draw: ClosedItems['draw'] = (...given) => scene.draw(...given);
const record: ClosedItems['record'] = (...given) => scene.record(...given);
const measures: ClosedItems['measures'] = (...given) => scene.measures(...given);

describe('the outcomes', () => {
  let drawn: Reinspection;
  const at = (index: number) => drawn.items![index]!.rectificationId;

  beforeAll(async () => {
    drawn = (await draw({ method: { size: 6 }, seed: '20261010' })).body;
  });

  test('the draw waits for the city that made it, behind a door with exactly these rows', async () => {
    const city = await world.as('hohhot-officer');
    const { body } = await city.get<Work>('/me/work');
    const waiting = body.counts.find(({ key }) => key === 'toReinspect')!;
    expect(waiting).toMatchObject({ count: 1, resource: 'reinspections' });
    expect((await city.page('reinspections', { filter: waiting.filter })).total).toBe(1);
    const above = (await (await world.as('nmg-officer')).get<Work>('/me/work')).body;
    expect(above.counts.find(({ key }) => key === 'toReinspect')!.count).toBe(0);
  });

  test('held is recorded once; the second time is a conflict', async () => {
    expect(await record(drawn, { rectificationId: at(0), outcome: 'held' })).toMatchObject({
      status: 200,
      body: { held: 1, relapsed: 0, status: 'open' },
    });
    expect(await record(drawn, { rectificationId: at(0), outcome: 'held' })).toMatchObject({
      status: 409,
      body: { code: 'outcome-recorded' },
    });
    expect((await measures()).total).toMatchObject({ reinspected: 1, relapsed: 0, relapseRate: 0 });
  });

  test.each([
    ['a relapse without a word', { outcome: 'relapsed' }, { note: expect.any(String) }],
    ['a day in the past', { outcome: 'relapsed', note: '又停了', dueOn: '2026-10-09' }, { dueOn: expect.any(String) }],
    [
      'evidence of somebody else',
      { outcome: 'relapsed', note: '又停了', attachmentIds: [nobodysId] },
      { attachmentIds: expect.any(String) },
    ],
    [
      'an item of another sample',
      { outcome: 'held', rectificationId: nobodysId },
      { rectificationId: expect.any(String) },
    ],
  ])('%s is refused at its field, and nothing is written', async (_name, body, errors) => {
    const before = await measures();
    expect(await record(drawn, { rectificationId: at(1), ...body })).toMatchObject({ status: 422, body: { errors } });
    expect((await measures()).total).toEqual(before.total);
  });

  test('a relapse reopens the item by its own workflow, with reason, day and photo, and counts', async () => {
    const city = await world.as('hohhot-officer');
    const photo = await city.upload('活动室.png', 'image/png');
    const before = (await measures()).total;
    const answer = await record(drawn, {
      rectificationId: at(1),
      outcome: 'relapsed',
      note: '活动室又挪作仓库',
      dueOn: '2026-11-05',
      attachmentIds: [photo.body.id],
    });
    expect(answer).toMatchObject({ status: 200, body: { held: 1, relapsed: 1, status: 'open' } });
    const district = await world.as('xincheng-officer');
    const item = (await district.get<Rectification>(`/rectifications/${at(1)}`)).body;
    expect(item).toMatchObject({ status: 'reopened', returnReason: '活动室又挪作仓库', dueOn: '2026-11-05' });
    expect(item.mayActions).toContain('rectify');
    expect((await district.get(`/attachments/${photo.body.id}/content`)).status).toBe(200);
    const { total } = await measures();
    expect(total).toMatchObject({
      closed: before.closed - 1,
      rectified: before.rectified - 1,
      reinspected: 2,
      relapsed: 1,
      relapseRate: 0.5,
    });
    const events = await district.list<{ action: string }>('events', { subjectId: at(1) });
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['reinspect', 'reopen']));
    expect(events.find(({ action }) => action === 'reinspect')).toMatchObject({
      changes: { outcome: [null, 'relapsed'], photos: [null, [photo.body.id]] },
    });
  });

  test('a relapse is taken back where it was recorded, until somebody has acted on the item', async () => {
    const city = await world.as('hohhot-officer');
    expect((await city.get<Rectification>(`/rectifications/${at(1)}`)).body.mayActions).not.toContain('withdraw');
    expect(await city.post(`/rectifications/${at(1)}/withdraw`, {})).toMatchObject({
      status: 409,
      body: { code: 'take-back-in-reinspection' },
    });
    expect(await record(drawn, { rectificationId: at(1), outcome: 'held' })).toMatchObject({ status: 409 });
    const back = await city.post<Reinspection>(`/reinspections/${drawn.id}/withdraw`, { rectificationId: at(1) });
    expect(back).toMatchObject({ status: 200, body: { held: 1, relapsed: 0 } });
    expect((await city.get<Rectification>(`/rectifications/${at(1)}`)).body.status).toBe('closed');
    expect((await measures()).total).toMatchObject({ reinspected: 1, relapsed: 0 });

    await record(drawn, { rectificationId: at(1), outcome: 'relapsed', note: '又停了' });
    await (await world.as('xincheng-officer')).post(`/rectifications/${at(1)}/rectify`, { measures: '再次整改' });
    expect(await city.post(`/reinspections/${drawn.id}/withdraw`, { rectificationId: at(1) })).toMatchObject({
      status: 409,
      body: { code: 'nothing-to-withdraw' },
    });
    const other = await (
      await world.as('nmg-officer')
    ).post(`/reinspections/${drawn.id}/withdraw`, { rectificationId: at(0) });
    expect(other).toMatchObject({ status: 409, body: { code: 'nothing-to-withdraw' } });
  });

  test('an item that is no longer closed is not judged; it is skipped and counts nowhere', async () => {
    const city = await world.as('hohhot-officer');
    await city.post(`/rectifications/${at(2)}/reopen`, { reason: '群众反映' });
    for (const outcome of ['held', 'relapsed'])
      expect(await record(drawn, { rectificationId: at(2), outcome, note: '又停了' })).toMatchObject({
        status: 409,
        body: { code: 'no-longer-closed' },
      });
    expect(await record(drawn, { rectificationId: at(3), outcome: 'skipped' })).toMatchObject({
      status: 409,
      body: { code: 'still-closed' },
    });
    const before = (await measures()).total.reinspected;
    expect(await record(drawn, { rectificationId: at(2), outcome: 'skipped' })).toMatchObject({
      status: 200,
      body: { skipped: 1, status: 'open' },
    });
    expect((await measures()).total.reinspected).toBe(before);
  });

  test('several are held at once, each with its own result; with the last one the draw is finished', async () => {
    const city = await world.as('hohhot-officer');
    const answer = await city.post<{ results: { ok: boolean; code?: string }[]; record: Reinspection }>(
      `/reinspections/${drawn.id}/hold`,
      { rectificationIds: [at(0), at(3), at(4), at(5)] },
    );
    expect(answer.body.results).toMatchObject([
      { ok: false, code: 'outcome-recorded' },
      { ok: true },
      { ok: true },
      { ok: true },
    ]);
    expect(answer.body.record).toMatchObject({ held: 4, relapsed: 1, skipped: 1, status: 'finished', mayActions: [] });
    expect((await city.del(`/reinspections/${drawn.id}`)).status).toBe(409);
    expect((await city.get<Work>('/me/work')).body.counts.find(({ key }) => key === 'toReinspect')!.count).toBe(0);
  });

  test('on the same day a finished draw can be opened again by taking one back', async () => {
    const city = await world.as('hohhot-officer');
    const back = await city.post<Reinspection>(`/reinspections/${drawn.id}/withdraw`, { rectificationId: at(5) });
    expect(back.body).toMatchObject({ held: 3, status: 'open' });
    expect((await record(drawn, { rectificationId: at(5), outcome: 'held' })).body.status).toBe('finished');
  });

  test('drawn again, the newest outcome counts, once; and each number is the total of its list, above and below', async () => {
    const { body: again } = await draw({ method: { share: 1 } }, 'nmg-officer');
    const twice = again.items!.find(({ rectificationId }) => rectificationId === at(0))!;
    expect(
      await (await world.as('hohhot-officer')).post(`/reinspections/${drawn.id}/withdraw`, { rectificationId: at(0) }),
    ).toMatchObject({ status: 409, body: { code: 'drawn-again' } });
    const before = (await measures()).total;
    await record(again, { rectificationId: twice.rectificationId, outcome: 'relapsed', note: '又停了' }, 'nmg-officer');
    const { total, rows } = await measures('&by=child');
    expect(total).toMatchObject({ reinspected: before.reinspected, relapsed: before.relapsed + 1 });
    expect(rows.reduce((sum, row) => sum + row.relapsed, 0)).toBe(total.relapsed);
    for (const [username, query] of [
      ['nmg-leader', ''],
      ['hohhot-officer', ''],
      ['xincheng-officer', ''],
    ] as const) {
      const person = await world.as(username);
      const own = (await person.get<Progress>(`/progress?campaignId=${campaign.id}${query}`)).body.total;
      const count = async (filter: object) =>
        (await person.page('rectifications', { filter: { campaignId: campaign.id, ...filter } })).total;
      expect([username, own.reinspected, own.relapsed]).toEqual([
        username,
        await count({ reinspected: true }),
        await count({ relapsed: true }),
      ]);
    }
    const withdrawn = await (
      await world.as('nmg-officer')
    ).post(`/reinspections/${again.id}/withdraw`, {
      rectificationId: twice.rectificationId,
    });
    expect(withdrawn.status).toBe(200);
    expect((await measures()).total).toMatchObject({ reinspected: before.reinspected, relapsed: before.relapsed });
  });

  test('what is withdrawn stays re-inspected, and comes back on another track with its outcome', async () => {
    const [relapsed] = await (
      await world.as('nmg-officer')
    ).list<Rectification>('rectifications', { campaignId: campaign.id, relapsed: true });
    const before = (await measures()).total;
    const { inspectionId, itemKey, track } = relapsed!;
    const returned = await (
      await world.as('nmg-second')
    ).post(`/inspections/${inspectionId}/return`, { reason: '重填' });
    expect(returned.status).toBe(200);
    expect((await measures()).total).toMatchObject({ reinspected: before.reinspected, relapsed: before.relapsed });
    const answers = answersWith(['Q4', 'Q10']);
    answers[itemKey] = { ...answers[itemKey]!, track: track === 'immediate' ? 'scheduled' : 'immediate' };
    const again = await (await world.as('nmg-officer')).post(`/inspections/${inspectionId}/submit`, { answers });
    expect(again.status).toBe(200);
    const { rows, total } = await measures('&by=track');
    expect(rows.reduce((sum, row) => sum + row.relapsed, 0)).toBe(total.relapsed);
    for (const row of rows) {
      const filter = { campaignId: campaign.id, track: row.code, relapsed: true };
      expect(row.relapsed).toBe((await (await world.as('nmg-leader')).page('rectifications', { filter })).total);
    }
  });

  test('a union that moves takes its outcomes along', async () => {
    const city = await world.as('hohhot-officer');
    const [first] = drawn.items!.filter(({ outcome }) => outcome !== 'skipped');
    const { unionId } = first!;
    const counts = async () => {
      const { rows, total } = await measures('&by=child&orgCode=1501');
      return { total: total.reinspected, at: new Map(rows.map(({ code, reinspected }) => [code, reinspected])) };
    };
    const own = await city.list<Rectification>('rectifications', { unionId, reinspected: true });
    const [closed] = await city.list<Rectification>('rectifications', { unionId, status: 'closed' });
    // Which union is drawn first is chance: where nothing of it is closed, there is open work to carry already.
    if (closed) await city.post(`/rectifications/${closed.id}/reopen`, { reason: '群众反映' });
    const before = await counts();
    const target = first!.orgCode.startsWith('150103') ? '150102' : '150103';
    const from = target === '150103' ? '150102' : '150103';
    const moved = await city.post(`/unions/${unionId}/move`, {
      orgCode: target,
      openWork: 'carry',
      on: '2026-10-10',
      reason: '单位迁址',
    });
    expect(moved.status).toBe(200);
    const after = await counts();
    expect(after.total).toBe(before.total);
    expect(after.at.get(target)).toBe((before.at.get(target) ?? 0) + own.length);
    expect(after.at.get(from)).toBe((before.at.get(from) ?? 0) - own.length);
    for (const code of [from, target]) {
      const filter = { campaignId: campaign.id, orgCode: code, reinspected: true };
      expect((await city.page('rectifications', { filter })).total).toBe(after.at.get(code));
    }
  });

  test('nobody judges what they marked themselves', async () => {
    const province = await world.as('nmg-officer');
    const [open] = await province.list<Rectification>('rectifications', { campaignId: campaign.id, orgCode: '150202' });
    await province.post(`/rectifications/${open!.id}/rectify`, { measures: '省里代办' });
    await (await world.as('nmg-second')).post(`/rectifications/${open!.id}/close`, {});
    const { body } = await draw({ method: { share: 1 }, orgCode: '1502' }, 'nmg-second');
    const item = body.items!.find(({ rectificationId }) => rectificationId === open!.id)!;
    expect(item.mayActions).toContain('record');
    expect(await record(body, { rectificationId: open!.id, outcome: 'held' }, 'nmg-officer')).toMatchObject({
      status: 403,
      body: { code: 'not-yours-to-verify' },
    });
  });
});
