import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../shared/campaigns.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Client } from '../support/client.ts';
import { csvOf, faultsIn, importer } from '../support/imports.ts';
import { recount } from '../support/recount.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';

let world: World;
let campaign: Campaign;
let district: Client;
let by: ReturnType<typeof importer>;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.unions('150102', 6);
  await world.build.unions('150103', 1);
  await world.build.unions('440902', 1);
  campaign = await issuedCampaign(world);
  district = await world.as('xincheng-officer');
  by = importer(district);
});
afterAll(() => world?.close());

const questions = Array.from({ length: 13 }, (_, index) => `Q${index + 1}`);
const heading = ['工会名称', '所属地区', ...questions, 'Q7 说明', '是否提交'];
type Row = { bad?: string[]; blank?: string[]; na?: string[]; note?: string; submit?: string; org?: string };
/** One union's answers, all good but for those named. */
const line = (serial: number, { bad = [], blank = [], na = [], note = '', submit = '是', org = '' }: Row = {}) => [
  `150102工会0000${serial}`,
  org,
  ...questions.map((key) =>
    blank.includes(key) ? '' : na.includes(key) ? '不适用' : (key === 'Q13') === bad.includes(key) ? '√' : '否',
  ),
  note,
  submit,
];
const file = (...lines: string[][]) => ({
  kind: 'inspections' as const,
  content: csvOf(heading, ...lines),
  campaignId: campaign.id,
});
const of = async (serial: number) =>
  (
    await district.list<Inspection>('inspections', { campaignId: campaign.id, unionName: `150102工会0000${serial}` })
  )[0]!;
const itemsOf = async (serial: number) =>
  (await district.list<Rectification>('rectifications', { inspectionId: (await of(serial)).id }))
    .filter(({ status }) => status !== 'withdrawn')
    .map(({ itemKey }) => itemKey)
    .sort();

async function recounted() {
  const { body } = await district.get<Progress>(`/progress?campaignId=${campaign.id}&orgCode=150102`);
  expect(body.total).toMatchObject(await recount(world.owner, campaign.id, '150102', '2026-09-01'));
}

describe('a workbook of answers', () => {
  test('saves drafts, submits on behalf, raises the faults; the same file again changes nothing; it is withdrawn by the rule', async () => {
    const rows = [
      line(1, { bad: ['Q1', 'Q13'] }),
      line(2, { na: ['Q7'], note: '不具备法人条件' }),
      line(3, { blank: ['Q4'], submit: '' }),
    ];
    const seen = await by.preview(file(...rows));
    expect(seen).toMatchObject({ status: 'ready', counts: { create: 0, update: 3, unchanged: 0, error: 0 } });
    expect((await by.rows(seen))[1]!.changes).toMatchObject({
      'answer:Q7': [null, 'na'],
      'note:Q7': [null, '不具备法人条件'],
      submit: [false, true],
    });
    expect((await of(1)).status).toBe('pending');
    const done = await by.confirm(seen);
    expect(done.status).toBe('done');
    expect(await of(1)).toMatchObject({
      status: 'submitted',
      badCount: 2,
      shell: true,
      onBehalf: true,
      submittedBy: 'xincheng-officer',
    });
    expect(await itemsOf(1)).toEqual(['Q1', 'Q13']);
    expect(await of(2)).toMatchObject({
      status: 'submitted',
      score: 1,
      answers: { Q7: { value: 'na', note: '不具备法人条件' } },
    });
    expect(await of(3)).toMatchObject({ status: 'pending', badCount: 0 });
    expect(Object.keys((await of(3)).answers)).toHaveLength(12);
    const history = await district.list<HistoryEvent>('events', { subjectId: [(await of(1)).id, (await of(3)).id] });
    expect(history.map(({ action }) => action).sort()).toEqual(['create', 'create', 'save', 'submit']);
    await recounted();
    expect((await by.preview(file(...rows))).counts).toEqual({ create: 0, update: 0, unchanged: 3, error: 0 });
    const others = await by.preview(file(line(1), line(3, { submit: '' })));
    expect(others.counts).toEqual({ create: 0, update: 1, unchanged: 0, error: 1 });
    expect(faultsIn(await by.rows(others))[2]).toEqual({ '': expect.stringContaining('已经提交') });

    expect((await by.undo(done)).status).toBe('undone');
    expect(await of(1)).toMatchObject({ status: 'pending', answers: {}, badCount: 0, shell: false });
    expect(await of(3)).toMatchObject({ status: 'pending', answers: {} });
    expect(await itemsOf(1)).toEqual([]);
    await recounted();
  });

  test('takes no blanks, no n/a where it is not allowed or has no reason, no union that is no target here', async () => {
    const seen = await by.preview(
      file(
        line(4, { blank: ['Q2', 'Q9'] }),
        line(5, { na: ['Q8'] }),
        line(6, { na: ['Q1'] }),
        ['150103工会00001', '', ...line(1).slice(2)],
        ['没有这家工会', '', ...line(1).slice(2)],
        line(1, { org: '回民区' }),
        line(4),
      ),
    );
    const faults = faultsIn(await by.rows(seen));
    expect(Object.entries(faults).map(([row, columns]) => [row, Object.keys(columns).sort()])).toEqual([
      ['2', ['answer:Q2', 'answer:Q9']],
      ['3', ['note:Q8']],
      ['4', ['answer:Q1']],
      ['5', ['unionName']],
      ['6', ['unionName']],
      ['7', ['orgCode']],
    ]);
    expect((await by.confirm(seen, 'skip')).counts).toMatchObject({ update: 1, error: 6 });
    expect((await of(4)).status).toBe('submitted');
    expect(await itemsOf(4)).toEqual([]);
    await recounted();
  });

  test('is not taken back once work on a fault has begun', async () => {
    const done = await by.confirm(await by.preview(file(line(5, { bad: ['Q4'] }))));
    const [item] = await district.list<Rectification>('rectifications', { inspectionId: (await of(5)).id });
    await district.post(`/rectifications/${item!.id}/rectify`, { measures: '已补选委员', attachmentIds: [] });
    const refused = await district.post<{ code: string; touched: object[] }>(`/imports/${done.id}/undo`, {});
    expect([refused.status, refused.body.code, refused.body.touched]).toMatchObject([
      409,
      'import-touched',
      [{ label: '150102工会00005' }],
    ]);
  });

  test('belongs to a campaign in the scope of whoever brings it', async () => {
    const { content } = file(line(6));
    expect((await by.send({ kind: 'inspections', content })).status).toBe(422);
    const elsewhere = importer(await world.as('gd-officer'));
    expect((await elsewhere.send(file(line(6)))).status).toBe(404);
    expect((await importer(await world.as('nmg-leader')).send(file(line(6)))).status).toBe(403);
    const huimin = importer(await world.as('huimin-admin'));
    expect((await huimin.preview(file(line(6)))).counts).toMatchObject({ error: 1 });
  });
});
