import sql, { type Sql } from 'sql-template-tag';
import type { Day } from '../../../shared/rules/days.ts';
import type { SettingsPlan } from '../registers/plan.ts';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What the federations decided, all on one day by their admin or officer, and the history of it. */
export function insertSettings(province: string, settings: readonly SettingsPlan[], today: Day): Sql[] {
  const rows = settings.map(({ orgCode, parts }) => ({
    org_code: orgCode,
    parts: Object.fromEntries(Object.entries(parts).map(([name, value]) => [snake(name), value])),
    changes: Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, [null, value]])),
  }));
  const at = sql`pg_temp.office_time(pg_temp.office_day(${today}::date - 405), 2, 0.4)`;
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (org_code text, parts jsonb, changes jsonb)`;
  return [
    sql`
      insert into settings
        (province_code, org_code, batch_categories, site_quotas, site_reporting, eligibility, letter_kinds, ledger, targets, ranking,
        created_at, updated_at)
      select ${province}, org_code, parts->'batch_categories', parts->'site_quotas', parts->'site_reporting', parts->'eligibility',
        parts->'letter_kinds', parts->'ledger', parts->'targets', parts->'ranking', ${at}, ${at}
      from ${given}`,
    sql`
      insert into events (province_code, id, at, actor_id, actor_name, org_code, subject_type, subject_id, action, changes)
      select ${province}, pg_temp.make_id(${at}, 'event/settings/' || g.org_code), ${at}, s.id, s.name, g.org_code, 'settings', g.org_code,
        'edit', g.changes
      from ${given}
      join lateral (select id, name from d_seat where org_code = g.org_code order by role = 'admin' desc, seat limit 1) as s on true`,
  ];
}
