import type pg from 'pg';
import { condition } from './places.ts';

/** The pages of the registers as one would count them by hand: from the base tables of the province, each time anew. */
export function registerHandlers(pool: pg.Pool) {
  const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows as unknown[];

  /** Sites and their figures by city: of a stock the newest month, of a flow the sum. */
  const sites = () =>
    Promise.all([
      rows(
        `select left(org_code, 4) as code, status, batch_category, count(*) from sites where province_code = '15' group by 1, 2, 3`,
      ),
      rows(`
        select left(org_code, 4) as code, sum(unions) as unions, sum(enterprises) as enterprises, sum(workers) as workers,
          sum(migrant_workers) as migrant_workers, sum(members) as members, sum(social_workers) as social_workers
        from (select distinct on (site_id) * from site_reports where province_code = '15' order by site_id, month desc) as newest group by 1`),
      rows(`
        select left(org_code, 4) as code, month, count(*), sum(services) as services, sum(visitors) as visitors, sum(disputes) as disputes,
          sum(participants) as participants, sum(suggestions) as suggestions, sum(benefit_yuan) as benefit
        from site_reports where province_code = '15' group by 1, 2`),
    ]);

  const ledger = () =>
    Promise.all([
      rows(`
        select left(org_code, 4) as code, stage, count(*) filter (where eligible_from <= current_date) as eligible, count(*) filter (where benchmark)
          as benchmarks, sum(members_recruited) as recruited,
          count(*) filter (where stage in ('forming', 'willing', 'outreach') and coalesce(last_visit_on, '-infinity') < current_date - 30) as stalled
        from enterprises where province_code = '15' group by 1, 2`),
      rows(`select left(org_code, 4) as code, count(*) from visits where province_code = '15' group by 1`),
      rows(`
        select left(org_code, 4) as code, count(*), count(*) filter (where reply_due_on < current_date) as overdue
        from letters where province_code = '15' and replied_on is null group by 1`),
    ]);

  const haves = () =>
    Promise.all([
      rows(`
        select left(org_code, 4) as code, count(*) as unions, count(standard) as assessed, count(*) filter (where standard) as standardised,
          sum(employees) as employees, sum(members) as members
        from unions where province_code = '15' and active group by 1`),
      rows(`
        select left(org_code, 4) as code, key, count(*) filter (where value = 'true') as passed, count(*) filter (where value = 'false') as failed
        from unions, jsonb_each_text(six_haves) where province_code = '15' and active group by 1, 2`),
    ]);

  const campaign = (id: string | null) =>
    Promise.all([
      rows(
        `select left(org_code, 4) as code, stage, count(*) from inspections where province_code = '15' and campaign_id = $1 group by 1, 2`,
        [id],
      ),
      rows(
        `select left(org_code, 4) as code, status, count(*), count(*) filter (where due_on < current_date) as due
         from rectifications where province_code = '15' and campaign_id = $1 group by 1, 2`,
        [id],
      ),
    ]);

  /** As one would write it without an index: whatever has the words, of each noun. */
  const search = (orgCode: string, words: string[]) =>
    Promise.all(
      [
        ['unions', 'name'],
        ['enterprises', 'name'],
        ['sites', 'name'],
        ['campaigns', 'title'],
      ].map(([table, name]) => {
        const place = condition(orgCode, 't', 2);
        return rows(
          `select id, ${name} as name, org_code from ${table} t where ${name} ilike all ($1) and ${place.text} order by ${name} limit 8`,
          [words.map((word) => `%${word}%`), ...place.values],
        );
      }),
    );

  const answer = async (body: Promise<unknown>) => ({ body: await body });
  return {
    '/sites': () => answer(sites()),
    '/ledger': () => answer(ledger()),
    '/haves': () => answer(haves()),
    '/search': (query: URLSearchParams) =>
      answer(search(query.get('orgCode') ?? '15', (query.get('q') ?? '').split(' '))),
    '/cockpit': (query: URLSearchParams) =>
      answer(Promise.all([campaign(query.get('campaignId')), sites(), ledger(), haves()])),
    '/pace': (query: URLSearchParams) =>
      answer(
        rows(
          `select left(org_code, 4) as code, (rectified_at at time zone 'Asia/Shanghai')::date as day, count(*)
           from rectifications where province_code = '15' and campaign_id = $1 and rectified_at is not null group by 1, 2`,
          [query.get('campaignId')],
        ),
      ),
  };
}
