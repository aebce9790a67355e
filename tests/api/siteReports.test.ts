import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addMonths } from '../../shared/rules/months.ts';
import { missingMonths } from '../../shared/rules/sites.ts';
import { defaultSettings, type Settings, type SettingsRecord } from '../../shared/settings.ts';
import type { SiteReport } from '../../shared/site-reports.ts';
import type { SiteOverview } from '../../shared/site-overview.ts';
import type { Site } from '../../shared/sites.ts';
import { figures, siteActs, sitePeople } from '../support/sites.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let acts: ReturnType<typeof siteActs>;

beforeAll(async () => {
  world = await openWorld({ clock: '2019-01-11T09:00:00+08:00' });
  for (const person of sitePeople) await world.build.account(person);
  acts = siteActs(world);
});
afterAll(() => world?.close());

const by = (username: string) => world.as(username);
const reportsOf = async (siteId: string) =>
  (await by('gd-officer')).page<SiteReport>('site-reports', { filter: { siteId } });
const overview = async (query = '', username = 'gd-leader') =>
  (await (await by(username)).get<SiteOverview>(`/reports/sites?${query}`)).body;

/** Built on days of the past, which only the owner of the tables can set. */
const begin = (id: string, day: string) =>
  world.owner.query('update sites set building_on = $2, accepted_on = null where id = $1', [id, day]);

const decide = async (siteReporting: Settings['siteReporting'] | null, orgCode = '44') => {
  const admin = await by('gd-admin');
  const { body } = await admin.get<SettingsRecord>(`/settings/${orgCode}`);
  expect(
    (await admin.put(`/settings/${orgCode}`, { ...body.own, siteReporting, version: body.version || undefined }))
      .status,
  ).toBe(200);
};

describe('a monthly report', () => {
  let site: Site;
  beforeAll(async () => {
    site = await acts.site('accepted', { orgCode: '440902001', name: '镇上的园区' });
  });

  test('of a future month, of a month twice, of a foreign site: the field says so, nothing is written', async () => {
    const { total } = await reportsOf(site.id);
    const future = await acts.report(site.id, '2019-02');
    expect([future.status, Object.keys(future.body.errors!)]).toEqual([422, ['month']]);
    expect((await acts.report(site.id, '2018-13')).status).toBe(422);
    const foreign = await acts.report(site.id, '2018-12', {}, 'dianbai-officer');
    expect([foreign.status, Object.keys(foreign.body.errors!)]).toEqual([422, ['siteId']]);
    expect((await reportsOf(site.id)).total).toBe(total);
    expect((await acts.report(site.id, '2019-01')).status).toBe(201);
    expect(await acts.report(site.id, '2019-01')).toMatchObject({
      status: 409,
      body: { code: 'month-taken', errors: { month: expect.any(String) } },
    });
    expect((await reportsOf(site.id)).total).toBe(total + 1);
  });

  test('implausible figures are asked about, and kept with a mark once confirmed', async () => {
    await acts.report(site.id, '2018-06');
    const wrong = { workers: 6000, unions: 2, services: -1, migrantWorkers: 7000 };
    const asked = await acts.report(site.id, '2018-07', wrong);
    expect(asked).toMatchObject({ status: 422, body: { code: 'implausible-figures' } });
    expect(Object.keys(asked.body.errors!).toSorted()).toEqual(['migrantWorkers', 'services', 'unions', 'workers']);
    expect(asked.body.errors!['workers']).toBe('比上次的 1,200 增加到 5 倍以上，请核对。');
    expect((await reportsOf(site.id)).rows.map(({ month }) => month)).not.toContain('2018-07');

    const kept = await acts.report(site.id, '2018-07', { ...wrong, confirmed: true });
    expect(kept.status).toBe(201);
    expect(kept.body.doubts.toSorted()).toEqual(['migrantWorkers', 'services', 'unions', 'workers']);
    const city = await by('maoming-officer');
    const marked = await city.page<SiteReport>('site-reports', { filter: { doubtful: true, siteId: site.id } });
    expect(marked.rows.map(({ month }) => month)).toEqual(['2018-07']);

    const district = await by('maonan-officer');
    const mended = { ...kept.body, ...figures, unions: 10 };
    expect((await district.put<SiteReport>(`/site-reports/${kept.body.id}`, mended)).body).toMatchObject({
      doubts: [],
      version: 2,
    });
    expect(await district.put(`/site-reports/${kept.body.id}`, mended)).toMatchObject({
      status: 409,
      body: { code: 'stale-version' },
    });
    expect((await district.del(`/site-reports/${kept.body.id}`)).status).toBe(200);
  });

  test('is asked of sites that are built or being built, and of nobody else', async () => {
    const fresh = await acts.site('recommended');
    expect(await acts.report(fresh.id, '2018-12')).toMatchObject({ status: 409, body: { code: 'site-not-reporting' } });
    expect((await acts.report(site.id, '2018-05', {}, 'gd-leader')).status).toBe(403);
    expect((await acts.report(site.id, '2018-05', {}, 'maonan-township')).status).toBe(201);
  });

  test('once it stands, the start of building cannot be taken back', async () => {
    const begun = await acts.site('building');
    await acts.report(begun.id, '2019-01');
    expect(await acts.step('maonan-officer', begun.id, 'withdraw')).toMatchObject({ status: 409 });
  });
});

describe('a report that is missing', () => {
  test('is seen by the city, month by month, until it is there', async () => {
    const { id } = await acts.site('building');
    await begin(id, '2018-10-20');
    const city = await by('maoming-officer');
    const now = async () => (await city.get<Site>(`/sites/${id}`)).body.missingMonths;
    expect(await now()).toEqual(['2018-10', '2018-11', '2018-12']);
    await acts.report(id, '2018-11');
    expect(await now()).toEqual(['2018-10', '2018-12']);
    const listed = async (filter: object) => (await city.list<Site>('sites', filter)).map((row) => row.id);
    expect(await listed({ missingMonth: '2018-10' })).toContain(id);
    expect(await listed({ missingMonth: '2018-11' })).not.toContain(id);
    expect(await listed({ missingReports: true })).toContain(id);
    for (const month of ['2018-10', '2018-12']) await acts.report(id, month);
    expect(await listed({ missingReports: true })).not.toContain(id);
    expect(await listed({ missingReports: false })).toContain(id);
  });

  test('the filters find exactly what the rule says, whatever the settings', async () => {
    const days = ['2016-12-31', '2018-03-01', '2018-12-15', '2019-01-02'];
    const made: Site[] = [];
    for (const [index, day] of days.entries()) {
      const site = await acts.site(index % 2 ? 'accepted' : 'building', index > 1 ? { orgCode: '440902001' } : {});
      await begin(site.id, day);
      for (const month of [addMonths('2018-10', index), addMonths('2018-06', -index)]) {
        await acts.report(site.id, month > '2019-01' ? '2019-01' : month);
      }
      made.push(site);
    }
    const rules: (Settings['siteReporting'] | null)[] = [
      null,
      { fromMonth: '2018-08', toMonth: null, dueDay: 10 },
      { fromMonth: null, toMonth: '2018-11', dueDay: 10 },
      { fromMonth: '2018-12', toMonth: '2018-12', dueDay: 11 },
    ];
    const officer = await by('gd-officer');
    for (const rule of rules) {
      await decide(rule);
      const all = await officer.list<Site>('sites', {});
      const { rows } = await officer.page<SiteReport>('site-reports', { range: [0, 999] });
      const facts = await world.owner.query<Site>(
        `select id, status, building_on::text as "buildingOn", accepted_on::text as "acceptedOn", listed_on::text as "listedOn" from sites`,
      );
      const expected = new Map(
        facts.rows.map((row) => [
          row.id,
          missingMonths(
            row,
            rows.filter(({ siteId }) => siteId === row.id).map(({ month }) => month),
            rule ?? defaultSettings.siteReporting,
            '2019-01-11',
          ),
        ]),
      );
      expect(new Map(all.map(({ id, missingMonths: months }) => [id, months]))).toEqual(expected);
      const found = await officer.list<Site>('sites', { missingReports: true });
      const lacking = [...expected].filter(([, months]) => months.length > 0).map(([id]) => id);
      expect(found.map(({ id }) => id).toSorted()).toEqual(lacking.toSorted());
      for (const month of ['2018-04', '2018-08', '2018-12', '2019-01']) {
        const of = await officer.list<Site>('sites', { missingMonth: month });
        const owing = [...expected].filter(([, months]) => months.includes(month)).map(([id]) => id);
        expect([month, of.map(({ id }) => id).toSorted()]).toEqual([month, owing.toSorted()]);
      }
    }
    // Sites that stopped reporting keep their stocks in the months after.
    const { months, total } = await overview('orgCode=44');
    for (const stock of ['unions', 'workers', 'socialWorkers'] as const)
      expect(months.at(-1)![stock]).toBe(total[stock]);
    expect(months.reduce((sum, point) => sum + point.visitors, 0)).toBe(total.visitors);
    // A district may decide otherwise for itself.
    await decide({ fromMonth: null, toMonth: '2018-01', dueDay: 10 }, '440902001');
    expect((await officer.get<Site>(`/sites/${made[3]!.id}`)).body.missingMonths).toEqual([]);
    expect(
      (await officer.list<Site>('sites', { missingReports: true, orgCode: '440902001' })).map(({ id }) => id),
    ).not.toContain(made[3]!.id);
  });
});
