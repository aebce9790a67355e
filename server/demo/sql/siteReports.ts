import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { Day } from '../../../shared/rules/days.ts';
import { dice, pick } from './helpers.ts';
import { siteNotes } from '../words.ts';

const stocks = ['unions', 'enterprises', 'workers', 'migrant_workers', 'members', 'social_workers'];
/** Flows with what a month of a site brings where it is thrown, and the unit in which they are counted. */
const flows: [name: string, mean: number, unit: number][] = [
  ['services', 6, 1],
  ['visitors', 8, 1],
  ['disputes', 2, 1],
  ['participants', 32, 1],
  ['suggestions', 44, 1],
  ['benefit_yuan', 110, 10_000],
];

/**
 * One report for each month that has ended since a site began to be built, but for the missing ones. Stocks rise to what the site comes to in
 * its newest month; flows are cut by running sums, so that their months add up to it.
 */
export function makeReports(today: Day): Sql {
  const whole = (
    name: string,
  ) => sql`coalesce(s.${raw(name)}, ${raw(String(flows.find(([n]) => n === name)![1]))} * months * (0.6 + 0.8 * s.spirit)
    * ${raw(String(flows.find(([n]) => n === name)![2]))})`;
  const cut = ([name, , unit]: (typeof flows)[number], salt: number): Sql => {
    const weight = sql`(0.6 + 0.8 * ${dice(sql`s.key || month`, salt)})`;
    const upTo = sql`sum${weight} over upward / sum${weight} over site`;
    const before = sql`coalesce(sum${weight} over earlier, 0) / sum${weight} over site`;
    const part = (share: Sql) => sql`round(${whole(name)} / ${raw(`${unit}.0`)} * (${share}))`;
    return sql`((${part(upTo)} - ${part(before)}) * ${raw(String(unit))})::bigint as ${raw(name)}`;
  };
  return sql`
    create temp table d_report as
    with due as materialized (
      select s.id as site_id, s.key, s.revoked_on, to_char(m, 'YYYY-MM') as month, pg_temp.office_day((m + interval '1 month 6 days')::date) as reported_on
      from d_site s
      cross join lateral generate_series((s.from_month || '-01')::timestamp, (coalesce(s.to_month, to_char(${today}::date, 'YYYY-MM')) || '-01')::timestamp,
        interval '1 month') as m
      where s.building_on is not null and s.from_month <= to_char(m, 'YYYY-MM') and not to_char(m, 'YYYY-MM') = any(s.missing)
    ), numbered as materialized (
      select *, row_number() over (partition by site_id order by month) as i, count(*) over (partition by site_id) as months
      from due
      where reported_on < least(revoked_on, ${today}::date)
    )
    select s.id as site_id, s.province_code, s.org_code, s.base_code, s.corrected, n.month, s.key, i, months,
      pg_temp.office_time(n.reported_on, 3, ${dice(sql`s.key || month`, 330)}) as at,
      ${join(stocks.map((name) => sql`round(s.${raw(name)} * (0.6 + 0.4 * i / months))::bigint as ${raw(name)}`))},
      ${join(flows.map((flow, index) => cut(flow, 331 + index)))}
    from numbered n join d_site s on s.id = n.site_id
    window site as (partition by s.id), upward as (partition by s.id order by month rows unbounded preceding),
      earlier as (partition by s.id order by month rows between unbounded preceding and 1 preceding)`;
}

/** What was reported too high in one month is taken back in the next, below zero, and confirmed. */
export const correctReports: Sql = sql`
  update d_report r set suggestions = r.suggestions + x.moved
  from (
    select site_id, to_char((month || '-01')::date - interval '1 month', 'YYYY-MM') as month, suggestions + 12 as moved
    from d_report where month = corrected
    union all
    select site_id, month, -12 - suggestions from d_report where month = corrected
  ) as x
  where r.site_id = x.site_id and r.month = x.month`;

export const insertReports: Sql[] = [
  sql`
    insert into site_reports
      (province_code, id, site_id, org_code, month, ${raw([...stocks, ...flows.map(([name]) => name)].join(', '))}, note, doubts, reported_by,
      created_at, updated_at)
    select r.province_code, pg_temp.make_id(r.at, 'report/' || r.month || r.key), r.site_id, r.org_code, r.month,
      ${raw([...stocks, ...flows.map(([name]) => name)].map((name) => `r.${name}`).join(', '))},
      case when r.month = r.corrected then '上月合理化建议重复统计，多报部分在本月冲减。'
        when ${dice(sql`r.key || r.month`, 340)} < 0.2 then ${pick(siteNotes, sql`r.key || r.month`, 341)} end,
      case when r.month = r.corrected then array['suggestions'] else '{}' end, seat.name, r.at, r.at
    from d_report r join d_seat seat on seat.org_code = r.base_code and seat.seat = 1
    order by r.org_code, r.month`,
  sql`
    insert into events
      (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, changes)
    select r.province_code, pg_temp.make_id(r.at, 'event/' || e.subject_type || r.month || r.key), r.at, seat.id, seat.name, r.org_code, e.subject_type,
      e.subject_id::text, e.action, e.changes
    from d_report r
    join d_seat seat on seat.org_code = r.base_code and seat.seat = 1
    cross join lateral (values
      ('site-reports', pg_temp.make_id(r.at, 'report/' || r.month || r.key), 'create', null::jsonb),
      ('sites', r.site_id, 'create-report', jsonb_build_object('month', jsonb_build_array(null, r.month)))
    ) as e (subject_type, subject_id, action, changes)`,
];
