import sql, { type Sql } from 'sql-template-tag';
import { boundsOf } from '../../../shared/rules/orgCode.ts';
import type { CampaignPlan, Plan } from '../plan.ts';
import { dice, pick } from './helpers.ts';
import { exemptReasons, findings, inspectionReturnReasons } from '../words.ts';

export type MadeCampaign = CampaignPlan & { id: string; provinceCode: string; checklistId: string };

/** The instants that only depend on the campaign. */
export const issuedAt = (c: MadeCampaign): Sql => sql`pg_temp.office_time(${c.startsOn}::date, 0, 0.4)`;
export const closedAt = (c: MadeCampaign): Sql => sql`pg_temp.office_time(${c.closedOn}::date, 3, 0.2)`;

/** The checklist with the share of unions that fail each item, `faults` of them on average. */
export function itemDefinitions(c: MadeCampaign): Sql {
  return sql`
    create temp table d_item_def as
    with item as materialized (
      select i.ordinality::integer as ord, i.value->>'key' as key, i.value->>'text' as text, i.value->>'track' as track,
        i.value->>'responsible' as responsible, i.value->>'evidence' as evidence, i.value->>'naHint' as na_hint,
        (i.value->>'allowNa')::boolean as allow_na, i.value->>'polarity' = 'yesIsBad' as yes_is_bad,
        coalesce(i.value->'marks' ? 'shell', false) as shell, i.value->>'section' as section, (i.value->>'core')::boolean as core
      from checklists c, jsonb_array_elements(c.items) with ordinality as i
      where c.id = ${c.checklistId}
    ), weighted as materialized (
      select *, case when shell then 0.12 else 0.25 + ${dice(sql`key`, 40)} end as weight from item
    )
    select *, ${c.faults}::double precision * weight / sum(weight) over () as share from weighted`;
}

/**
 * One inspection for each target, with the days of its life: submitted, reviewed, submitted again, reviewed again, or
 * exempted. A day that lies ahead is null: it has not happened yet.
 */
export function inspections(c: MadeCampaign, { today, focus }: Plan): Sql {
  const { from, to } = boundsOf(focus);
  const key = sql`u.key || ${`/${c.key}`}`;
  const last = sql`least(${c.submitBy}::date, ${today}::date - 1)`;
  const span = sql`(${last} - ${c.startsOn}::date - 3)`;
  const passed = (day: Sql) => sql`case when ${day} < ${today}::date then ${day} end`;
  const office = (day: Sql) => sql`pg_temp.office_day(${day})`;
  return sql`
    create temp table d_inspection as
    with target as materialized (
      select u.id as union_id, u.province_code, u.name as union_name, u.org_code, u.chair_name, u.pace, p.base_code, p.verifier_code,
        ${key} as key, pg_temp.make_id(${issuedAt(c)}, ${key}) as id,
        u.employees >= ${c.priority.minEmployees ?? 0} or u.kind = any(${c.priority.kinds}) as priority,
        ${c.status === 'issued'} and u.org_code >= ${from} and u.org_code < ${to} as focus,
        ${dice(key, 41)} < least(0.985, ${c.answered} * (0.45 + 0.58 * u.pace)) as answers
      from d_union u join d_place p using (org_code)
      where u.active or ${c.startsOn}::date < ${today}::date - 150
    ), hurried as materialized (
      -- Where somebody tries the console, some answers have come in within the last days.
      select *, focus and ${dice(sql`key`, 58)} < 0.16 as lately from target
    ), who as materialized (
      select *, ${dice(sql`key`, 42)} < case when lately then 0.75 else 0.38 end as by_chair,
        case when length(org_code) = 9 and ${dice(sql`key`, 43)} < 0.5 then org_code else base_code end as filler_code,
        case
          when answers and lately then ${office(sql`${today}::date - 1 - floor(3 * ${dice(sql`key`, 59)})::integer`)}
          when answers then ${office(sql`${c.startsOn}::date + 3 + floor(${span} * power(${dice(sql`key`, 44)}, 0.8 + 0.4 * pace))::integer`)}
        end as submitted_on,
        case when not answers and ${dice(sql`key`, 45)} < 0.04
          then ${office(sql`${c.startsOn}::date + 5 + floor(${span} * ${dice(sql`key`, 46)} * 0.9)::integer`)} end as exempted_on
      from hurried
    ), reviewed as materialized (
      select *, ${passed(office(sql`(submitted_on + 1 + pg_temp.wait(6 / pace, ${dice(sql`key`, 47)}))`))} as reviewed_on,
        ${dice(sql`key`, 48)} < 0.07 as refused
      from who
    ), again as materialized (
      select *, case when refused then ${passed(office(sql`(reviewed_on + 2 + pg_temp.wait(8 / pace, ${dice(sql`key`, 49)}))`))} end as resubmitted_on
      from reviewed
    ), done as materialized (
      select *, case when refused then ${passed(office(sql`(resubmitted_on + 1 + pg_temp.wait(4, ${dice(sql`key`, 50)}))`))} else reviewed_on end
          as approved_on,
        case when by_chair then org_code else filler_code end as submitter_code,
        case when by_chair or filler_code <> base_code then base_code else verifier_code end as reviewer_code
      from again
    )
    select *,
      case
        when exempted_on is not null then 'exempted' when submitted_on is null then 'pending'
        when approved_on is not null then 'approved'
        when refused and reviewed_on is not null and resubmitted_on is null then 'returned' else 'submitted'
      end as status,
      -- In a province, whoever verifies is another person than whoever submitted or marked.
      case when reviewer_code = submitter_code and length(reviewer_code) = 2 then 2 else 1 end as reviewer_seat,
      ${issuedAt(c)} as issued_at,
      pg_temp.office_time(submitted_on, 1, ${dice(sql`key`, 51)}) as submitted_at,
      case when refused then pg_temp.office_time(reviewed_on, 2, ${dice(sql`key`, 52)}) end as returned_at,
      pg_temp.office_time(resubmitted_on, 3, ${dice(sql`key`, 53)}) as resubmitted_at,
      pg_temp.office_time(approved_on, 4, ${dice(sql`key`, 54)}) as approved_at,
      pg_temp.office_time(exempted_on, 1, ${dice(sql`key`, 55)}) as exempted_at,
      case when refused then ${pick(inspectionReturnReasons, sql`key`, 56)} end as refusal,
      case when exempted_on is not null then ${pick(exemptReasons, sql`key`, 57)} end as exemption
    from done`;
}

/** Every answer that was given: `bad_first` at the first submission, `bad` at the last. */
export function verdicts(history: Plan['history']): Sql {
  const key = sql`i.key || d.key`;
  return sql`
    create temp table d_verdict as
    select i.id as inspection_id, d.ord, v.bad_first,
      v.bad_first and (i.resubmitted_on is null or ${dice(key, 60)} < 0.8) as bad,
      not v.bad_first and d.allow_na and ${dice(key, 61)} < 0.09 as na,
      case when v.bad_first and ${dice(key, 62)} < ${history === 'full' ? 0.6 : 0.1} then ${pick(findings, key, 63)} end as finding
    from d_inspection i
    cross join d_item_def d
    cross join lateral (
      select ${dice(key, 64)} < least(0.9, d.share * (1.45 - 0.47 * i.pace) * (0.1 + 1.8 * ${dice(sql`i.key`, 65)})) as bad_first
    ) v
    where i.submitted_on is not null`;
}

/** What the last submission of an inspection amounts to, by the rules of scoring. */
export const answers = (history: Plan['history']): Sql => sql`
  create temp table d_answer as
  select v.inspection_id, count(*) filter (where v.bad)::integer as bad_count,
    count(*) filter (where v.bad_first)::integer as bad_first_count,
    count(*) filter (where not v.bad and not v.na)::double precision / nullif(count(*) filter (where not v.na), 0) as score,
    count(*) filter (where not v.bad_first and not v.na)::double precision / nullif(count(*) filter (where not v.na), 0) as first_score,
    bool_or(v.bad and d.shell) as shell, bool_or(v.bad_first and d.shell) as shell_first,
    jsonb_object_agg(d.key, case
      when v.bad then jsonb_strip_nulls(jsonb_build_object('value', case when d.yes_is_bad then 'yes' else 'no' end, 'note', v.finding,
        'track', ${history === 'full' ? sql`d.track` : sql`null`}))
      when v.na then jsonb_build_object('value', 'na', 'note', coalesce(d.na_hint, '不适用'))
      else jsonb_build_object('value', case when d.yes_is_bad then 'no' else 'yes' end)
    end) as answers
  from d_verdict v join d_item_def d using (ord)
  group by v.inspection_id`;

/** What each submission says of each have, and with it the newest result of each union. */
export const haveResults: Sql[] = [
  sql`
    insert into have_results (province_code, inspection_id, have_key, union_id, org_code, passed, assessed_at)
    select i.province_code, i.id, d.section, i.union_id, i.org_code, bool_and(not d.core or not v.bad), coalesce(i.resubmitted_at, i.submitted_at)
    from d_inspection i join d_verdict v on v.inspection_id = i.id join d_item_def d using (ord)
    where i.status in ('submitted', 'approved')
    group by i.province_code, i.id, d.section, i.union_id, i.org_code, i.resubmitted_at, i.submitted_at`,
  sql`
    update unions u set six_haves = passed.flags, standard = passed.all_six, updated_at = greatest(u.updated_at, passed.at)
    from (
      select r.province_code, r.union_id, max(r.assessed_at) as at, jsonb_object_agg(r.have_key, r.passed) as flags, bool_and(r.passed) as all_six
      from have_results r join d_inspection i on i.province_code = r.province_code and i.id = r.inspection_id
      group by 1, 2
    ) as passed
    where u.province_code = passed.province_code and u.id = passed.union_id`,
];
