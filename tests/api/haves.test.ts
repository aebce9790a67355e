import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Checklist } from '../../shared/checklists.ts';
import type { HavesReport, HavesRow, UnionHaves } from '../../shared/haves.ts';
import type { Answers, Inspection } from '../../shared/inspections.ts';
import { haveResults, isStandard, newestResults, type HaveResult } from '../../shared/rules/haves.ts';
import { sixHaves, type SixHave } from '../../shared/rules/scoring.ts';
import type { Union } from '../../shared/unions.ts';
import { issuedCampaign, openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

const today = '2026-09-16';
let world: World;
/** One of all six; one that has left two of them out. */
let checklists: Checklist[];
let campaigns: string[];

const by = (username: string) => world.as(username);

async function published(title: string, haves: readonly SixHave[]): Promise<Checklist> {
  const officer = await by('nmg-officer');
  const items = haves.flatMap((have, index) => [
    { key: `${index + 1}.1`, section: have, text: '是否做到' },
    { key: `${index + 1}.2`, section: have, text: '是否公示', core: false },
  ]);
  const { body } = await officer.post<Checklist>('/checklists', { title, purpose: 'six-haves', items });
  return (await officer.post<Checklist>(`/checklists/${body.id}/publish`, {})).body;
}

beforeAll(async () => {
  world = await openWorld({ clock: `${today}T09:00:00+08:00` });
  for (const place of ['150102', '150102001', '150103', '1501']) await world.build.unions(place, 2);
  checklists = [await published('六有', sixHaves), await published('四有', sixHaves.slice(0, 4))];
  const issued = await Promise.all(
    [checklists[0]!, checklists[1]!, checklists[0]!].map(({ id }, index) =>
      issuedCampaign(world, { checklistId: id, title: `规范化检查${index + 1}` }),
    ),
  );
  campaigns = issued.map(({ id }) => id);
});
afterAll(() => world?.close());

/** Answers by a seed: each core item bad by one bit of it. */
const answersBy = (checklist: Checklist, seed: number): Answers =>
  Object.fromEntries(
    checklist.items.map(({ key }, index) => [key, { value: (seed >> (index % 12)) & 1 ? ('no' as const) : 'yes' }]),
  );

async function onInspection(pick: number, username: string, action: string, body: object): Promise<number> {
  const person = await by(username);
  const rows = await person.list<Inspection>('inspections', { campaignId: campaigns });
  const row = rows[pick % rows.length]!;
  const answers = answersBy(
    checklists.find(({ id }) => id === row.checklistId)!,
    pick * 7 + 3,
  );
  return (await person.post(`/inspections/${row.id}/${action}`, action === 'submit' ? { answers } : body)).status;
}

async function onMany(pick: number, action: string, body: object): Promise<number> {
  const person = await by('nmg-second');
  const rows = await person.list<Inspection>('inspections', { campaignId: campaigns, status: 'submitted' });
  const ids = rows.filter((_, index) => (pick + index) % 2 === 0).map(({ id }) => id);
  return ids.length === 0 ? 200 : (await person.post(`/inspections/bulk/${action}`, { ids, ...body })).status;
}

const acts = {
  submit: (pick: number) => onInspection(pick, 'xincheng-officer', 'submit', {}),
  submitAbove: (pick: number) => onInspection(pick, 'nmg-officer', 'submit', {}),
  approve: (pick: number) => onInspection(pick, 'nmg-second', 'approve', {}),
  returned: (pick: number) => onInspection(pick, 'hohhot-officer', 'return', { reason: '请核实' }),
  exempt: (pick: number) => onInspection(pick, 'nmg-officer', 'exempt', { reason: '已注销' }),
  takeBack: (pick: number) => onInspection(pick, 'nmg-officer', 'withdraw', {}),
  takeBackReturn: (pick: number) => onInspection(pick, 'hohhot-officer', 'withdraw', {}),
  returnMany: (pick: number) => onMany(pick, 'return', { reason: '请补充' }),
  approveMany: (pick: number) => onMany(pick, 'approve', {}),
  switchOff: (pick: number) => onUnion(pick, { active: pick % 3 === 0 }),
};
type Act = keyof typeof acts;

async function onUnion(pick: number, change: Partial<Union>): Promise<number> {
  const person = await by('nmg-officer');
  const rows = await person.list<Union>('unions');
  const row = rows[pick % rows.length]!;
  return (await person.put(`/unions/${row.id}`, { ...row, ...change })).status;
}

const history = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(acts) as Act[])), fc.nat(500)), {
  minLength: 25,
  maxLength: 50,
});

/** The newest results anew from the answers of the inspections that count, by the rules and nothing of the tables of results. */
async function recountFlags() {
  const { rows } = await world.owner.query<{ unionId: string; id: string; at: Date; answers: Answers; list: string }>(
    `select union_id as "unionId", id, submitted_at as at, answers, checklist_id as list from inspections
     where status in ('submitted', 'approved')`,
  );
  const byUnion = new Map<string, HaveResult[]>();
  for (const { unionId, id, at, answers, list } of rows) {
    const flags = haveResults(checklists.find((one) => one.id === list)!.items, answers);
    const results = Object.entries(flags).map(([have, passed]): HaveResult => {
      return { inspectionId: id, have: have as SixHave, passed, assessedAt: at.toISOString() };
    });
    byUnion.set(unionId, [...(byUnion.get(unionId) ?? []), ...results]);
  }
  return (unionId: string) => newestResults(byUnion.get(unionId) ?? []);
}

const report = async (orgCode: string, username = 'nmg-leader') =>
  (await (await by(username)).get<HavesReport>(`/reports/haves?orgCode=${orgCode}`)).body;

async function expectRecountEqual(): Promise<void> {
  const unions = await (await by('nmg-officer')).list<Union>('unions');
  const newest = await recountFlags();
  for (const { id, name, sixHaves: flags, standard } of unions)
    expect({ name, flags, standard }).toEqual({ name, flags: newest(id), standard: isStandard(newest(id)) });
  for (const orgCode of ['15', '1501', '150102']) {
    const here = unions.filter((union) => union.active && union.orgCode.startsWith(orgCode));
    const { total, rows } = await report(orgCode);
    expect([orgCode, total]).toEqual([orgCode, expect.objectContaining(counted(here))]);
    for (const name of ['unions', 'assessed', 'standardised'] as const)
      expect(rows.reduce((sum, row) => sum + row[name], 0)).toBe(total[name]);
    for (const [index, { passed, failed }] of total.haves.entries()) {
      expect(rows.reduce((sum, row) => sum + row.haves[index]!.passed, 0)).toBe(passed);
      expect(rows.reduce((sum, row) => sum + row.haves[index]!.failed, 0)).toBe(failed);
    }
  }
}

function counted(unions: readonly Union[]) {
  const count = (test: (union: Union) => boolean) => unions.filter(test).length;
  return {
    unions: unions.length,
    assessed: count(({ standard }) => standard !== null),
    standardised: count(({ standard }) => standard === true),
    haves: sixHaves.map((have) =>
      expect.objectContaining({
        have,
        passed: count((union) => union.sixHaves?.[have] === true),
        failed: count((union) => union.sixHaves?.[have] === false),
      }),
    ),
  };
}

describe('the six haves of a union are its newest results', () => {
  test('after random histories of three campaigns, folded or not', async () => {
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

  test('while many act at once', async () => {
    const steps = fc.sample(fc.tuple(fc.constantFrom(...(Object.keys(acts) as Act[])), fc.nat(500)), {
      numRuns: 80,
      seed: 11,
    });
    const statuses = await Promise.all(steps.map(([act, pick]) => acts[act](pick)));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    await expectRecountEqual();
  });

  test('each number of the report is the total of the list that it opens', async () => {
    for (let pick = 0; pick < 24; pick += 1) await acts.submitAbove(pick);
    const leader = await by('nmg-leader');
    const { total, rows } = await report('1501');
    const doors = async ({ code, own }: HavesRow) => {
      const at = async (filter: object) =>
        (await leader.page('unions', { filter: { [own ? 'orgExact' : 'orgCode']: code, active: true, ...filter } }))
          .total;
      const haves = sixHaves.map(async (have) => ({
        have,
        passed: await at({ passing: have }),
        failed: await at({ failing: have }),
      }));
      return {
        unions: await at({}),
        assessed: await at({ assessed: true }),
        standardised: await at({ standard: true }),
        haves: (await Promise.all(haves)).map((one) => expect.objectContaining(one)),
      };
    };
    expect(total.assessed).toBeGreaterThan(0);
    for (const row of [total, ...rows]) expect(row).toMatchObject(await doors(row));
  });
});

describe('the results of one union', () => {
  test('come with the inspection that each is from, and go with a return', async () => {
    const officer = await by('nmg-officer');
    const [unionId] = await world.build.unions('150102002', 1);
    await Promise.all(
      campaigns.map((id) => officer.post(`/campaigns/${id}/add-targets`, { unionIds: [unionId], reason: '新建' })),
    );
    const [full, short] = await Promise.all(
      campaigns
        .slice(0, 2)
        .map(async (campaignId) => (await officer.list<Inspection>('inspections', { campaignId, unionId }))[0]!),
    );
    await officer.post(`/inspections/${full!.id}/submit`, { answers: answersBy(checklists[0]!, 0) });
    await officer.post(`/inspections/${short!.id}/submit`, { answers: answersBy(checklists[1]!, 1) });
    const haves = (await officer.get<UnionHaves>(`/unions/${unionId}/haves`)).body;
    expect(haves.inspections.map(({ inspectionId }) => inspectionId)).toEqual([short!.id, full!.id]);
    expect(haves.newest).toMatchObject([
      { have: 'elected-chair', passed: false, inspectionId: short!.id, campaignTitle: '规范化检查2' },
      ...sixHaves.slice(1, 4).map((have) => ({ have, passed: true, inspectionId: short!.id })),
      ...sixHaves.slice(4).map((have) => ({ have, passed: true, inspectionId: full!.id })),
    ]);
    await (await by('nmg-second')).post(`/inspections/${short!.id}/return`, { reason: '请核实' });
    expect((await officer.get<Union>(`/unions/${unionId}`)).body).toMatchObject({ standard: true });
    await (await by('nmg-second')).post(`/inspections/${short!.id}/withdraw`, {});
    expect((await officer.get<Union>(`/unions/${unionId}`)).body).toMatchObject({
      standard: false,
      sixHaves: { 'elected-chair': false },
    });
    expect((await officer.get<UnionHaves>(`/unions/${unionId}/haves`)).body).toEqual(haves);
  });

  test('follow the union to another district, also those of inspections that stay behind', async () => {
    const officer = await by('nmg-officer');
    const [unionId] = await world.build.unions('150102003', 1);
    const body = { unionIds: [unionId], reason: '新建' };
    await Promise.all(campaigns.map((id) => officer.post(`/campaigns/${id}/add-targets`, body)));
    const inspectionOf = async (username: string, campaignId: string) =>
      (await (await by(username)).list<Inspection>('inspections', { campaignId, unionId }))[0]!.id;
    const [first, , third] = campaigns;
    const settled = await inspectionOf('xincheng-officer', first!);
    const submit = (username: string, id: string, seed: number) =>
      by(username).then((person) =>
        person.post(`/inspections/${id}/submit`, { answers: answersBy(checklists[0]!, seed) }),
      );
    await submit('xincheng-officer', settled, 0);
    await (await by('hohhot-officer')).post(`/inspections/${settled}/approve`, {});
    const moved = await officer.post(`/unions/${unionId}/move`, {
      orgCode: '150103',
      openWork: 'carry',
      on: today,
      reason: '区划调整',
    });
    expect(moved.status).toBe(200);
    const later = await inspectionOf('huimin-admin', third!);
    await submit('huimin-admin', later, 1);
    const flags = async () => (await officer.get<Union>(`/unions/${unionId}`)).body.standard;
    expect(await flags()).toBe(false);
    await (await by('huimin-admin')).post(`/inspections/${later}/withdraw`, {});
    expect(await flags()).toBe(true);
    const haves = (await (await by('huimin-admin')).get<UnionHaves>(`/unions/${unionId}/haves`)).body;
    expect(haves.inspections).toMatchObject([{ inspectionId: settled, campaignTitle: null }]);
  });

  test('are no business of others', async () => {
    const [union] = await (await by('xincheng-officer')).list<Union>('unions');
    expect((await (await by('huimin-admin')).get(`/unions/${union!.id}/haves`)).status).toBe(404);
    expect((await (await by('operator')).get(`/unions/${union!.id}/haves`)).status).toBe(403);
  });
});

describe('the report', () => {
  test.each([
    ['operator', '', 403],
    ['xincheng-officer', '?orgCode=1501', 404],
    ['gd-officer', '?orgCode=15', 404],
    ['nmg-officer', '?orgCode=159999', 404],
    ['gd-officer', '?orgCode=441900', 404],
    ['nmg-officer', '?org=15', 400],
    ['nmg-officer', '', 200],
    ['nation-leader', '', 200],
  ])('for %s of %j is %i', async (username, query, status) => {
    expect((await (await by(username)).get(`/reports/haves${query}`)).status).toBe(status);
  });

  test('goes back eight quarters, and carries the target that is in force', async () => {
    const settings = await (await by('nmg-admin')).put('/settings/15', { targets: { sixHavesRate: 0.8 } });
    expect(settings.status).toBe(200);
    const { quarters, total, target } = await report('1501');
    expect(target).toBe(0.8);
    expect(quarters.map(({ day }) => day)).toEqual([
      '2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31', '2026-03-31', '2026-06-30', today,
    ]); // prettier-ignore
    const { assessed, standardised, sixHavesRate } = total;
    expect(quarters.at(-1)).toEqual({ day: today, assessed, standardised, sixHavesRate });
    expect(quarters[0]).toMatchObject({ assessed: 0, sixHavesRate: null });
  });
});
