import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answersWith, issuedCampaign, openWorld, submittedInspection, type World } from '../support/world.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 12);
  await world.build.unions('150103', 3);
});
afterAll(() => world?.close());

describe('from the answer to the closed item', () => {
  test('each bad answer becomes one rectification with the day of its track', async () => {
    const { inspection, items } = await submittedInspection(world, ['Q1', 'Q10', 'Q13']);
    expect(inspection).toMatchObject({ badCount: 3, stage: 'defective', onBehalf: true, shell: true, score: 10 / 13 });
    expect(
      [...items.values()].map(({ itemKey, track, dueOn, status }) => [itemKey, track, dueOn, status]).sort(),
    ).toEqual([
      ['Q1', 'scheduled', '2026-12-31', 'open'],
      ['Q10', 'immediate', '2026-09-30', 'open'],
      ['Q13', 'scheduled', '2026-12-31', 'open'],
    ]);
  });

  test('the district marks, the city closes; nobody closes their own', async () => {
    const { items } = await submittedInspection(world, ['Q4']);
    const { id, version } = items.get('Q4')!;
    const district = await world.as('xincheng-officer');
    const city = await world.as('hohhot-officer');
    const marked = await district.post<Rectification>(`/rectifications/${id}/rectify`, {
      measures: '已补选委员',
      version,
    });
    expect(marked).toMatchObject({ status: 200, body: { status: 'rectified', mayActions: ['withdraw'] } });
    expect(await district.post(`/rectifications/${id}/close`, {})).toMatchObject({
      status: 403,
      body: { code: 'not-yours-to-verify' },
    });
    const seen = await city.get<Rectification>(`/rectifications/${id}`);
    expect(seen.body.mayActions).toEqual(expect.arrayContaining(['close', 'return']));
    expect(await city.post(`/rectifications/${id}/close`, { version: seen.body.version })).toMatchObject({
      status: 200,
      body: { status: 'closed' },
    });
    const history = await city.list<{ action: string }>('events', { subjectId: id });
    expect(history.map(({ action }) => action).reverse()).toEqual(['create', 'rectify', 'close']);
  });

  test('the second of two people gets 409 and the current record', async () => {
    const { items } = await submittedInspection(world, ['Q11']);
    const { id, version } = items.get('Q11')!;
    const district = await world.as('xincheng-officer');
    const [first, second] = await Promise.all([
      district.post(`/rectifications/${id}/rectify`, { measures: '已设置机构', version }),
      district.post(`/rectifications/${id}/rectify`, { measures: '已设置办公室', version }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    const refused = first.status === 409 ? first : second;
    expect(refused.body).toMatchObject({ code: 'stale-version', current: { id, status: 'rectified' } });
  });

  test('evidence is asked for where the item asks for it, and nothing is half-written', async () => {
    const { items } = await submittedInspection(world, ['Q1']);
    const { id, version } = items.get('Q1')!;
    const district = await world.as('xincheng-officer');
    expect(await district.post(`/rectifications/${id}/rectify`, { measures: '已召开' })).toMatchObject({
      status: 422,
      body: { errors: { attachmentIds: expect.any(String) } },
    });
    const photo = await district.upload('大会.png', 'image/png');
    expect(
      await district.post(`/rectifications/${id}/rectify`, {
        measures: '已召开',
        attachmentIds: [photo.body.id],
        version,
      }),
    ).toMatchObject({
      status: 200,
      body: { attachmentIds: [photo.body.id] },
    });
    expect((await (await world.as('hohhot-officer')).get(`/attachments/${photo.body.id}`)).status).toBe(200);
    expect((await (await world.as('huimin-admin')).get(`/attachments/${photo.body.id}`)).status).toBe(404);
  });

  test('a return gives days back, an extension moves the day, a reopening sets a new one', async () => {
    const { items } = await submittedInspection(world, ['Q10', 'Q12']);
    const district = await world.as('xincheng-officer');
    const city = await world.as('hohhot-officer');
    const [q10, q12] = [items.get('Q10')!.id, items.get('Q12')!.id];

    await district.post(`/rectifications/${q10}/rectify`, { measures: '已独立核算' });
    expect(await city.post(`/rectifications/${q10}/return`, {})).toMatchObject({
      status: 422,
      body: { errors: { reason: expect.any(String) } },
    });
    expect(await city.post(`/rectifications/${q10}/return`, { reason: '缺银行回单' })).toMatchObject({
      body: { status: 'returned', dueOn: '2026-09-30', returnReason: '缺银行回单' },
    });

    expect(
      await district.post(`/rectifications/${q12}/request-extension`, { until: '2026-12-01', reason: '换届' }),
    ).toMatchObject({ status: 422 });
    expect(
      await district.post(`/rectifications/${q12}/request-extension`, { until: '2027-02-28', reason: '换届' }),
    ).toMatchObject({ status: 200 });
    expect(await district.post(`/rectifications/${q12}/decide-extension`, { approve: true })).toMatchObject({
      status: 403,
    });
    expect(await city.post(`/rectifications/${q12}/decide-extension`, { approve: true })).toMatchObject({
      body: { dueOn: '2027-02-28', baseDueOn: '2026-12-31', extension: { decision: 'approved' } },
    });

    await district.post(`/rectifications/${q12}/rectify`, { measures: '已完成实名制' });
    await city.post(`/rectifications/${q12}/close`, {});
    expect(await city.post(`/rectifications/${q12}/reopen`, { reason: '回头看反弹' })).toMatchObject({
      body: { status: 'reopened', dueOn: '2027-02-28' },
    });
  });

  test('what one has done can be taken back until somebody acts again', async () => {
    const { items } = await submittedInspection(world, ['Q4']);
    const { id } = items.get('Q4')!;
    const district = await world.as('xincheng-officer');
    const city = await world.as('hohhot-officer');
    await district.post(`/rectifications/${id}/rectify`, { measures: '已补选' });
    expect(await district.post(`/rectifications/${id}/withdraw`, {})).toMatchObject({
      body: { status: 'open', measures: null },
    });
    await district.post(`/rectifications/${id}/rectify`, { measures: '已补选' });
    await city.post(`/rectifications/${id}/close`, {});
    expect(await district.post(`/rectifications/${id}/withdraw`, {})).toMatchObject({ status: 409 });
    expect(await city.post(`/rectifications/${id}/withdraw`, {})).toMatchObject({
      body: { status: 'rectified', closedAt: null },
    });
  });

  test('a returned inspection withdraws its items; bad again, they come back with their first due day', async () => {
    const { inspection, items } = await submittedInspection(world, ['Q4', 'Q10']);
    const district = await world.as('xincheng-officer');
    const city = await world.as('hohhot-officer');
    await district.post(`/rectifications/${items.get('Q4')!.id}/request-extension`, {
      until: '2027-01-31',
      reason: '补选',
    });
    await city.post(`/rectifications/${items.get('Q4')!.id}/decide-extension`, { approve: true });
    expect(await city.post(`/inspections/${inspection.id}/return`, { reason: '第 3 题有误' })).toMatchObject({
      body: { status: 'returned' },
    });
    const gone = await district.list<Rectification>('rectifications', { inspectionId: inspection.id, counted: true });
    expect(gone).toEqual([]);
    const again = await district.post<Inspection>(`/inspections/${inspection.id}/submit`, {
      answers: { Q10: { value: 'yes' } },
    });
    expect(again.body).toMatchObject({ status: 'submitted', badCount: 1 });
    const back = await district.list<Rectification>('rectifications', { inspectionId: inspection.id, counted: true });
    expect(back.map(({ id, dueOn, status }) => [id, dueOn, status])).toEqual([
      [items.get('Q4')!.id, '2026-12-31', 'open'],
    ]);
  });

  test('bulk acts have a result for each row', async () => {
    const { items } = await submittedInspection(world, ['Q4', 'Q11', 'Q12']);
    const ids = [...items.values()].map(({ id }) => id);
    const district = await world.as('xincheng-officer');
    const foreign = '00000000-0000-7000-8000-00000000dead';
    const marked = await district.post<{ results: { id: string; ok: boolean; code?: string }[] }>(
      '/rectifications/bulk/rectify',
      {
        ids: [...ids, foreign],
        versions: { [ids[0]!]: 99 },
        measures: '统一整改',
      },
    );
    expect(marked.body.results.map(({ ok, code }) => [ok, code])).toEqual([
      [false, 'stale-version'],
      [true, undefined],
      [true, undefined],
      [false, 'not-found'],
    ]);
    const closed = await (
      await world.as('nmg-officer')
    ).post<{ results: { ok: boolean }[] }>('/rectifications/bulk/close', { ids });
    expect(closed.body.results.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  test('answers that may not be submitted say so at the question', async () => {
    const campaign = await issuedCampaign(world);
    const district = await world.as('xincheng-officer');
    const [inspection] = await district.list<Inspection>('inspections', { campaignId: campaign.id, status: 'pending' });
    const submit = (answers: unknown) => district.post(`/inspections/${inspection!.id}/submit`, { answers });
    expect((await submit({ Q1: { value: 'yes' } })).body).toMatchObject({
      status: 422,
      errors: { 'answers.Q2': '请作答。' },
    });
    expect((await submit({ ...answersWith([]), Q1: { value: 'na' } })).body).toMatchObject({
      errors: { 'answers.Q1': expect.any(String) },
    });
    expect((await submit({ ...answersWith([]), Q7: { value: 'na' } })).body).toMatchObject({
      errors: { 'answers.Q7': expect.any(String) },
    });
    expect((await district.get<Inspection>(`/inspections/${inspection!.id}`)).body).toMatchObject({
      status: 'pending',
      version: 1,
    });
  });

  test('the input is answered before the state: 422, then 409', async () => {
    const { inspection, items } = await submittedInspection(world, ['Q1']);
    const district = await world.as('xincheng-officer');
    const submit = (body: object) => district.post(`/inspections/${inspection.id}/submit`, body);
    expect((await submit({ answers: { Q2: { value: 'na' } } })).body).toMatchObject({
      status: 422,
      errors: { 'answers.Q2': expect.any(String) },
    });
    expect((await submit({ version: 1 })).body).toMatchObject({ status: 409, code: 'stale-version' });
    expect((await submit({})).body).toMatchObject({ status: 409, code: 'transition-not-allowed' });
    const item = `/rectifications/${items.get('Q1')!.id}/rectify`;
    const photo = await district.upload('会场.png', 'image/png');
    await district.post(item, { measures: '已召开', attachmentIds: [photo.body.id] });
    expect((await district.post(item, { measures: '' })).status).toBe(422);
    expect((await district.post(item, { measures: '已召开' })).status).toBe(409);
  });

  test('the same idempotency key gives the first answer again', async () => {
    const { items } = await submittedInspection(world, ['Q4']);
    const { id } = items.get('Q4')!;
    const district = await world.as('xincheng-officer');
    const headers = { 'idempotency-key': `key-${id}` };
    const send = (measures: string) => district.post(`/rectifications/${id}/rectify`, { measures }, headers);
    const [first, second] = await Promise.all([send('一次'), send('一次')]);
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect((await send('两次')).status).toBe(422);
  });
});
