import sql, { type Sql } from 'sql-template-tag';
import { brands, demonstrationMark, givenNames, surnames } from '../words.ts';
import { dice, pick, sealedNumber, words } from './helpers.ts';

const key = sql`key`;

/**
 * Unions of the enterprises that founded one: three in five a union of their own, the others a joint union of up to six
 * of a district; a few belong to a joint one besides. They join the unions of the province before those are written.
 */
export const makeOwnUnions: Sql[] = [
  sql`
    create temp table d_member as
    with founded as materialized (
      select id, province_code, org_code, base_code, key, bare_name, employees, recruited, stage_on, stage_at, ${dice(key, 270)} < 0.6 as alone
      from d_life_of where stage = 'established' and own_unions
    ), joint as materialized (
      select *, 'joint/' || base_code || '/' || (row_number() over (partition by base_code, alone order by stage_at) - 1) / 6 as joint_key from founded
    )
    select *, case when alone then 'own/' || key else joint_key end as union_key, true as main from joint
    union all
    select *, 'joint/' || base_code || '/0', false from joint j where alone and ${dice(key, 271)} < 0.04
      and exists (select from joint o where not o.alone and o.base_code = j.base_code)`,
  sql`
    insert into d_union
      (id, province_code, key, org_code, base_code, pace, kind, employees, members, founded_on, name, founded_at, female_members, ownership,
      term_ends_on, certificate_no, certificate_until, chair_name, chair_phone, active)
    select pg_temp.make_id(founded_at, key), province_code, key, org_code, base_code, pace, kind, employees, members, founded_on, name, founded_at,
      floor(members * (0.2 + 0.5 * ${dice(key, 25)}))::integer, 'private', (founded_on + make_interval(years => 5 + 5 * elapsed))::date,
      certificate.sealed,
      (founded_on + make_interval(years => 5 + 5 * elapsed, months => 2))::date, ${pick(surnames, key, 32)} || ${pick(givenNames, key, 33)},
      phone.sealed, true
    from (
      select m.union_key as key, m.province_code, case when bool_and(alone) then min(m.org_code) else m.base_code end as org_code, m.base_code, p.pace,
        case when bool_and(alone) then 'enterprise' else 'joint' end as kind, sum(employees)::integer as employees, sum(recruited)::integer as members,
        min(stage_on) as founded_on, min(stage_at) as founded_at, max(as_of.years) as elapsed,
        case when bool_and(alone) then min(bare_name) || '工会'
          else p.base_name || (${words(brands)})[1 + (split_part(m.union_key, '/', 3)::integer + 11) % ${brands.length}] || '产业园联合工会' end
          || ${demonstrationMark} as name
      from d_member m
      join d_place p on p.org_code = m.base_code
      cross join (select (extract(year from max(day)) - 2019)::integer / 5 as years from d_days) as as_of
      where main
      group by m.union_key, m.province_code, m.base_code, p.pace, p.base_name
    ) as u
    ${sealedNumber('unions.certificate_no', sql`certificate`, dice(key, 30))}
    ${sealedNumber('unions.chair_phone', sql`phone`, dice(key, 34))}`,
];

/** Who belongs to which union; those without one of their own joined a joint one of their district, or another there. */
export const insertMemberships: Sql = sql`
  insert into enterprise_unions (province_code, enterprise_id, union_id, org_code)
  with choice as materialized (
    select base_code, array_agg(id order by id) as ids,
      row_number() over (partition by base_code
        order by array_position(array['joint', 'park', 'township', 'social', 'enterprise', 'institution', 'government'], kind)) as nth
    from d_union where active group by base_code, kind
  )
  select m.province_code, m.id, u.id, m.org_code from d_member m join d_union u on u.key = m.union_key
  union all
  select e.province_code, e.id, c.ids[1 + floor(${dice(sql`e.key`, 272)} * cardinality(c.ids))::integer], e.org_code
  from d_life_of e join choice c on c.base_code = e.base_code and c.nth = 1
  where e.stage = 'established' and not e.own_unions`;
