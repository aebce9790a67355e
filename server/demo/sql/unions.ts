import sql, { type Sql } from 'sql-template-tag';
import type { Plan } from '../plan.ts';
import {
  brands,
  bureaus,
  companyForms,
  demonstrationMark,
  givenNames,
  industries,
  institutions,
  jointPlaces,
  ordinals,
  societies,
  surnames,
} from '../words.ts';
import { dice, pick, sealedNumber, words } from './helpers.ts';

/**
 * `total` unions spread over the province: a few directly on the province and its cities, the others on districts in
 * proportion to a weight, two of five of them on a township. Largest shares are cut by running sums, so that the
 * total is exact.
 */
export function slots(total: number): Sql {
  return sql`
    create temp table d_slot as
    with weighted as materialized (
      select org_code, level, case level
          when 'province' then 0.35
          when 'city' then 0.25
          else 0.7 + 0.6 * ${dice(sql`org_code`, 10)}
        end as weight
      from d_place
      where level in ('province', 'city', 'district') and not nominal
        or level = 'district' and nominal
    ), cut as materialized (
      select org_code,
        round(${total}::double precision * (sum(weight) over w - weight) / sum(weight) over ())::integer as first,
        round(${total}::double precision * sum(weight) over w / sum(weight) over ())::integer as last
      from weighted window w as (order by org_code)
    ), numbered as materialized (
      select org_code as area, org_code || '#' || n as key
      from cut, generate_series(first + 1, last) as n
    ), townships as materialized (
      select left(org_code, 6) as area, array_agg(org_code order by org_code) as codes
      from d_place where level = 'township' group by 1
    )
    select key, coalesce(
        case when place.nominal or ${dice(sql`key`, 11)} < 0.4 then pg_temp.pick(t.codes, ${dice(sql`key`, 12)}) end,
        case when place.nominal then place.base_code else area end) as org_code,
      case
        when length(area) < 6 and ${dice(sql`key`, 13)} < 0.55 then 'government'
        when length(area) < 6 then 'institution'
        when ${dice(sql`key`, 13)} < 0.50 then 'enterprise'
        when ${dice(sql`key`, 13)} < 0.67 then 'institution'
        when ${dice(sql`key`, 13)} < 0.79 then 'government'
        when ${dice(sql`key`, 13)} < 0.84 then 'social'
        when ${dice(sql`key`, 13)} < 0.90 then 'township'
        when ${dice(sql`key`, 13)} < 0.92 then 'park'
        else 'joint'
      end as kind
    from numbered
    join d_place place on place.org_code = area
    left join townships t using (area)`;
}

/** The n-th name of its kind in one district: every combination comes once before an ordinal is needed. */
const nameOf = sql`
  case kind
    when 'enterprise' then base_name || (${words(brands)})[1 + (n + h) % ${brands.length}]
      || (${words(industries)})[1 + (n + n / ${brands.length} + h) % ${industries.length}]
      || (${words(companyForms)})[1 + (n + n / ${brands.length * industries.length} + h) % ${companyForms.length}] || '工会'
    when 'institution' then base_name || (${words(ordinals)})[1 + n / ${institutions.length}]
      || (${words(institutions)})[1 + (n + h) % ${institutions.length}] || '工会'
    when 'government' then base_name || (${words(bureaus)})[1 + (n + h) % ${bureaus.length}]
      || case when n < ${bureaus.length} then '' else '直属' || (${words(ordinals)})[1 + n / ${bureaus.length}] || '单位' end
      || '机关工会'
    when 'social' then base_name || (${words(ordinals)})[1 + n / ${societies.length}]
      || (${words(societies)})[1 + (n + h) % ${societies.length}] || '工会'
    when 'township' then place_name || '工会联合会'
    when 'park' then base_name || (${words(brands)})[1 + (n + h) % ${brands.length}] || '产业园'
      || (${words(ordinals)})[1 + n / ${brands.length}] || '工会联合会'
    else base_name || (${words(brands)})[1 + (n + h) % ${brands.length}]
      || (${words(jointPlaces)})[1 + (n + n / ${brands.length}) % ${jointPlaces.length}]
      || (${words(ordinals)})[1 + n / ${brands.length * jointPlaces.length}] || '联合工会'
  end`;

/** Half have fewer than 25 people, one in a hundred more than 400. */
const size = sql`(3 + floor(24 * power(-ln(1 - ${dice(sql`key`, 20)}), 1.9))::integer)
  * case when kind in ('joint', 'park', 'township') then 3 else 1 end`;

export function makeUnions({ today, ceased, bulk }: Plan): Sql {
  // Millions are no show: their names do without the mark, most of them without numbers, so that they fit a disk.
  const mark = bulk ? '' : demonstrationMark;
  const numbered = (salt: number, share: number) => sql`${dice(sql`key`, salt)} < ${bulk ? 0.3 : share}`;
  return sql`
    create temp table d_union as
    with kinds as materialized (
      -- A township has one federation of its own; a second slot becomes a joint union.
      select s.key, s.org_code, p.base_code, p.base_name, p.short_name as place_name, p.pace,
        case
          when s.kind <> 'township' then s.kind
          when p.level = 'township' and row_number() over (partition by s.org_code, s.kind order by s.key) = 1 then 'township'
          else 'joint'
        end as kind
      from d_slot s join d_place p using (org_code)
    ), numbered as materialized (
      select *, (row_number() over (partition by base_code, kind order by key) - 1)::integer as n,
        floor(${dice(sql`base_code`, 14)} * 1000)::integer as h, ${size} as employees,
        ${today}::date - 420 - floor(power(${dice(sql`key`, 21)}, 1.5) * 8000)::integer as founded_on
      from kinds
    ), counted as materialized (
      select *, least(employees, greatest(1, round(employees * (0.7 + 0.32 * ${dice(sql`key`, 22)}))))::integer as members,
        case when kind in ('government', 'institution') or ${dice(sql`key`, 23)} < 0.6 then 5 else 3 end as term
      from numbered
    )
    select pg_temp.make_id(founded_at, key) as id, left(org_code, 2) as province_code, *
    from (
      select key, org_code, base_code, pace, kind, employees, members, founded_on, ${nameOf} || ${mark} as name,
        pg_temp.office_time(pg_temp.office_day(${today}::date - 410), 0, ${dice(sql`key`, 24)}) as founded_at,
        floor(members * (0.2 + 0.5 * ${dice(sql`key`, 25)}))::integer as female_members,
        case
          when kind <> 'enterprise' then case when kind in ('government', 'institution') then 'state' else 'other' end
          when ${dice(sql`key`, 26)} < 0.78 then 'private' when ${dice(sql`key`, 26)} < 0.92 then 'state'
          when ${dice(sql`key`, 26)} < 0.96 then 'foreign' else 'other'
        end as ownership,
        -- One in eight has let its term run out; the others are within it.
        case
          when ${dice(sql`key`, 27)} < 0.12 then greatest(founded_on, ${today}::date - floor(${dice(sql`key`, 28)} * 300)::integer)
          else ${today}::date + floor(${dice(sql`key`, 28)} * 365 * term)::integer
        end as term_ends_on,
        case when ${numbered(29, 0.68)} then certificate.sealed end as certificate_no,
        ${today}::date - 150 + floor(${dice(sql`key`, 31)} * 1700)::integer as certificate_until,
        ${pick(surnames, sql`key`, 32)} || ${pick(givenNames, sql`key`, 33)} as chair_name,
        case when ${numbered(37, 1)} then phone.sealed end as chair_phone,
        ${dice(sql`key`, 35)} >= ${ceased} as active,
        pg_temp.office_time(pg_temp.office_day(${today}::date - 120), 3, ${dice(sql`key`, 36)}) as ceased_at
      from counted
      ${sealedNumber('unions.certificate_no', sql`certificate`, dice(sql`key`, 30))}
      ${sealedNumber('unions.chair_phone', sql`phone`, dice(sql`key`, 34))}
    ) as u`;
}

/**
 * Created in the name of the district; the few that have ceased since were switched off four months ago. Where there are
 * millions, the record itself says when it was made.
 */
export function insertUnions(history: Plan['history']): Sql[] {
  return [
    sql`create index on d_union (id)`,
    sql`analyze d_union`,
    sql`
      insert into unions
        (province_code, id, org_code, name, kind, ownership, employees, members, female_members, founded_on, term_ends_on,
        certificate_no, certificate_ends_on, chair_name, chair_phone, active, version, created_at, updated_at)
      select province_code, id, org_code, name, kind, ownership, employees, members, female_members, founded_on, term_ends_on,
        certificate_no, case when certificate_no is not null then certificate_until end, chair_name, chair_phone, active,
        case when active then 1 else 2 end, founded_at, case when active then founded_at else ceased_at end
      from d_union order by org_code, id`,
    sql`
      insert into events
        (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, changes)
      select u.province_code, pg_temp.make_id(e.at, 'event/' || e.action || u.key), e.at, s.id, s.name, u.org_code, u.id, 'unions',
        u.id::text, e.action, e.changes
      from d_union u
      join d_seat s on s.org_code = u.base_code and s.seat = 1
      cross join lateral (
        select u.founded_at as at, 'create' as action, null::jsonb as changes where ${history === 'full'}
        union all
        select u.ceased_at, 'edit', '{"active": [true, false]}' where not u.active
      ) as e`,
  ];
}

/** The names of the province's unions as the search keeps them, from where they were made. */
export const nameUnions: Sql = sql`
  insert into search_names (province_code, subject_type, subject_id, org_code, content)
  select province_code, 'unions', id, org_code, search_text(name, chair_name) from d_union order by org_code, id`;
