import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countNames, ratesOf, type Counts } from '../../shared/rules/measures.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Reinspection } from '../../shared/reinspections.ts';
import { recount } from '../support/recount.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

let world: World;
let campaign: Campaign;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-29T09:00:00+08:00' });
  for (const place of ['150102', '150102001', '150103', '150202', '1501', '15']) await world.build.unions(place, 4);
  campaign = await issuedCampaign(world);
});
afterAll(() => world?.close());

const progress = async (query: string, username = 'nmg-leader') =>
  (await (await world.as(username)).get<Progress>(`/progress?campaignId=${campaign.id}&${query}`)).body;
const countsOf = (row: Counts): Counts => Object.fromEntries(countNames.map((name) => [name, row[name]])) as Counts;

/** Acts that anybody may try at any time; what the state forbids is refused, and that must not count either. */
const acts = {
  submit: (pick: number) =>
    onInspection(pick, 'xincheng-officer', 'submit', { answers: answersWith(['Q4', 'Q10', 'Q13'].slice(pick % 3)) }),
  submitAbove: (pick: number) =>
    onInspection(pick, 'nmg-officer', 'submit', { answers: answersWith(['Q11', 'Q12'].slice(pick % 2)) }),
  approve: (pick: number) => onInspection(pick, 'nmg-second', 'approve', {}),
  returned: (pick: number) => onInspection(pick, 'hohhot-officer', 'return', { reason: '请核实' }),
  exempt: (pick: number) => onInspection(pick, 'nmg-officer', 'exempt', { reason: '已注销' }),
  undoInspection: (pick: number) => onInspection(pick, 'nmg-officer', 'withdraw', {}),
  rectify: (pick: number) => onItem(pick, 'xincheng-officer', 'rectify', { measures: '已整改' }),
  rectifyAbove: (pick: number) => onItem(pick, 'nmg-officer', 'rectify', { measures: '已整改' }),
  close: (pick: number) => onItem(pick, 'hohhot-officer', 'close', {}),
  closeAbove: (pick: number) => onItem(pick, 'nmg-second', 'close', {}),
  sendBack: (pick: number) => onItem(pick, 'hohhot-officer', 'return', { reason: '佐证不足' }),
  reopen: (pick: number) => onItem(pick, 'nmg-second', 'reopen', { reason: '反弹' }),
  undoItem: (pick: number) => onItem(pick, 'hohhot-officer', 'withdraw', {}),
  closeAll: async (pick: number) => {
    await onItems('xincheng-officer', 'rectify', { measures: '已整改' }, pick);
    return onItems('hohhot-officer', 'close', {}, pick);
  },
  draw: (pick: number) => draw('hohhot-officer', 1 + (pick % 4)),
  drawAbove: (pick: number) => draw('nmg-second', 1 + (pick % 3)),
  hold: (pick: number) => onDrawn(pick, 'hohhot-officer', 'record', { outcome: 'held' }),
  relapse: (pick: number) => onDrawn(pick, 'hohhot-officer', 'record', { outcome: 'relapsed', note: '又停了' }),
  relapseAbove: (pick: number) => onDrawn(pick, 'nmg-second', 'record', { outcome: 'relapsed', note: '又停了' }),
  skip: (pick: number) => onDrawn(pick, 'hohhot-officer', 'record', { outcome: 'skipped' }),
  undoOutcome: (pick: number) => onDrawn(pick, 'hohhot-officer', 'withdraw', {}),
};
type Act = keyof typeof acts;

async function onInspection(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await world.as(username);
  const rows = await person.list<Inspection>('inspections', { campaignId: campaign.id });
  return (await person.post(`/inspections/${rows[pick % rows.length]!.id}/${action}`, body)).status;
}

async function onItem(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await world.as(username);
  const rows = await person.list<Rectification>('rectifications', { campaignId: campaign.id });
  if (rows.length === 0) return 404;
  return (await person.post(`/rectifications/${rows[pick % rows.length]!.id}/${action}`, body)).status;
}

async function onItems(username: string, action: string, body: object, pick: number): Promise<number> {
  const person = await world.as(username);
  const rows = await person.list<Rectification>('rectifications', { campaignId: campaign.id });
  const ids = rows.map(({ id }) => id).filter((_, index) => (index + pick) % 3 !== 0);
  return ids.length === 0 ? 404 : (await person.post(`/rectifications/bulk/${action}`, { ids, ...body })).status;
}

async function draw(username: string, size: number): Promise<number> {
  const body = { campaignId: campaign.id, method: { size }, dueOn: '2026-10-31' };
  const { status } = await (await world.as(username)).post('/reinspections', body);
  // Fewer than asked for, or none at all.
  return status === 422 || status === 201 ? 200 : status;
}

async function onDrawn(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await world.as(username);
  const draws = await person.list<Reinspection>('reinspections', { campaignId: campaign.id });
  const drawn = draws[pick % Math.max(1, draws.length)];
  if (!drawn) return 404;
  const { items = [] } = (await person.get<Reinspection>(`/reinspections/${drawn.id}`)).body;
  const { rectificationId } = items[pick % items.length]!;
  return (await person.post(`/reinspections/${drawn.id}/${action}`, { rectificationId, ...body })).status;
}

const history = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(acts) as Act[])), fc.nat(200)), {
  minLength: 20,
  maxLength: 40,
});

async function expectRecountEqual(): Promise<void> {
  for (const [orgCode, username] of [
    ['15', 'nmg-leader'],
    ['1501', 'hohhot-officer'],
    ['150102', 'xincheng-officer'],
  ] as const) {
    const { total, rows } = await progress('by=child', username);
    const expected = await recount(world.owner, campaign.id, orgCode, '2026-09-29');
    expect([orgCode, countsOf(total)]).toEqual([orgCode, expected]);
    expect(rows.reduce((sum, row) => sum + row.items, 0)).toBe(total.items);
    for (const row of rows.filter(({ own }) => !own))
      expect(countsOf(row)).toEqual(await recount(world.owner, campaign.id, row.code, '2026-09-29'));
  }
}

describe('progress equals a recount', () => {
  test('after random histories, folded or not', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        for (const [act, pick] of steps) expect([200, 403, 404, 409]).toContain(await acts[act](pick));
        await expectRecountEqual();
        await world.owner.query('select platform_fold_progress(100000)');
        await expectRecountEqual();
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  test('while many people act at once', async () => {
    const steps = fc.sample(fc.tuple(fc.constantFrom(...(Object.keys(acts) as Act[])), fc.nat(200)), {
      numRuns: 80,
      seed: 7,
    });
    const fold = setInterval(() => void world.owner.query('select platform_fold_progress(50)'), 20);
    const statuses = await Promise.all(steps.map(([act, pick]) => acts[act](pick)));
    clearInterval(fold);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await expectRecountEqual();
  });

  test('every count is the total of the list that it opens', async () => {
    const leader = await world.as('nmg-leader');
    const { total } = await progress('by=child');
    const inspections = async (funnel: string) =>
      (await leader.page('inspections', { filter: { campaignId: campaign.id, funnel } })).total;
    const items = async (filter: object) =>
      (await leader.page('rectifications', { filter: { campaignId: campaign.id, counted: true, ...filter } })).total;
    expect({
      targets: await inspections('targets'),
      submitted: await inspections('submitted'),
      defective: await inspections('defective'),
      rectifiedUnions: await inspections('rectifiedUnions'),
      closedUnions: await inspections('closedUnions'),
      shells: (
        await leader.page('inspections', { filter: { campaignId: campaign.id, funnel: 'submitted', shell: true } })
      ).total,
      items: await items({}),
      rectified: await items({ status: ['rectified', 'closed'] }),
      closed: await items({ status: 'closed' }),
      onTime: await items({ onTime: true }),
      overdue: await items({ overdue: true }),
      reinspected: await items({ counted: undefined, reinspected: true }),
      relapsed: await items({ counted: undefined, relapsed: true }),
    }).toEqual(countsOf(total));
    for (const by of ['item', 'track'] as const) {
      const { rows } = await progress(`by=${by}`);
      for (const row of rows) expect(row.items).toBe(await items({ [by === 'item' ? 'itemKey' : 'track']: row.code }));
      expect(rows.reduce((sum, row) => sum + row.items, 0)).toBe(total.items);
      expect(rows.reduce((sum, row) => sum + row.overdue, 0)).toBe(total.overdue);
      expect(rows.reduce((sum, row) => sum + row.reinspected, 0)).toBe(total.reinspected);
    }
  });

  test('the row of the own level opens exactly the rows of that organisation', async () => {
    const leader = await world.as('nmg-leader');
    const { rows } = await progress('by=child');
    const own = rows.find((row) => row.own)!;
    const list = async (resource: string, filter: object) =>
      (await leader.page(resource, { filter: { campaignId: campaign.id, orgExact: own.code, ...filter } })).total;
    expect([own.code, own.targets > 0]).toEqual(['15', true]);
    expect(await list('inspections', { funnel: 'targets' })).toBe(own.targets);
    expect(await list('rectifications', { counted: true })).toBe(own.items);
    expect(await list('rectifications', { overdue: true })).toBe(own.overdue);
    const two = await leader.page('inspections', { filter: { campaignId: campaign.id, orgExact: ['15', '1501'] } });
    expect(two.total).toBe(8);
  });

  test('the last day of the history is now, and rates follow from the counts', async () => {
    const { rows, total } = await progress('by=day');
    expect(countsOf(rows.at(-1)!)).toEqual(countsOf(total));
    expect(total).toMatchObject(ratesOf(total));
  });

  test('the figures of a past instant stay what they were', async () => {
    const before = await progress('by=child');
    await world.owner.query('select platform_fold_progress(100000)');
    const frozen = await progress(`by=child&asOf=${encodeURIComponent(before.asOf)}`);
    expect(countsOf(frozen.total)).toEqual(countsOf(before.total));
    for (let pick = 0; pick < 8; pick += 1) await acts.submitAbove(pick);
    const again = await progress(`by=child&asOf=${encodeURIComponent(before.asOf)}`);
    expect(again.rows).toEqual(frozen.rows);
  });

  test('the list of campaigns tells of each what its own page tells', async () => {
    await issuedCampaign(world, { title: '呼和浩特市回访', scope: { orgCodes: ['1501'] } }, 'hohhot-officer');
    for (const username of ['nmg-leader', 'hohhot-officer', 'xincheng-officer']) {
      const reader = await world.as(username);
      const rows = await reader.list<Campaign>('campaigns', {});
      expect(rows.map(({ status }) => status)).toEqual(['issued', 'issued']);
      for (const { id, progress: told } of rows) {
        const { total } = (await reader.get<Progress>(`/progress?campaignId=${id}`)).body;
        expect(told).toEqual(total);
        expect(told!.targets).toBeGreaterThan(0);
        expect((await reader.get<Campaign>(`/campaigns/${id}`)).body.progress).toEqual(told);
      }
    }
  });
});
