import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { siteFigures, type SiteReport } from '../../shared/site-reports.ts';
import type { SiteOverview, SiteRow } from '../../shared/site-overview.ts';
import { shared, siteActs, sitePeople } from '../support/sites.ts';
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
const overview = async (query = '', username = 'gd-leader') =>
  (await (await by(username)).get<SiteOverview>(`/reports/sites?${query}`)).body;

/** Domain §6, to the last digit. */
const golden = {
  unions: 132,
  enterprises: 773,
  workers: 16_364,
  migrantWorkers: 14_728,
  socialWorkers: 12,
  services: 650,
  visitors: 710,
  disputes: 219,
  participants: 3500,
  suggestions: 5200,
  benefitYuan: 125_000_000,
};

describe('the figures of 茂名', () => {
  const months = ['2018-10', '2018-11', '2018-12'];

  beforeAll(async () => {
    const parts = Object.fromEntries(Object.entries(golden).map(([name, whole]) => [name, shared(whole, 10)]));
    for (let index = 0; index < 10; index += 1) {
      const { id } = await acts.site(index < 6 ? 'listed' : 'accepted', {
        name: `茂名建设点${index + 1}`,
        batchCategory: `batch-${(index % 3) + 1}`,
        kind: index % 2 ? 'park' : 'community',
      });
      for (const [turn, month] of months.entries()) {
        const own = Object.fromEntries(
          Object.entries(parts).map(([name, values]) => {
            const value = values[index]!;
            const isFlow = siteFigures.indexOf(name as 'services') >= siteFigures.indexOf('services');
            // Stocks grow by one before they come to what they are.
            return [name, isFlow ? shared(value, 3)[turn]! : Math.max(0, value - (2 - turn))];
          }),
        );
        const answer = await acts.report(id, month, { ...own, members: null });
        if (answer.status !== 201) throw new Error(`${index} ${month} ${JSON.stringify(answer.body)}`);
      }
    }
    // A site that is not built yet counts nowhere.
    const other = await acts.site('building', { name: '在建的点' });
    await acts.report(other.id, '2018-12');
  });

  test('come out exactly, in the page and in the paragraph', async () => {
    const { total, month, paragraph } = await overview('orgCode=4409');
    expect(total).toMatchObject({ sites: 10, listed: 6, preparing: 1, members: null, ...golden });
    expect(month).toBe('2018-12');
    expect(paragraph).toBe(
      '截至2018年12月，全市完成“三个一批”建设点10个，配备专职社工12名，覆盖工会132家、企业773家、职工16364人（其中农民工14728人），为职工办实事650件，接待来访710人次，调处劳动争议219件，参加劳动竞赛3500人次，提出合理化建议5200条，产生经济效益1.25亿元。',
    );
  });

  test('lead to the reports that they sum up: the newest of each site for a stock, all of them for a flow', async () => {
    const leader = await by('gd-leader');
    const reports = { orgCode: '4409', built: true };
    const newest = await leader.list<SiteReport>('site-reports', { ...reports, newestBy: '2018-12' });
    const every = await leader.list<SiteReport>('site-reports', { ...reports, month_lte: '2018-12' });
    const sum = (rows: SiteReport[], name: 'workers' | 'visitors') => rows.reduce((all, row) => all + row[name], 0);
    expect([newest.length, sum(newest, 'workers')]).toEqual([10, golden.workers]);
    expect(sum(every, 'visitors')).toBe(golden.visitors);
  });

  test('in English for who reads English', async () => {
    const leader = await by('gd-leader');
    const { body } = await leader.get<SiteOverview>('/reports/sites?orgCode=4409', { 'accept-language': 'en' });
    expect(body.paragraph).toMatch(
      /^By 2018-12, 10 demonstration sites were completed in .+\. They have 12 social workers\. They cover 132 unions, 773 enterprises, 16,364 workers \(14,728 of them migrant workers\)\. Results: 650 things done for workers, 710 visitors received, 219 disputes settled, 3,500 contest participants, 5,200 suggestions, an economic benefit of 125 million yuan\.$/,
    );
  });

  test('parts add up to the whole, and every count is that of its list', async () => {
    for (const orgCode of ['44', '4409', '440902']) {
      const page = await overview(`orgCode=${orgCode}`);
      const leader = await by('gd-leader');
      for (const rows of [page.children, page.batches, page.kinds]) {
        for (const name of [
          'sites',
          'listed',
          'preparing',
          'missing',
          ...siteFigures.filter((f) => f !== 'members'),
        ] as const) {
          expect([orgCode, name, rows.reduce((sum, row) => sum + row[name], 0)]).toEqual([
            orgCode,
            name,
            page.total[name],
          ]);
        }
      }
      const doors: [keyof SiteRow, object][] = [
        ['sites', { built: true }],
        ['listed', { status: 'listed' }],
        ['preparing', { status: ['nominated', 'recommended', 'building'] }],
        ['missing', { missingReports: true }],
      ];
      for (const [name, filter] of doors) {
        const place = (row: SiteRow) => (row.own ? { orgExact: row.code } : { orgCode: row.code });
        for (const row of page.children) {
          const { total } = await leader.page('sites', { filter: { ...filter, ...place(row) } });
          expect([orgCode, row.code, name, row[name]]).toEqual([orgCode, row.code, name, total]);
        }
        expect((await leader.page('sites', { filter: { ...filter, orgCode } })).total).toBe(
          page.total[name as 'sites'],
        );
      }
    }
  });

  test('of a period: stocks of its newest month, flows of its months', async () => {
    const empty = await overview('orgCode=4409&to=2018-11');
    // Accepted in January 2019: in that period none of them was built.
    expect([empty.month, empty.total.sites, empty.total.services]).toEqual([null, 0, 0]);
    expect(empty.paragraph).toBe('全市完成“三个一批”建设点0个。');
    await world.owner.query("update sites set accepted_on = '2018-11-30' where name ~ '^茂名建设点[1-4]$'");
    const page = await overview('orgCode=4409&from=2018-10&to=2018-11');
    expect([page.month, page.total.sites]).toEqual(['2018-11', 4]);
    const door = await (await by('gd-leader')).page('sites', { filter: { builtBy: '2018-11', orgCode: '4409' } });
    expect(door.total).toBe(4);
    const { rows } = await world.owner.query<{ services: number; workers: number }>(
      `select sum(services)::int as services, sum(workers) filter (where month = '2018-11')::int as workers
       from site_reports r join sites s on s.id = r.site_id where s.name ~ '^茂名建设点[1-4]$' and month <= '2018-11'`,
    );
    expect(page.total).toMatchObject(rows[0]!);
    const later = await overview('orgCode=4409&from=2018-12');
    expect(later.total).toMatchObject({ sites: 10, workers: golden.workers });
    expect(later.total.services).toBe(later.months.find(({ month }) => month === '2018-12')!.services);
    expect(later.paragraph).toMatch(/^2018年12月至2018年12月，全市完成/);
  });

  test('month by month: the newest stocks and the sum of the flows are the totals', async () => {
    const { months: points, total } = await overview('orgCode=4409');
    expect(points.map(({ month }) => month)).toEqual(months);
    expect(points.at(-1)).toMatchObject({ workers: total.workers, unions: total.unions, reports: 10 });
    for (const flow of ['services', 'benefitYuan'] as const) {
      expect(points.reduce((sum, point) => sum + point[flow], 0)).toBe(total[flow]);
    }
  });

  test('no other province reads them, nor a district those of its neighbour', async () => {
    expect((await (await by('nmg-officer')).get('/reports/sites?orgCode=4409')).status).toBe(404);
    expect((await (await by('dianbai-officer')).get('/reports/sites?orgCode=440902')).status).toBe(404);
    expect((await overview('', 'dianbai-officer')).total.sites).toBe(0);
    expect((await overview('', 'nation-leader')).total.sites).toBe(10);
    expect((await (await by('gd-leader')).get('/reports/sites?from=2018-12&to=2018-01')).status).toBe(400);
  });
});
