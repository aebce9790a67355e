import sql, { type Sql } from 'sql-template-tag';
import { boundsOf } from '../../../shared/rules/orgCode.ts';
import { addDays, addWorkingDays, type Day } from '../../../shared/rules/days.ts';
import { minimumWorkingDaysAfterReturn } from '../../../shared/rules/deadlines.ts';
import { givenNames, surnames } from '../words.ts';
import { dice, pick, sealedNumber } from './helpers.ts';

/** The day three working days later, for every day that data may touch: what a return gives back at least. */
export function calendar(from: Day, to: Day): Sql {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  const later = days.map((day) => addWorkingDays(day, minimumWorkingDaysAfterReturn));
  return sql`
    create temp table d_days as
    select day, granted from unnest(${days}::date[], ${later}::date[]) as t (day, granted)`;
}

/**
 * Where unions hang: each organisation with its district federation (`base_code`), the federation that verifies what
 * the district did, and how briskly people work there.
 */
export function places(province: string): Sql {
  const { from, to } = boundsOf(province);
  return sql`
    create temp table d_place as
    select o.code as org_code, o.level, o.nominal, o.short_name, base.code as base_code, base.short_name as base_name,
      case when base.level = 'province' then base.code else base.superior_code end as verifier_code,
      (0.45 + 1.0 * ${dice(sql`case when city.nominal then left(o.code, 6) else left(o.code, 4) end`, 1)})
        * (0.8 + 0.4 * ${dice(sql`left(o.code, 6)`, 2)}) as pace
    from organisations o
    left join organisations city on city.code = left(o.code, 4)
    join organisations district on district.code = left(o.code, 6)
    join organisations base on base.code = case when district.nominal then district.superior_code else district.code end
    where o.code >= ${from} and o.code < ${to}`;
}

/** Two officers for each federation. Those with an account act under it, so that a demo account finds its own work. */
export function seats(): Sql {
  const key = sql`p.org_code || '/' || s`;
  return sql`
    create temp table d_seat as
    select p.org_code, s as seat, coalesce(u.id, pg_temp.make_id('2024-01-02T01:00:00Z', 'seat/' || ${key})) as id,
      coalesce(u.name, ${pick(surnames, key, 3)} || ${pick(givenNames, key, 4)}) as name, coalesce(u.role, 'officer') as role
    from d_place p
    cross join generate_series(1, 2) as s
    left join (
      select org_code, id, name, role,
        row_number() over (partition by org_code order by role = 'admin', username) as seat
      from users where role in ('officer', 'admin')
    ) u on u.org_code = p.org_code and u.seat = s
    where not p.nominal`;
}

/** Whom to call at each federation. */
export function contacts(): Sql {
  return sql`
    update organisations o
    set contact_name = s.name, contact_phone = phone.sealed
    from d_seat s ${sealedNumber('organisations.contact_phone', sql`phone`, dice(sql`s.org_code`, 5))}
    where s.org_code = o.code and s.seat = 1 and o.level <> 'township'`;
}

export function activate(province: string): Sql {
  return sql`update organisations set active = true where code = ${province} and not active`;
}

/** The officer in whose name a campaign goes out. */
export function issuerOf(orgCode: string): Sql {
  return sql`select id, name from d_seat where org_code = ${orgCode} and seat = 1`;
}

export const indexPlaces: Sql[] = [
  sql`create index on d_place (org_code)`,
  sql`create index on d_seat (org_code, seat)`,
  sql`analyze d_days`,
  sql`analyze d_place`,
  sql`analyze d_seat`,
];
