import sql, { type Sql } from 'sql-template-tag';
import type { LedgerPlan } from '../registers/plan.ts';
import {
  benchmarkReasons,
  brands,
  companyForms,
  demonstrationMark,
  givenNames,
  industries,
  surnames,
} from '../words.ts';
import { dice, pick, sealedNumber, words } from './helpers.ts';

const key = sql`key`;
const office = (day: Sql) => sql`pg_temp.office_day(${day})`;

/** Running sums cut `total` into whole parts that add up to it exactly. */
const cutByWeight = (total: Sql, weight: Sql): Sql => sql`
  (round(${total} * (sum(${weight}) over upward / sum(${weight}) over ledger))
    - round(${total} * (coalesce(sum(${weight}) over earlier, 0) / sum(${weight}) over ledger)))::integer`;
const cuts = sql`
  ledger as (partition by ledger_key), upward as (partition by ledger_key order by key rows unbounded preceding),
  earlier as (partition by ledger_key order by key rows between unbounded preceding and 1 preceding)`;

/** The cohorts, spread over districts and some of their townships, with names, codes and sizes. */
export function makeEnterprises(ledgers: readonly LedgerPlan[]): Sql {
  const given = ledgers.map(({ stages, ...ledger }) => ({ ...ledger, ...stages }));
  return sql`
    create temp table d_enterprise as
    with ledger as materialized (
      select *, established + forming + willing + outreach + refused as total
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as l (key text, "orgCode" text, established integer, forming integer,
        willing integer, outreach integer, refused integer, visits integer, letters integer, benchmarks integer, recruited integer,
        "minEmployees" integer, "minYearsOpen" integer, outside double precision, "surveyedFrom" date, "surveyedTo" date, "asOf" date,
        "ownUnions" boolean)
    ), weighted as materialized (
      select l.key as ledger_key, l.total, p.org_code as area, p.nominal, 0.6 + 0.8 * ${dice(sql`l.key || p.org_code`, 200)} as weight
      from ledger l join d_place p on starts_with(p.org_code, l."orgCode") and p.level = 'district'
    ), cut as materialized (
      select *, round(total * (coalesce(sum(weight) over earlier, 0) / sum(weight) over ledger))::integer as first,
        round(total * (sum(weight) over upward / sum(weight) over ledger))::integer as last
      from weighted
      window ledger as (partition by ledger_key), upward as (partition by ledger_key order by area rows unbounded preceding),
        earlier as (partition by ledger_key order by area rows between unbounded preceding and 1 preceding)
    ), townships as materialized (
      select left(org_code, 6) as area, array_agg(org_code order by org_code) as codes from d_place where level = 'township' group by 1
    ), slot as materialized (
      select ledger_key, ledger_key || '/' || area || '#' || n as key, n, coalesce(
          case when nominal or ${dice(sql`ledger_key || area || n`, 201)} < 0.3 then pg_temp.pick(t.codes, ${dice(sql`ledger_key || area || n`, 202)}) end, area) as org_code
      from cut cross join generate_series(first + 1, last) as n left join townships t using (area)
    ), numbered as materialized (
      select s.*, p.base_code, p.base_name, row_number() over (order by key) as serial,
        (row_number() over (partition by p.base_code order by key) + 6000)::integer as nth,
        row_number() over (partition by ledger_key order by ${dice(key, 203)}, key) as rank,
        floor(${dice(sql`p.base_code`, 14)} * 1000)::integer as h
      from slot s join d_place p on p.org_code = s.org_code
    ), sized as materialized (
      select n.*, l."minYearsOpen" as years, l."asOf" as as_of, l.letters, l."ownUnions" as own_unions, l.visits as visits_in_all,
        l.recruited as recruited_in_all, n.rank <= l.benchmarks as benchmark,
        case when n.rank <= established then 'established' when n.rank <= established + forming then 'forming'
          when n.rank <= established + forming + willing then 'willing'
          when n.rank <= established + forming + willing + outreach then 'outreach' else 'refused' end as stage,
        case when ${dice(sql`n.key`, 204)} < l.outside * 0.7 then 4 + floor((l."minEmployees" - 4) * ${dice(sql`n.key`, 205)})::integer
          else l."minEmployees" + floor(-ln(1 - ${dice(sql`n.key`, 205)}) * (60 + 1.9 * l."minEmployees"))::integer end as employees,
        l."minEmployees" as least,
        ${office(sql`l."surveyedFrom" + floor((l."surveyedTo" - l."surveyedFrom") * ${dice(sql`n.key`, 206)})::integer`)} as created_on,
        ${dice(sql`n.key`, 207)} < l.outside * 0.3 as young
      from numbered n join ledger l on l.key = n.ledger_key
    ), opened as materialized (
      select *, case when young then created_on - 10 - floor(60 * ${dice(key, 208)})::integer
          else created_on - 400 - floor(power(${dice(key, 208)}, 1.3) * 6000)::integer end as opened_on
      from sized
    ), named as materialized (
      select *, base_name || (${words(brands)})[1 + (nth + h) % ${brands.length}]
          || (${words(industries)})[1 + (nth + nth / ${brands.length} + h) % ${industries.length}]
          || (${words(companyForms)})[1 + (nth + nth / ${brands.length * industries.length} + h) % ${companyForms.length}] as bare_name,
        '91' || rpad(left(translate(org_code, 'PX', '99'), 6), 6, '0') || lpad((serial * 48271 % 99999989)::text, 8, '0')
          || floor(10 * ${dice(key, 209)})::integer as first17
      from opened
    )
    select *, left(org_code, 2) as province_code, bare_name || ${demonstrationMark} as name, pg_temp.uscc(first17) as uscc,
      case when employees >= least then (opened_on + make_interval(years => years))::date else 'infinity' end as eligible_from,
      ${cutByWeight(sql`visits_in_all`, sql`(0.5 + ${dice(key, 210)}) * case stage when 'outreach' then 0.8 when 'established' then 1.0 else 1.3 end`)} as visit_count,
      case when stage = 'established' then ${cutByWeight(
        sql`recruited_in_all`,
        sql`case when stage = 'established' then employees * (0.75 + 0.25 * ${dice(key, 211)}) else 0 end`,
      )} end as recruited_cut
    from named window ${cuts}`;
}

/** The days of each one's way through the stages, and of its visits. A later stage comes on a later day or step. */
export const enterpriseLives: Sql = sql`
  create temp table d_life_of as
  with changed as materialized (
    select *, case when stage <> 'outreach'
        then ${office(sql`created_on + 14 + floor((as_of - created_on - 15) * power(${dice(key, 212)}, 0.85))::integer`)} end as stage_on
    from d_enterprise
  ), visited as materialized (
    select *, case when visit_count = 0 then null when stage = 'established' then stage_on
        else greatest(created_on, ${office(sql`as_of - pg_temp.wait(17, ${dice(key, 213)})`)}) end as last_visit_on,
      stage in ('established', 'forming', 'willing') or stage = 'refused' and ${dice(key, 214)} < 0.3 as was_willing,
      created_on + floor((stage_on - created_on) * (0.15 + 0.3 * ${dice(key, 215)}))::integer as willing_day,
      created_on + floor((stage_on - created_on) * (0.55 + 0.35 * ${dice(key, 216)}))::integer as forming_day
    from changed
  ), lived as (
    select *, pg_temp.make_id(created_at, 'enterprise/' || key) as id,
      coalesce(stage_on, created_on) as stage_since,
      case when stage <> 'established' then 0 else coalesce(recruited_cut, floor(employees * (0.5 + 0.4 * ${dice(key, 217)}))::integer) end as recruited,
      case stage when 'willing' then stage_at when 'established' then willing_at when 'forming' then willing_at
        when 'refused' then case when was_willing then willing_at end end as to_willing_at,
      case stage when 'forming' then stage_at when 'established' then forming_at end as to_forming_at,
      case when stage = 'established' then stage_at end as to_established_at, case when stage = 'refused' then stage_at end as to_refused_at,
      case when benchmark then pg_temp.office_time(${office(sql`least(as_of, stage_on + 5 + floor(40 * ${dice(key, 218)})::integer)`)}, 12, ${dice(key, 219)}) end
        as benchmark_at
    from visited
    cross join lateral (
      select pg_temp.office_time(created_on, 0, ${dice(key, 220)}) as created_at, pg_temp.office_time(stage_on, 9, ${dice(key, 221)}) as stage_at,
        pg_temp.office_time(${office(sql`willing_day`)}, 3, ${dice(key, 222)}) as willing_at,
        pg_temp.office_time(${office(sql`forming_day`)}, 6, ${dice(key, 223)}) as forming_at
    ) as instants
  )
  select *, case when recruited > 0 then stage_at + interval '20 minutes' end as recruited_at from lived`;

export const insertEnterprises: Sql = sql`
  insert into enterprises
    (province_code, id, org_code, name, uscc, employees, opened_on, contact_name, contact_phone, stage, stage_since, benchmark,
    benchmark_reasons, members_recruited, visit_count, last_visit_on, eligible_from, version, created_at, updated_at)
  select province_code, id, org_code, name, uscc, employees, opened_on, ${pick(surnames, key, 224)} || ${pick(givenNames, key, 225)},
    phone.sealed, stage, stage_since, benchmark,
    case when benchmark then (${words(benchmarkReasons)})[1 + serial % 3 : 2 + serial % 3 + serial % 2] else '{}' end,
    recruited, visit_count, last_visit_on, eligible_from,
    1 + num_nonnulls(to_willing_at, to_forming_at, to_established_at, recruited_at, to_refused_at, benchmark_at), created_at,
    greatest(created_at, stage_at, recruited_at, benchmark_at)
  from d_life_of ${sealedNumber('enterprises.contact_phone', sql`phone`, dice(key, 226))}
  order by org_code, id`;
