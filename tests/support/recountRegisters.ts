import type pg from 'pg';

export type Recounted = Record<string, number>;

/** What the ledger says of the registers at and below an organisation, folded or not: `kind stage key` with its sum. */
export async function ledgerOf(owner: pg.Client, orgCode: string): Promise<Recounted> {
  const { rows } = await owner.query<{ what: string; n: number }>(
    `select concat_ws(' ', kind, stage, nullif(item_key, '')) as what, sum(n)::int as n
     from (select org_code, campaign_id, kind, stage, item_key, n from progress_pending
       union all select org_code, campaign_id, kind, stage, item_key, n from progress_entries) as ledger
     where campaign_id = '00000000-0000-0000-0000-000000000000' and org_code like $1
       and kind in ('union', 'have', 'employees', 'members', 'enterprise', 'recruit')
     group by 1 having sum(n) <> 0`,
    [`${orgCode}%`],
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what.trim(), n]));
}

/** The same counted anew from the unions and enterprises themselves. */
export async function registersOf(owner: pg.Client, orgCode: string): Promise<Recounted> {
  const { rows } = await owner.query<{ what: string; n: number }>(
    `select what, sum(n)::int as n from (
       select counted.what, counted.n from unions u cross join lateral (
         select 'union ' || case when u.standard is null then 'unassessed' when u.standard then 'standard' else 'substandard' end
           as what, 1 as n
         union all select 'employees', u.employees
         union all select 'members', u.members
         union all select concat('have ', case when value = 'true'::jsonb then 'pass' else 'fail' end, ' ', key), 1
           from jsonb_each(u.six_haves)
       ) as counted
       where u.active and u.org_code like $1
       union all select 'enterprise ' || stage, 1 from enterprises where org_code like $1
       union all select 'recruit', members_recruited from enterprises where org_code like $1
     ) as records
     group by what having sum(n) <> 0`,
    [`${orgCode}%`],
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}
