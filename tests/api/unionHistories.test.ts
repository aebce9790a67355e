import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtinIds } from '../../server/features/checklists/builtin.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Checklist } from '../../shared/checklists.ts';
import type { Answers, Inspection } from '../../shared/inspections.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { countNames, type Counts } from '../../shared/rules/measures.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import type { Union } from '../../shared/unions.ts';
import { recount } from '../support/recount.ts';
import { ledgerOf, registersOf } from '../support/recountRegisters.ts';
import { answersWith, issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

const today = '2026-10-09';
const places = ['150102', '150102001', '150103', '150202', '1501', '15'];
const levels = ['15', '1501', '1502', '150102', '150103', '150202', '150102001'];

let world: World;
/** Of the region, of one city, and of the six haves. */
let campaigns: Campaign[];
let haves: Checklist;

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  for (const place of places) await world.build.unions(place, 3);
  campaigns = [
    await issuedCampaign(world),
    await issuedCampaign(world, { orgCode: '1501', scope: { orgCodes: ['1501'] } }, 'hohhot-officer'),
    await issuedCampaign(world, { checklistId: builtinIds.sixHaves }),
  ];
  haves = (await (await world.as('nmg-officer')).get<Checklist>(`/checklists/${builtinIds.sixHaves}`)).body;
});
afterAll(() => world?.close());

/** Mostly what the state allows; every fourth time whatever comes, which must be refused and count nothing. */
function choose<T extends { mayActions: string[] }>(rows: readonly T[], action: string, pick: number): T | undefined {
  const allowed = rows.filter(({ mayActions }) => mayActions.includes(action));
  const from = pick % 4 > 0 && allowed.length > 0 ? allowed : rows;
  return from[pick % from.length];
}
const pickOf = <T>(rows: readonly T[], pick: number): T => rows[pick % rows.length]!;

const answersTo = (campaignId: string, pick: number): Answers =>
  campaignId === campaigns[2]!.id
    ? Object.fromEntries(
        haves.items.map(({ key, polarity }, index) => {
          const good = (index + pick) % 7 > 0;
          return [key, { value: (polarity === 'yesIsGood') === good ? 'yes' : 'no' }];
        }),
      )
    : answersWith(['Q4', 'Q10', 'Q13'].slice(pick % 4));

async function onInspection(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await world.as(username);
  const row = choose(await person.list<Inspection>('inspections', {}), action, pick)!;
  const answers = action === 'submit' ? { answers: answersTo(row.campaignId, pick) } : {};
  return (await person.post(`/inspections/${row.id}/${action}`, { ...body, ...answers })).status;
}

async function onItem(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await world.as(username);
  const row = choose(await person.list<Rectification>('rectifications', {}), action, pick);
  return row ? (await person.post(`/rectifications/${row.id}/${action}`, body)).status : 404;
}

async function onUnion(pick: number, action: string, body: (unions: Union[]) => object): Promise<number> {
  const officer = await world.as('nmg-officer');
  const unions = await officer.list<Union>('unions', {});
  const act = { on: today, reason: '机构调整', ...body(unions) };
  return (await officer.post(`/unions/${choose(unions, action, pick)!.id}/${action}`, act)).status;
}

const carryOrEnd = (pick: number) => (pick % 3 === 0 ? 'end' : 'carry');

const acts = {
  submit: (pick: number) => onInspection(pick, 'nmg-officer', 'submit', {}),
  submitBelow: (pick: number) => onInspection(pick, 'hohhot-officer', 'submit', {}),
  approve: (pick: number) => onInspection(pick, 'nmg-second', 'approve', {}),
  returned: (pick: number) => onInspection(pick, 'nmg-second', 'return', { reason: '请核实' }),
  undo: (pick: number) => onInspection(pick, 'nmg-second', 'withdraw', {}),
  rectify: (pick: number) => onItem(pick, 'nmg-officer', 'rectify', { measures: '已整改' }),
  close: (pick: number) => onItem(pick, 'nmg-second', 'close', {}),
  reopen: (pick: number) => onItem(pick, 'nmg-second', 'reopen', { reason: '反弹' }),
  move: (pick: number) =>
    onUnion(pick, 'move', () => ({ orgCode: pickOf(places, Math.floor(pick / 7)), openWork: carryOrEnd(pick) })),
  merge: (pick: number) =>
    onUnion(pick, 'merge', (unions) => ({
      intoId: pickOf(unions, Math.floor(pick / 5)).id,
      openWork: carryOrEnd(pick),
    })),
  dissolve: (pick: number) => onUnion(pick, 'dissolve', () => ({})),
};
type Act = keyof typeof acts;

/** Working days are many, ends are few: so that something is left to happen to. */
const act = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<Act>('submit', 'submitBelow', 'submit', 'rectify', 'rectify', 'close') },
  { weight: 4, arbitrary: fc.constantFrom<Act>('approve', 'returned', 'undo', 'reopen') },
  { weight: 5, arbitrary: fc.constant<Act>('move') },
  { weight: 1, arbitrary: fc.constantFrom<Act>('merge', 'dissolve') },
);
const history = fc.array(fc.tuple(act, fc.nat(1000)), { minLength: 25, maxLength: 40 });

const countsOf = (row: Counts): Counts => Object.fromEntries(countNames.map((name) => [name, row[name]])) as Counts;
const progress = async (campaign: Campaign, orgCode: string, asOf = '') => {
  const leader = await world.as('nmg-leader');
  const query = new URLSearchParams({ campaignId: campaign.id, orgCode, by: 'child', ...(asOf && { asOf }) });
  return (await leader.get<Progress>(`/progress?${query}`)).body;
};
const placesOf = (campaign: Campaign) => levels.filter((level) => isAtOrAbove(campaign.orgCode, level));

/** Children add up to their parent, and both are what the records say. */
async function expectTotals(): Promise<void> {
  for (const campaign of campaigns) {
    for (const orgCode of placesOf(campaign)) {
      const { total, rows } = await progress(campaign, orgCode);
      for (const name of countNames) {
        const sum = rows.reduce((before, row) => before + row[name], 0);
        expect([campaign.orgCode, orgCode, name, rows.length === 0 ? total[name] : sum]).toEqual([
          campaign.orgCode,
          orgCode,
          name,
          total[name],
        ]);
      }
      if (campaign === campaigns[2]) continue;
      const anew = await recount(world.owner, campaign.id, orgCode, today);
      expect([campaign.orgCode, orgCode, countsOf(total)]).toEqual([
        campaign.orgCode,
        orgCode,
        countsOf({ ...total, ...anew }),
      ]);
    }
  }
  for (const orgCode of levels) {
    expect([orgCode, await ledgerOf(world.owner, orgCode)]).toEqual([orgCode, await registersOf(world.owner, orgCode)]);
  }
}

async function expectDoors(): Promise<void> {
  const leader = await world.as('nmg-leader');
  for (const campaign of campaigns) {
    for (const orgCode of placesOf(campaign)) {
      const { total } = await progress(campaign, orgCode);
      const list = async (resource: string, filter: object) =>
        (await leader.page(resource, { filter: { campaignId: campaign.id, orgCode, ...filter } })).total;
      expect([
        await list('inspections', { funnel: 'targets' }),
        await list('inspections', { funnel: 'defective' }),
        await list('inspections', { funnel: 'closedUnions' }),
        await list('rectifications', { counted: true }),
        await list('rectifications', { status: ['rectified', 'closed'] }),
        await list('rectifications', { overdue: true }),
      ]).toEqual([total.targets, total.defective, total.closedUnions, total.items, total.rectified, total.overdue]);
    }
  }
}

describe('after any history of moves, mergers and ends', () => {
  test('every total at every level adds up, and past figures stay what they were', async () => {
    const taken: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const frozen: { campaign: Campaign; orgCode: string; asOf: string; rows: Counts[] }[] = [];
        for (const [name, pick] of steps) {
          if (name === 'move' || name === 'merge' || name === 'dissolve') {
            const campaign = pickOf(campaigns, pick);
            const orgCode = pickOf(placesOf(campaign), pick);
            const { asOf, rows } = await progress(campaign, orgCode);
            frozen.push({ campaign, orgCode, asOf, rows: rows.map(countsOf) });
          }
          const status = await acts[name](pick);
          expect([name, [200, 403, 404, 409, 422].includes(status)]).toEqual([name, true]);
          if (status === 200) taken[name] = (taken[name] ?? 0) + 1;
        }
        await expectTotals();
        await world.owner.query('select platform_fold_progress(100000)');
        await expectTotals();
        for (const { campaign, orgCode, asOf, rows } of frozen) {
          expect((await progress(campaign, orgCode, asOf)).rows.map(countsOf)).toEqual(rows);
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(Object.keys(taken)).toEqual(expect.arrayContaining(['submit', 'rectify', 'move']));
    await expectDoors();
  });

  test('while people act at once, nothing is lost and nobody waits for ever', async () => {
    const steps = fc.sample(fc.tuple(act, fc.nat(1000)), { numRuns: 60, seed: 11 });
    const statuses = await Promise.all(steps.map(([name, pick]) => acts[name](pick)));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await expectTotals();
    await expectDoors();
  });
});
