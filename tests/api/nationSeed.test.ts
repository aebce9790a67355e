import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { verifyAudit } from '../../server/audit/verify.ts';
import { registersOfSize } from '../../server/demo/registers/crowds.ts';
import type { Plan } from '../../server/demo/plan.ts';
import { planOf } from '../../server/demo/scales.ts';
import { seed } from '../../server/demo/seed.ts';
import { loadedTables, withoutIndexes } from '../../server/demo/wholeLoad.ts';
import { rectificationStatuses } from '../../shared/rectifications.ts';
import { provinceCodes } from '../../shared/rules/orgCode.ts';
import { testCipher } from '../support/cipher.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { recount } from '../support/recount.ts';
import { standingFaults } from '../support/recountStanding.ts';

const today = '2026-09-16';

/** The national plan with so many unions in each province, and registers in one of them. */
function small(unions: number, only?: readonly string[]): Plan {
  const plan = planOf('nation', today, only);
  const none = { enterprises: 0, visits: 0, sites: 0, months: 1 };
  const some = { enterprises: 40, visits: 100, sites: 2, months: 3 };
  return {
    ...plan,
    provinces: plan.provinces.map((province) => ({
      ...province,
      unions,
      registers: registersOfSize(today, province.code, province.code === '15' ? some : none),
    })),
  };
}

const UNIONS = 40;
let database: TestDatabase;
let owner: pg.Client;
let before: object[];

const open = async ({ ownerUrl }: TestDatabase) => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query("set app.scope_from = '0'; set app.scope_to = ':'; set app.platform = 'on'");
  return client;
};
const rows = async <T extends object>(text: string, client = owner): Promise<T[]> => (await client.query<T>(text)).rows;

/** Every index and constraint of the tenants' tables, as the database tells them. */
const structure = () =>
  rows<object>(`
    select tablename as place, indexname as name, indexdef as text, true as valid from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select indrelid::regclass::text, indexrelid::regclass::text, indisprimary || ' ' || indisunique, indisvalid
      from pg_index where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    order by 1, 2, 3`);

const fill = (to: TestDatabase, plan: Plan) =>
  seed({ ownerUrl: to.ownerUrl, plan, accounts: false, cipher: testCipher });

beforeAll(async () => {
  database = await createDatabase();
  owner = await open(database);
  before = await structure();
  await fill(database, small(UNIONS));
});
afterAll(async () => {
  await owner?.end();
  await database?.drop();
});

test('every province has its unions, each of them one inspection of the one campaign, in exact numbers', async () => {
  const counted = await rows<{ code: string; unions: number; inspections: number; campaigns: number; series: number }>(`
    select u.province_code as code, count(*)::int as unions,
      (select count(*)::int from inspections i where i.province_code = u.province_code) as inspections,
      (select count(*)::int from campaigns c where c.province_code = u.province_code and status = 'issued') as campaigns,
      (select count(distinct series_id)::int from campaigns) as series
    from unions u group by 1 order by 1`);
  expect(counted.map(({ code }) => code)).toEqual(provinceCodes);
  const total = (key: 'unions' | 'inspections') => counted.reduce((sum, row) => sum + row[key], 0);
  expect([total('unions'), total('inspections')]).toEqual([31 * UNIONS, 31 * UNIONS]);
  expect(new Set(counted.map(({ campaigns, series }) => `${campaigns} ${series}`))).toEqual(new Set(['1 1']));
  const named = await rows<object>(`
    select (select count(*)::int from unions) + (select count(*)::int from enterprises) + (select count(*)::int from sites)
      + (select count(*)::int from campaigns) - count(*)::int as missing from search_names`);
  expect(named).toEqual([{ missing: 0 }]);
});

test('items stand in every state, about two and a half for each union, and inspections keep their counts', async () => {
  const states = await rows<{ status: string; n: number }>(
    'select status, count(*)::int as n from rectifications group by 1 order by 1',
  );
  expect(states.map(({ status }) => status)).toEqual([...rectificationStatuses].sort());
  const perUnion = states.reduce((sum, { n }) => sum + n, 0) / (31 * UNIONS);
  expect(perUnion).toBeGreaterThan(2);
  expect(perUnion).toBeLessThan(3);
  expect(
    await rows(`
      select i.id from inspections i left join (
        select inspection_id, count(*) filter (where status in ('open', 'returned', 'reopened')) as opened,
          count(*) filter (where status not in ('closed', 'withdrawn')) as unclosed, count(*) filter (where status <> 'withdrawn') as bad
        from rectifications group by 1) r on r.inspection_id = i.id
      where (open_count, unclosed_count, bad_count) is distinct from (coalesce(opened, 0), coalesce(unclosed, 0), coalesce(bad, 0))
        or stage <> case when status not in ('submitted', 'approved') then status when bad_count = 0 then 'faultless'
          when unclosed_count = 0 then 'closed' when open_count = 0 then 'rectified' else 'defective' end`),
  ).toEqual([]);
});

test('the ledger is folded and equals a recount at every level', async () => {
  expect(await rows('select from progress_pending')).toEqual([]);
  const recounted = `
    select c.code, kind, stage, item_key, track, due_on, late, shell, sum(n)::bigint as n from (
      select org_code, 'inspection' as kind, stage, '' as item_key, case status when 'approved' then status else '' end as track, date 'infinity' as due_on, false as late,
        shell and stage not in ('pending', 'returned') as shell, 1 as n
      from inspections where status <> 'exempted'
      union all
      select org_code, 'item', status, item_key, track,
        case when status in ('open', 'returned', 'reopened') then due_on else 'infinity' end,
        late and status not in ('open', 'returned', 'reopened'), false, 1
      from rectifications where status <> 'withdrawn') as counted
    cross join lateral (select left(org_code, width) as code from unnest(array[2, 4, 6, 9]) as width where width <= length(org_code)) as c
    group by 1, 2, 3, 4, 5, 6, 7, 8`;
  const kept = `
    select org_code, kind, stage, item_key, track, due_on, late, shell, n from progress_counts
    where kind in ('inspection', 'item') and n <> 0`;
  expect(await rows(`(${recounted} except ${kept}) union all (${kept} except ${recounted}) limit 3`)).toEqual([]);
  expect(await standingFaults(owner, today)).toEqual([]);
  const [campaign] = await rows<{ id: string }>("select id from campaigns where org_code = '15'");
  const [ledger] = await rows<object>(`
    select sum(n) filter (where kind = 'inspection')::int as targets, sum(n) filter (where kind = 'item')::int as items,
      (sum(n) filter (where kind = 'item' and stage in ('open', 'returned', 'reopened') and due_on < '${today}'))::int as overdue
    from progress_counts where campaign_id = '${campaign!.id}' and org_code = '15'`);
  expect(await recount(owner, campaign!.id, '15', today)).toMatchObject(ledger!);
});

test('histories are sealed and whole', async () => {
  const [size] = await rows<{ steps: number; open: number }>(
    'select count(*)::int as steps, count(*) filter (where seal is null)::int as open from events',
  );
  expect(size!.steps).toBeGreaterThan(31 * UNIONS * 0.3);
  expect(size!.open).toBe(0);
  expect(await verifyAudit(owner)).toMatchObject({ faults: [] });
});

test('indexes and constraints are the same as before, and again after a load that failed', async () => {
  expect(await structure()).toEqual(before);
  const gone: object[][] = [];
  const load = withoutIndexes(database.ownerUrl, loadedTables, async () => {
    gone.push(await structure());
    throw new Error('cut short');
  });
  await expect(load).rejects.toThrow('cut short');
  expect(gone[0]!.length).toBeLessThan(before.length - 40);
  expect(await structure()).toEqual(before);
});

test('the same day gives the same data', async () => {
  const other = await createDatabase();
  await fill(other, small(UNIONS, ['15']));
  const again = await open(other);
  try {
    for (const table of ['unions', 'inspections', 'rectifications', 'events']) {
      const digest = `select md5(string_agg(md5(to_jsonb(t)::text), '' order by id)) as sum from (
        select ${table === 'unions' ? "id, name, org_code, employees, chair_name, case when chair_phone is null then '' end as phone" : '*'}
        from ${table} where province_code = '15') as t`;
      expect([table, await rows(digest, again)]).toEqual([table, await rows(digest)]);
    }
  } finally {
    await again.end();
    await other.drop();
  }
});
