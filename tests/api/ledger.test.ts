import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { enterpriseStages, ledgerNames, type Enterprise, type LedgerReport } from '../../shared/enterprises.ts';
import { addDays } from '../../shared/rules/days.ts';
import { eligibleFrom, isStalled, stalledBefore } from '../../shared/rules/establishment.ts';
import { defaultSettings, type SettingsWrite } from '../../shared/settings.ts';
import type { Door } from '../../shared/doors.ts';
import type { EnterpriseFacts } from '../support/builders.ts';
import type { Client } from '../support/client.ts';
import { openWorld, type World } from '../support/world.ts';
import { fc } from '../support/property.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({ clock: '2026-09-01T09:00:00+08:00' });
  await world.build.account({ username: 'gd-leader', role: 'leader', orgCode: '44' });
  await world.build.account({ username: 'shenzhen-officer', role: 'officer', orgCode: '4403' });
});
afterAll(() => world?.close());

const read = async (person: Client, query = '') => (await person.get<LedgerReport>(`/reports/ledger${query}`)).body;
const decide = async (orgCode: string, parts: SettingsWrite, username = 'gd-admin') => {
  const admin = await world.as(username);
  expect((await admin.put(`/settings/${orgCode}`, parts)).status).toBe(200);
};
const counts = (line: object) =>
  Object.fromEntries(ledgerNames.map((name) => [name, (line as Record<string, unknown>)[name]]));

/** What a door leads to: the list's total, or the sum of its rows where it sums a field. */
async function behind(person: Client, { resource, filter, sums }: Door): Promise<number> {
  const page = await person.page<Record<string, number>>(resource, { filter, range: [0, 999] });
  expect(page.status).toBe(200);
  if (!sums) return page.total;
  const rest =
    page.total > 1000 ? await person.page<Record<string, number>>(resource, { filter, range: [1000, 1999] }) : null;
  return [...page.rows, ...(rest?.rows ?? [])].reduce((sum, row) => sum + row[sums]!, 0);
}

describe('the golden ledger: 深圳, as of 2019-03-01', () => {
  beforeAll(async () => {
    const stages = { established: 787, forming: 134, willing: 83, outreach: 144, refused: 18 };
    const districts = ['440303', '440304', '440305', '440306', '440307', '4403'];
    const all = Object.entries(stages).flatMap(([stage, n]) => Array.from({ length: n }, () => stage));
    // 2,714 visits and 176,566 members spread over 1,166 enterprises, 25 of them benchmarks.
    const facts = (index: number): EnterpriseFacts => ({
      stage: all[index]!,
      benchmark: index < 25,
      members_recruited: 151 + Number(index < 176_566 - 151 * 1166),
      visit_count: 2 + Number(index < 2714 - 2 * 1166),
      last_visit_on: index % 3 === 0 ? '2019-01-10' : '2019-02-20',
    });
    for (const [nth, code] of districts.entries()) {
      const own = all.map((_, index) => index).filter((index) => index % districts.length === nth);
      await world.build.enterprises(code, own.length, (at) => facts(own[at]!));
    }
    await world.build.enterprises('440303', 4, { employees: 80, eligible_from: 'infinity' });
    await decide('4403', {
      eligibility: { minEmployees: 100, minYearsOpen: 0 },
      ledger: { asOf: '2019-03-01', stalledDays: 30, targetRate: 0.9, targetBy: '2019-12-31', targetBase: null },
    });
  });

  test('every figure to the last digit, and the two rates are never mixed up', async () => {
    const report = await read(await world.as('shenzhen-officer'));
    expect(report).toMatchObject({ orgCode: '4403', referenceDay: '2019-03-01', stalledDays: 30 });
    expect(report.total).toMatchObject({
      enterprises: 1166,
      established: 787,
      forming: 134,
      willing: 83,
      outreach: 144,
      refused: 18,
      visits: 2714,
      recruited: 176_566,
      benchmarks: 25,
      notEligible: 4,
    });
    expect([report.total.advanceRate, report.total.establishmentRate].map((rate) => (rate! * 100).toFixed(2))).toEqual([
      '86.11',
      '67.50',
    ]);
    expect(report.target).toMatchObject({
      rate: 0.9,
      by: '2019-12-31',
      daysLeft: 305,
      passed: false,
      own: { base: null, needed: null, perMonth: null },
      estimate: { base: 1166, needed: 263 },
    });
  });

  test('rows below and the own level add up to the total', async () => {
    for (const [username, query] of [
      ['shenzhen-officer', ''],
      ['gd-leader', ''],
      ['gd-leader', '?orgCode=4403'],
    ] as const) {
      const { total, rows } = await read(await world.as(username), query);
      const sum = (name: string) => rows.reduce((all, row) => all + Number(counts(row)[name]), 0);
      for (const name of ledgerNames)
        expect([username, name, sum(name)]).toEqual([username, name, counts(total)[name]]);
    }
  });

  test('every number is a door to exactly its rows', async () => {
    const person = await world.as('shenzhen-officer');
    const { total, rows } = await read(person);
    expect(rows.some(({ own }) => own)).toBe(true);
    for (const line of [total, rows[0]!, rows.at(-1)!]) {
      for (const name of ledgerNames) {
        expect([name, await behind(person, line.doors[name]!)]).toEqual([name, counts(line)[name]]);
      }
    }
  });

  test('a base of its own gives the needed number; an organisation elsewhere is not there', async () => {
    await decide('4403', {
      eligibility: { minEmployees: 100, minYearsOpen: 0 },
      ledger: { asOf: '2019-03-01', stalledDays: 30, targetRate: 0.9, targetBy: '2019-12-31', targetBase: 1500 },
    });
    const officer = await world.as('shenzhen-officer');
    expect((await read(officer)).target!.own).toMatchObject({ base: 1500, needed: 563 });
    for (const code of ['44', '4409', '15', '440999'])
      expect([code, (await officer.get(`/reports/ledger?orgCode=${code}`)).status]).toEqual([code, 404]);
    const past = await read(officer, `?asOf=${encodeURIComponent('2018-12-31T12:00:00+08:00')}`);
    expect(past.total).toMatchObject({ enterprises: 0, stalled: null, establishmentRate: null, doors: {} });
  });
});

describe('one definition, in SQL and as a rule', () => {
  const day = fc.integer({ min: 0, max: 120 }).map((n) => addDays('2026-06-01', n));

  test('stalled: the filter, the record, the rule and the report agree under decisions at several levels', async () => {
    const places = ['1501', '150102', '150103', '1502'];
    await decide('15', { ledger: { ...defaultSettings.ledger, stalledDays: 20 } }, 'nmg-admin');
    await decide('150102', { ledger: { ...defaultSettings.ledger, asOf: '2026-08-15', stalledDays: 45 } }, 'nmg-admin');
    const facts = fc.record({
      stage: fc.constantFrom(...enterpriseStages),
      last_visit_on: fc.option(day),
    });
    for (const [seed, place] of places.entries()) {
      const some = fc.sample(facts, { numRuns: 40, seed });
      await world.build.enterprises(place, some.length, (index) => some[index]!);
    }
    const person = await world.as('nmg-officer');
    const all = await person.list<Enterprise>('enterprises', {});
    const before = (orgCode: string) =>
      orgCode === '150102' ? stalledBefore('2026-08-15', 45) : stalledBefore('2026-09-01', 20);
    expect(all.map((row) => row.stalled)).toEqual(all.map((row) => isStalled(row, before(row.orgCode))));
    const ids = (rows: Enterprise[]) => rows.map(({ id }) => id).sort();
    expect(ids(await person.list<Enterprise>('enterprises', { stalled: true }))).toEqual(
      ids(all.filter((row) => row.stalled)),
    );
    expect(ids(await person.list<Enterprise>('enterprises', { stalled: false }))).toEqual(
      ids(all.filter((row) => !row.stalled)),
    );
    expect((await read(person)).total.stalled).toBe(all.filter((row) => row.stalled).length);
    const work = await person.get<{ counts: { key: string; count: number }[] }>('/me/work');
    expect(work.body.counts.find(({ key }) => key === 'stalled')!.count).toBe(all.filter((row) => row.stalled).length);
  });

  test('eligible: a new rule reaches all below it but where a nearer one stands, and the counts follow', async () => {
    const facts = fc.record({
      employees: fc.integer({ min: 1, max: 200 }),
      opened_on: fc.option(fc.constantFrom('2010-01-01', '2024-02-29', '2025-09-01', '2025-09-02', '2026-05-01')),
    });
    const rules = { city: { minEmployees: 100, minYearsOpen: 0 }, district: { minEmployees: 25, minYearsOpen: 1 } };
    for (const [seed, place] of ['150202', '150203'].entries()) {
      const some = fc.sample(facts, { numRuns: 60, seed });
      await world.build.enterprises(place, some.length, (index) => some[index]!);
    }
    await decide('150203', { eligibility: rules.district }, 'nmg-admin');
    await decide('1502', { eligibility: rules.city }, 'nmg-admin');
    const { rows } = await world.owner.query<{
      place: string;
      employees: number;
      openedOn: string | null;
      from: string;
    }>(
      `select org_code as place, employees, opened_on::text as "openedOn", eligible_from::text as from from enterprises
       where org_code in ('150202', '150203')`,
    );
    for (const row of rows) {
      const rule = row.place === '150203' ? rules.district : rules.city;
      expect([row, row.from]).toEqual([row, eligibleFrom(row, rule)]);
    }
    const person = await world.as('nmg-officer');
    const { total, doors } = await read(person, '?orgCode=1502').then((report) => ({
      ...report,
      doors: report.total.doors,
    }));
    for (const name of ledgerNames)
      expect([name, await behind(person, doors[name]!)]).toEqual([name, counts(total)[name]]);
    expect(total.notEligible).toBeGreaterThan(20);
    expect(total.enterprises).toBeGreaterThan(20);
  });
});
