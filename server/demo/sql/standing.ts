import sql, { type Sql } from 'sql-template-tag';
import { NO_DUE_DAY, STANDING } from '../../features/progress/ledger.ts';
import type { Day } from '../../../shared/rules/days.ts';

/** `unionTallies` of shared/rules/standing.ts: as it was founded, assessed (once in a province's plan) and switched off. */
const unionMoves = sql`
  with result as materialized (
    select r.union_id, min(r.assessed_at) as at, case when bool_and(r.passed) then 'standard' else 'substandard' end as stage
    from have_results r join d_union u on u.province_code = r.province_code and u.id = r.union_id group by r.union_id
  )
  select u.org_code, m.at, m.kind, m.stage, '' as item_key, ${NO_DUE_DAY}::date as due_on, false as late, m.n
  from d_union u
  left join result r on r.union_id = u.id
  cross join lateral (values
    (u.founded_at, 'union', 'unassessed', 1), (u.founded_at, 'employees', '', u.employees), (u.founded_at, 'members', '', u.members),
    (r.at, 'union', 'unassessed', -1), (r.at, 'union', r.stage, 1)
  ) as m (at, kind, stage, n)
  union all
  select u.org_code, u.ceased_at, m.kind, m.stage, '', ${NO_DUE_DAY}::date, false, -m.n
  from d_union u
  left join result r on r.union_id = u.id
  cross join lateral (values
    ('union', coalesce(r.stage, 'unassessed'), 1), ('employees', '', u.employees), ('members', '', u.members)
  ) as m (kind, stage, n)
  where not u.active
  union all
  select u.org_code, m.at, 'have', case when r.passed then 'pass' else 'fail' end, r.have_key, ${NO_DUE_DAY}::date, false, m.n
  from have_results r
  join d_union u on u.province_code = r.province_code and u.id = r.union_id
  cross join lateral (values (r.assessed_at, 1), (case when not u.active then u.ceased_at end, -1)) as m (at, n)`;

/** `enterpriseTallies`: eligible since ever, or from a day ahead; at each stage in turn; named as a benchmark; recruited. */
const enterpriseMoves = (today: Day): Sql => sql`
  select e.org_code, m.at, 'enterprise', m.stage, '', case when e.eligible_from > ${today}::date then e.eligible_from else '-infinity' end,
    m.late, m.n
  from d_life_of e
  cross join lateral (values
    (e.created_at, 'outreach', false, 1),
    (e.to_willing_at, 'outreach', false, -1), (e.to_willing_at, 'willing', false, 1),
    (e.to_forming_at, 'willing', false, -1), (e.to_forming_at, 'forming', false, 1),
    (e.to_established_at, 'forming', false, -1), (e.to_established_at, 'established', false, 1),
    (e.to_refused_at, case when e.was_willing then 'willing' else 'outreach' end, false, -1), (e.to_refused_at, 'refused', false, 1),
    (e.benchmark_at, e.stage, false, -1), (e.benchmark_at, e.stage, true, 1)
  ) as m (at, stage, late, n)
  union all
  select org_code, recruited_at, 'recruit', '', '', ${NO_DUE_DAY}::date, false, recruited from d_life_of where recruited > 0`;

const visitMoves = sql`
  select org_code, at, 'visit', outcome, '', ${NO_DUE_DAY}::date, false, 1 from d_visit`;

const siteMoves = sql`
  select s.org_code, s.at, 'site', m.status, s.batch_category, ${NO_DUE_DAY}::date, false, m.n
  from d_site_step s cross join lateral (values (s.status, 1), (s.was_status, -1)) as m (status, n)
  where m.status is not null`;

/**
 * Every difference that the steps of the registers would have written to the inbox of the ledger. The differences of a
 * place and day stand together at the last of their instants.
 */
export function standingDifferences(province: string, today: Day): Sql {
  return sql`
    insert into progress_pending
      (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
    select ${province}, ${STANDING}, org_code, max(at), (at at time zone 'Asia/Shanghai')::date, kind, stage, item_key, '', due_on, late, false, sum(n)
    from ((${unionMoves}) union all (${enterpriseMoves(today)}) union all (${visitMoves}) union all (${siteMoves})) as moves
    where at is not null
    group by org_code, 5, kind, stage, item_key, due_on, late
    having sum(n) <> 0`;
}
