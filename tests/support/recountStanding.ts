import type pg from 'pg';
import { STANDING } from '../../server/features/progress/ledger.ts';

/** What the registers come to, counted from their own tables: one row for each place, kind, stage and key. */
const fromTables = `
  select org_code, 'union' as kind, case when standard is null then 'unassessed' when standard then 'standard' else 'substandard' end as stage,
    '' as item_key, true as eligible, false as late, 1 as n
  from unions where active
  union all select org_code, 'employees', '', '', true, false, employees from unions where active
  union all select org_code, 'members', '', '', true, false, members from unions where active
  union all select org_code, 'have', case when value = 'true'::jsonb then 'pass' else 'fail' end, key, true, false, 1
    from unions, jsonb_each(six_haves) where active
  union all select org_code, 'enterprise', stage, '', eligible_from <= $1::date, benchmark, 1 from enterprises
  union all select org_code, 'recruit', '', '', true, false, members_recruited from enterprises
  union all select org_code, 'visit', outcome, '', true, false, 1 from visits
  union all select org_code, 'site', status, batch_category, true, false, 1 from sites`;

const columns = 'code, kind, stage, item_key, eligible, late';

const lifted = `
  select left(org_code, width) as code, kind, stage, item_key, eligible, late, sum(n)::bigint as n
  from (${fromTables}) as counted, unnest(array[2, 4, 6, 9]) as width where width <= length(org_code)
  group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0`;

const ledger = (table: string) => `
  select org_code as code, kind, stage, item_key, kind <> 'enterprise' or due_on <= $1::date as eligible, late, sum(n)::bigint as n
  from ${table} where campaign_id = '${STANDING}' group by 1, 2, 3, 4, 5, 6 having sum(n) <> 0`;

/** Where the ledger of counts and its history by day differ from the tables, at every level; empty when they agree. */
export async function standingFaults(owner: pg.Client, today: string): Promise<object[]> {
  const { rows } = await owner.query<object>(
    `with tables as materialized (${lifted}), counts as materialized (${ledger('progress_counts')}),
       days as materialized (${ledger('progress_days')})
     select 'missing in the counts' as fault, * from (select ${columns}, n from tables except select ${columns}, n from counts) a
     union all select 'too much in the counts', * from (select ${columns}, n from counts except select ${columns}, n from tables) b
     union all select 'missing in the days', * from (select ${columns}, n from tables except select ${columns}, n from days) c
     union all select 'too much in the days', * from (select ${columns}, n from days except select ${columns}, n from tables) d
     limit 5`,
    [today],
  );
  return rows;
}
