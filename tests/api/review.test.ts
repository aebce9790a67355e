import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { openWorld, submittedInspection, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 6);
});
afterAll(() => world?.close());

describe('review, return, exempt, and taking it back', () => {
  test('inspections are approved and returned in bulk, and what is taken back stands where it stood', async () => {
    const [first, second] = [
      await submittedInspection(world, ['Q4', 'Q10']),
      await submittedInspection(world, ['Q11']),
    ];
    const ids = [first.inspection.id, second.inspection.id];
    const city = await world.as('hohhot-officer');
    const district = await world.as('xincheng-officer');
    const bulk = (who: typeof city, action: string, body: object) =>
      who.post<{ results: { ok: boolean; code?: string }[] }>(`/inspections/bulk/${action}`, { ids, ...body });
    expect((await bulk(district, 'approve', {})).body.results.map(({ code }) => code)).toEqual([
      'not-yours-to-review',
      'not-yours-to-review',
    ]);
    expect((await bulk(city, 'approve', {})).body.results).toMatchObject([{ ok: true }, { ok: true }]);
    expect((await bulk(city, 'return', { reason: '请核实' })).body.results.map(({ code }) => code)).toEqual([
      'transition-not-allowed',
      'transition-not-allowed',
    ]);
    for (const id of ids)
      expect((await city.post(`/inspections/${id}/withdraw`, {})).body).toMatchObject({ status: 'submitted' });
    expect((await bulk(city, 'return', { reason: '请核实' })).body.results).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await district.list('rectifications', { inspectionId: first.inspection.id, counted: true })).toEqual([]);
    expect((await city.post(`/inspections/${ids[0]}/withdraw`, {})).body).toMatchObject({
      status: 'submitted',
      badCount: 2,
      stage: 'defective',
    });
    const back = await district.list<Rectification>('rectifications', {
      inspectionId: first.inspection.id,
      counted: true,
    });
    expect(back.map(({ status }) => status)).toEqual(['open', 'open']);
  });

  test('taking back a return or an exemption restores what that very step took out, and nothing older', async () => {
    const { inspection } = await submittedInspection(world, ['Q4', 'Q11']);
    const city = await world.as('hohhot-officer');
    const district = await world.as('xincheng-officer');
    const act = (who: typeof city, action: string, body = {}) =>
      who.post<Inspection>(`/inspections/${inspection.id}/${action}`, body);
    const counted = async () => {
      const items = await district.list<Rectification>('rectifications', {
        inspectionId: inspection.id,
        counted: true,
      });
      return items.map(({ itemKey }) => itemKey).sort();
    };
    await act(city, 'return', { reason: '请核实' });
    await act(district, 'submit', { answers: { Q11: { value: 'yes' } } });
    await act(city, 'return', { reason: '再核实' });
    expect((await act(city, 'withdraw')).body).toMatchObject({ status: 'submitted', badCount: 1, openCount: 1 });
    expect(await counted()).toEqual(['Q4']);

    await act(city, 'return', { reason: '三核实' });
    await act(city, 'exempt', { reason: '已注销' });
    expect((await act(city, 'withdraw')).body).toMatchObject({ status: 'returned', badCount: 0 });
    expect(await counted()).toEqual([]);
  });

  test('after closing the campaign nothing takes a submission away for good', async () => {
    const { inspection } = await submittedInspection(world, ['Q4']);
    const officer = await world.as('nmg-officer');
    await officer.post(`/campaigns/${inspection.campaignId}/close`, {});
    const city = await world.as('hohhot-officer');
    expect(await city.post(`/inspections/${inspection.id}/return`, { reason: '太迟' })).toMatchObject({
      status: 409,
      body: { code: 'campaign-not-open' },
    });
    const district = await world.as('xincheng-officer');
    expect((await district.post(`/inspections/${inspection.id}/withdraw`, {})).status).toBe(409);
    expect((await city.post(`/inspections/${inspection.id}/approve`, {})).status).toBe(200);
  });

  test('filters take a value or several, each by its own meaning', async () => {
    const { items } = await submittedInspection(world, ['Q4', 'Q10']);
    const district = await world.as('xincheng-officer');
    const total = async (filter: object) => (await district.page('rectifications', { filter })).total;
    const inspectionId = items.get('Q4')!.inspectionId;
    expect(await total({ inspectionId, overdue: [false] })).toBe(2);
    expect(await total({ inspectionId, overdue: [true, false] })).toBe(2);
    expect(await total({ inspectionId, overdue: [] })).toBe(0);
    expect(await total({ inspectionId, extensionPending: [true] })).toBe(0);
    expect(await total({ inspectionId, forMe: ['verify'] })).toBe(0);
    expect(await total({ inspectionId, forMe: ['verify', 'mark'] })).toBe(2);
  });
});
