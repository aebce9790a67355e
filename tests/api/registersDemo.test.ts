import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { demoPassword } from '../../server/demo/accounts.ts';
import { registersOfSize } from '../../server/demo/registers/crowds.ts';
import { planOf } from '../../server/demo/scales.ts';
import { seed } from '../../server/demo/seed.ts';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { LedgerReport } from '../../shared/enterprises.ts';
import { isUscc } from '../../shared/rules/uscc.ts';
import type { SiteOverview } from '../../shared/site-overview.ts';
import type { SiteReport } from '../../shared/site-reports.ts';
import { testCipher } from '../support/cipher.ts';
import { client } from '../support/client.ts';
import { createDatabase, demoDay, type TestDatabase } from '../support/postgres.ts';
import { standingFaults } from '../support/recountStanding.ts';
import { startServer, type TestServer } from '../support/server.ts';

const today = demoDay;

let database: TestDatabase;
let server: TestServer;
let owner: pg.Client;

const openOwner = async (url: string) => {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  await connection.query("set app.scope_from = '0'; set app.scope_to = ':'; set app.platform = 'on'");
  return connection;
};

beforeAll(async () => {
  const clock = `${today}T10:00:00+08:00`;
  database = await createDatabase({ demoOf: new Date(clock) });
  server = await startServer({ database, clock });
  owner = await openOwner(database.ownerUrl);
});
afterAll(async () => {
  await owner?.end();
  await server?.stop();
  await database?.drop();
});

const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await owner.query<T>(text, values)).rows;
const none = async (text: string) => expect((await rows(text)).slice(0, 3)).toEqual([]);

async function signedIn(username: string) {
  const person = client(server.url);
  expect((await person.login(username, demoPassword)).status).toBe(200);
  return person;
}

describe('the sites of 茂名', () => {
  test('are ten, with the published totals', async () => {
    const maoming = await signedIn('maoming-officer');
    const { body } = await maoming.get<SiteOverview>('/reports/sites?orgCode=4409');
    expect(body.total).toMatchObject({
      sites: 10,
      socialWorkers: 12,
      unions: 132,
      enterprises: 773,
      workers: 16_364,
      migrantWorkers: 14_728,
      services: 650,
      visitors: 710,
      disputes: 219,
      participants: 3500,
      suggestions: 5200,
      benefitYuan: 125_000_000,
    });
    expect(body.month).toBe('2018-12');
    expect(body.children.reduce((sum, child) => sum + child.workers, 0)).toBe(16_364);
    expect(await maoming.page('sites', { filter: { status: 'listed' } })).toMatchObject({ total: 10 });
  });

  test('one month is missing at one site, and one doubtful figure was confirmed', async () => {
    const maoming = await signedIn('maoming-officer');
    expect(await maoming.page('sites', { filter: { missingReports: true } })).toMatchObject({ total: 1 });
    expect(await maoming.page('sites', { filter: { missingMonth: '2018-08' } })).toMatchObject({ total: 1 });
    expect(await maoming.page('site-reports', { range: [0, 0] })).toMatchObject({ total: 119 });
    const [doubtful, ...others] = await maoming.list<SiteReport>('site-reports', { doubtful: true });
    expect(others).toEqual([]);
    expect(doubtful).toMatchObject({ suggestions: -12, doubts: ['suggestions'] });
  });

  test('stocks rise over the year, and no figure is implausible but the confirmed one', async () => {
    await none(`
      select * from (
        select *, lag(workers) over w as workers_before, lag(enterprises) over w as enterprises_before, lag(unions) over w as unions_before
        from site_reports window w as (partition by site_id order by month)) r
      where workers < workers_before or enterprises < enterprises_before or unions < unions_before or workers > 5 * workers_before
        or migrant_workers > workers or members > workers
        or doubts = '{}' and least(services, visitors, disputes, participants, suggestions, benefit_yuan) < 0`);
  });
});

describe('the ledger of 深圳', () => {
  test('has the published figures', async () => {
    const shenzhen = await signedIn('shenzhen-officer');
    const { body } = await shenzhen.get<LedgerReport>('/reports/ledger?orgCode=4403');
    expect(body.total).toMatchObject({
      enterprises: 1166,
      established: 787,
      forming: 134,
      willing: 83,
      outreach: 144,
      refused: 18,
      visits: 2714,
      recruited: 176_566,
      benchmarks: 25,
    });
    expect(body.total.advanceRate).toBeCloseTo(0.8611, 4);
    expect(body.total.establishmentRate).toBeCloseTo(0.675, 4);
    expect(body.referenceDay).toBe('2019-03-01');
    expect(body.total.stalled).toBeGreaterThan(20);
    expect(body.total.lettersOverdue).toBeGreaterThan(5);
  });

  test('every enterprise has a code with a right check character, and no more members than people', async () => {
    const enterprises = await rows<{ uscc: string }>('select uscc from enterprises');
    expect(enterprises.length).toBeGreaterThan(2000);
    expect(enterprises.filter(({ uscc }) => !isUscc(uscc))).toEqual([]);
    await none('select id from enterprises where members_recruited > employees');
    await none("select id from enterprises where org_code like '4403%' and employees < 100");
  });

  test('unions cover the established ones and no others; some cover several, some enterprises have two', async () => {
    await none(`
      select e.id from enterprises e
      where (stage = 'established') <> exists (
        select from enterprise_unions m join unions u on u.province_code = m.province_code and u.id = m.union_id and u.active
        where m.province_code = e.province_code and m.enterprise_id = e.id)`);
    const [most] = await rows<{ covered: number; unions: number }>(`
      select (select max(n)::int from (select count(*) as n from enterprise_unions group by union_id) a) as covered,
        (select max(n)::int from (select count(*) as n from enterprise_unions group by enterprise_id) b) as unions`);
    expect(most!.covered).toBeGreaterThanOrEqual(5);
    expect(most!.unions).toBe(2);
  });

  test('visits and history tell the same as the enterprise', async () => {
    await none(`
      select e.id from enterprises e left join (
        select enterprise_id, count(*) as n, max(visited_on) as last from visits group by 1) v on v.enterprise_id = e.id
      where e.visit_count <> coalesce(v.n, 0) or e.last_visit_on is distinct from v.last`);
    for (const [table, field] of [
      ['enterprises', 'stage'],
      ['sites', 'status'],
    ] as const) {
      await none(`
        select r.id from ${table} r cross join lateral (
          select changes->'${field}'->>1 as state from events
          where province_code = r.province_code and subject_id = r.id::text and changes ? '${field}' order by at desc limit 1) e
        where e.state <> r.${field}`);
    }
    await none(`
      select r.id from enterprises r join (
        select subject_id, count(*) as steps, max(at) as last from events where subject_type = 'enterprises' group by 1) e
      on e.subject_id = r.id::text where r.version <> e.steps or r.updated_at <> e.last`);
  });
});

describe('everywhere', () => {
  test('the ledger of counts and its days equal a recount of the registers, at every level', async () => {
    expect(await standingFaults(owner, today)).toEqual([]);
  });

  test('results per have agree with the newest on the union', async () => {
    await none(`
      select u.id from unions u left join (
        select union_id, jsonb_object_agg(have_key, passed) as flags, bool_and(passed) as standard from have_results group by 1) r
      on r.union_id = u.id where (u.six_haves, u.standard) is distinct from (r.flags, r.standard)`);
    const [size] = await rows<{ assessed: number }>(
      'select count(*)::int as assessed from unions where standard is not null',
    );
    expect(size!.assessed).toBeGreaterThan(4000);
  });

  test('officers find sites that wait for them, enterprises that are stalled, terms that end', async () => {
    for (const username of ['hohhot-officer', 'gd-officer', 'nmg-officer', 'sh-admin']) {
      expect((await (await signedIn(username)).page('sites', { filter: { forMe: true } })).total).toBeGreaterThan(0);
    }
    for (const username of ['xincheng-officer', 'maonan-officer', 'putuo-officer']) {
      const stalled = await (await signedIn(username)).page<Enterprise>('enterprises', { filter: { stalled: true } });
      expect(stalled.total).toBeGreaterThan(0);
    }
    const [ending] = await rows<{ n: number }>(
      `select count(*)::int as n from unions where active and term_ends_on between '${today}' and date '${today}' + 90`,
    );
    expect(ending!.n).toBeGreaterThan(50);
  });

  test('nothing lies ahead of the day, and reports are missing in some months only', async () => {
    await none(
      `select id from visits where visited_on >= '${today}' union all select id from letters where issued_on >= '${today}'`,
    );
    const nmg = await signedIn('nmg-officer');
    const missing = (await nmg.page('sites', { filter: { missingReports: true } })).total;
    expect(missing).toBeGreaterThanOrEqual(3);
    expect(missing).toBeLessThan(10);
  });
});

test('a province of any size is counted likewise', async () => {
  const other = await createDatabase();
  const plan = planOf('province', today);
  const [province] = plan.provinces;
  const registers = registersOfSize(today, '15', { enterprises: 400, visits: 1200, sites: 30, months: 14 });
  await seed({
    ownerUrl: other.ownerUrl,
    plan: { ...plan, provinces: [{ ...province!, unions: 500, registers }] },
    accounts: false,
    cipher: testCipher,
  });
  const connection = await openOwner(other.ownerUrl);
  try {
    expect(await standingFaults(connection, today)).toEqual([]);
    const { rows: sizes } = await connection.query<object>(`
      select (select count(*)::int from enterprises) as enterprises, (select count(*)::int from visits) as visits,
        (select count(*)::int from sites where status = 'listed') as sites`);
    expect(sizes).toEqual([{ enterprises: 400, visits: 1200, sites: 30 }]);
  } finally {
    await connection.end();
    await other.drop();
  }
});
