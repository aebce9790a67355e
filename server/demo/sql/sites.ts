import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../../../shared/rules/days.ts';
import { siteStatuses } from '../../../shared/sites.ts';
import type { EvidenceFile } from '../evidence.ts';
import type { RegistersPlan } from '../registers/plan.ts';
import { brands, demonstrationMark, siteAddresses, siteKindNames } from '../words.ts';
import { dice, pick, words } from './helpers.ts';

const key = sql`key`;
const office = (day: Sql) => sql`pg_temp.office_day(${day})`;

/** The named sites and the crowds, with the days of their steps and the stocks and flows that they come to. */
export function makeSites({ sites, crowds }: RegistersPlan, today: Day): Sql {
  const named = sites.map(({ figures, ...site }) => ({ ...site, ...figures, missing: site.missing ?? [] }));
  const thrown = (name: string, least: number, spread: number, salt: number): Sql =>
    sql`coalesce((given->>${name}::text)::bigint, ${least} + floor(${spread} * ${dice(key, salt)})::bigint)`;
  const months = sql`make_interval(months => months)`;
  return sql`
    create temp table d_site as
    with crowd as materialized (
      select c.count, c.months, p.org_code, p.base_name, (row_number() over w - 1)::integer as nth,
        (count(*) over (partition by c."orgCode"))::integer as places
      from jsonb_to_recordset(${JSON.stringify(crowds)}::jsonb) as c ("orgCode" text, count integer, months integer)
      join d_place p on starts_with(p.org_code, c."orgCode") and p.level = 'district' and not p.nominal
      window w as (partition by c."orgCode" order by p.org_code)
    ), listed as (
      select n as given, n->>'orgCode' as org_code, n->>'name' as name
      from jsonb_array_elements(${JSON.stringify(named)}::jsonb) as n
      union all
      select jsonb_build_object('kind', (${words(Object.keys(siteKindNames))})[1 + n % 6], 'batchCategory', 'batch-' || (1 + n % 3),
          'unites', 'FSH', 'status', 'listed', 'nominatedOn', (${today}::date - ${months} - interval '40 days')::date, 'missing', '[]'::jsonb),
        org_code, base_name || (${words(brands)})[1 + n / 6 % ${brands.length}] || (${words(Object.values(siteKindNames))})[1 + n % 6]
          || '第' || (n + 1) || '“会站家”'
      from crowd, generate_series(nth, count - 1, places) as n
    ), keyed as materialized (
      select *, 'site/' || org_code || name as key, given->>'status' as status, (given->>'nominatedOn')::date as nominated_on,
        array_position(${words(siteStatuses)}, given->>'status') as rank
      from listed
    ), recommended as materialized (
      select *, ${office(sql`nominated_on + 15 + floor(15 * ${dice(key, 301)})::integer`)} as recommended_on from keyed
    ), begun as materialized (
      select *, ${office(sql`recommended_on + 14 + floor(14 * ${dice(key, 302)})::integer`)} as building_on from recommended
    ), accepted as materialized (
      select *, ${office(sql`building_on + 120 + floor(60 * ${dice(key, 303)})::integer`)} as accepted_on from begun
    ), stepped as materialized (
      select *, ${office(sql`accepted_on + 18 + floor(40 * ${dice(key, 304)})::integer`)} as listed_on,
        pg_temp.office_time(${office(sql`nominated_on`)}, 1, ${dice(key, 305)}) as nominated_at
      from accepted
    )
    select ${dice(sql`s.key`, 306)} as spirit, left(s.org_code, 2) as province_code, pg_temp.make_id(nominated_at, key) as id, key, s.org_code, p.base_code,
      left(p.base_code, 4) as city_code, name || ${demonstrationMark} as name, given->>'kind' as kind, given->>'batchCategory' as batch_category,
      status, given->>'unites' as unites, ${pick(siteAddresses, key, 307)} as address, nominated_at,
      case when rank >= 2 then recommended_on end as recommended_on, case when rank >= 3 then building_on end as building_on,
      case when rank >= 4 then accepted_on end as accepted_on, case when rank >= 5 then listed_on end as listed_on,
      case when rank >= 6 then ${office(sql`listed_on + 70`)} end as revoked_on,
      coalesce(given->>'from', to_char(building_on, 'YYYY-MM')) as from_month, given->>'to' as to_month,
      array(select jsonb_array_elements_text(given->'missing')) as missing, given->>'corrected' as corrected,
      ${thrown('unions', 5, 14, 310)} as unions, ${thrown('enterprises', 24, 90, 311)} as enterprises,
      ${thrown('socialWorkers', 1, 2, 312)} as social_workers, ${thrown('workers', 700, 1700, 313)} as workers,
      ${thrown('migrantWorkers', 250, 400, 314)} as migrant_workers,
      case when not given ? 'workers' then 400 + floor(300 * ${dice(key, 315)})::bigint end as members,
      (given->>'services')::bigint as services, (given->>'visitors')::bigint as visitors, (given->>'disputes')::bigint as disputes,
      (given->>'participants')::bigint as participants, (given->>'suggestions')::bigint as suggestions, (given->>'benefitYuan')::bigint as benefit_yuan
    from stepped s join d_place p on p.org_code = s.org_code`;
}

/**
 * Every step of every site: the district nominates and builds, its city recommends, the province accepts and lists. A
 * district right below its province has nobody to ask but the province: its nomination is a recommendation too.
 */
export const siteSteps: Sql = sql`
  create temp table d_site_step as
  select s.id, s.province_code, s.org_code, s.batch_category, t.seq, t.action, t.status, t.reason, actor.id as actor_id, actor.name as actor_name,
    jsonb_build_object('id', actor.id, 'orgCode', actor.org_code, 'role', actor.role) as author, city.nominal as complete,
    case t.seq when 1 then s.nominated_at else pg_temp.office_time(t.day, t.seq + 1, s.spirit) end as at,
    lag(t.status) over (partition by s.id order by t.seq) as was_status, t.field, t.day
  from d_site s
  join d_place city on city.org_code = s.city_code
  cross join lateral (values
    (1, 'create', case when city.nominal then 'recommended' else 'nominated' end, null::date, s.base_code, null::text, null::text),
    (2, 'recommend', 'recommended', case when not city.nominal then s.recommended_on end, s.city_code, null, null),
    (3, 'start-building', 'building', s.building_on, s.base_code, 'buildingOn', null),
    (4, 'accept', 'accepted', s.accepted_on, s.province_code, 'acceptedOn', null),
    (5, 'list', 'listed', s.listed_on, s.province_code, 'listedOn', null),
    (6, 'reinspect', 'revoked', s.revoked_on, s.province_code, 'revokedOn', '复查发现服务站已停止开放，整改后仍未恢复。')
  ) as t (seq, action, status, day, actor_code, field, reason)
  join d_seat actor on actor.org_code = t.actor_code and actor.seat = 1
  where t.seq = 1 or t.day is not null`;

export function insertSites(evidence: readonly EvidenceFile[]): Sql[] {
  const notes = (names: readonly string[], salt: number): Sql => {
    const flags = names.flatMap((name, i) => [sql`${name}::text`, sql`${dice(sql`s.key`, salt + i)} < 0.86`]);
    return sql`jsonb_build_object(${flags.reduce((all, flag) => sql`${all}, ${flag}`)})`;
  };
  return [
    sql`create index on d_site (id)`,
    sql`
      insert into sites
        (province_code, id, org_code, name, batch_category, kind, address, has_federation, has_station, has_home, four_most, four_not,
        four_together, status, nominated_by, recommended_by, building_on, accepted_on, listed_on, revoked_on, reinspected_on, return_reason, attachment_ids,
        version, created_at, updated_at)
      select s.province_code, s.id, s.org_code, s.name, s.batch_category, s.kind, s.address, unites like '%F%', unites like '%S%', unites like '%H%',
        ${notes(['enterprises', 'migrantWorkers', 'need', 'weakness'], 320)}, '{"show": true, "rush": true, "quota": true, "copy": true}',
        ${notes(['stationHome', 'federationRecruiting', 'hiringTraining', 'organisingServing'], 324)},
        s.status, steps.nominated_by, steps.recommended_by, s.building_on, s.accepted_on, s.listed_on, s.revoked_on, s.revoked_on,
        case when s.revoked_on is not null then steps.reason end,
        case when s.accepted_on is null then '{}'
          else array(select pg_temp.make_id(s.nominated_at, 'photo/' || n || s.key) from generate_series(1, ${Math.min(2, evidence.length)}) as n) end,
        steps.steps, s.nominated_at, steps.last
      from d_site s
      join (
        select id, count(*) as steps, max(at) as last, max(reason) as reason,
          (array_agg(author) filter (where action = 'create'))[1] as nominated_by,
          (array_agg(author) filter (where action = 'recommend' or action = 'create' and complete))[1] as recommended_by
        from d_site_step group by id
      ) as steps using (id)
      order by s.org_code, s.id`,
    sql`
      insert into attachments
        (province_code, id, org_code, uploader_id, uploaded_by, filename, media_type, bytes, sha256, subject_type, subject_id, created_at, updated_at)
      select s.province_code, pg_temp.make_id(s.nominated_at, 'photo/' || n || s.key), s.org_code, seat.id, seat.name, f.filename, f."mediaType",
        f.bytes, f.sha256, 'sites', s.id, s.nominated_at, s.nominated_at
      from d_site s
      join d_seat seat on seat.org_code = s.base_code and seat.seat = 1
      cross join lateral rows from (jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb)
        as (filename text, "mediaType" text, bytes integer, sha256 text)) with ordinality as f (filename, "mediaType", bytes, sha256, n)
      where s.accepted_on is not null and f.n <= 2`,
    sql`
      insert into events
        (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, reason, changes)
      select province_code, pg_temp.make_id(at, 'event/' || seq || id), at, actor_id, actor_name, org_code, 'sites', id::text, action, reason,
        case when seq > 1 then jsonb_build_object('status', jsonb_build_array(was_status, status))
          || case when field is null then '{}' else jsonb_build_object(field, jsonb_build_array(null, day)) end end
      from d_site_step order by org_code, at`,
  ];
}
