import type pg from 'pg';

/** What a province of that many unions holds: 2.5 items and two steps of history for each union, registers beside them. */
type Crowd = { provinceCode: string; unions: number; campaignId: string };

const busyTables = [
  'unions', 'inspections', 'rectifications', 'events', 'enterprises', 'visits', 'site_reports', 'sites', 'attachments',
  'notifications', 'progress_counts', 'progress_days', 'progress_entries', 'progress_folds', 'search_names',
  'organisations', 'users', 'campaigns',
] as const; // prettier-ignore

/** The districts of a province, numbered, and what stands in them: plain rows, one statement for each table. */
const statements: string[] = [
  `create temp table place as
   select code, row_number() over (order by code) - 1 as n from organisations
   where level = 'district' and not nominal and starts_with(code, $1)`,
  `create temp table made as
   select new_id() as id, new_id() as inspection_id, p.code as org_code, s.n, format('%s第%s工会', p.code, s.n) as name
   from generate_series(1, $2) as s (n) join place p on p.n = s.n % (select count(*) from place)`,
  `insert into unions (province_code, id, org_code, name, kind, employees, members, founded_on, term_ends_on,
     certificate_ends_on, active, six_haves, standard)
   select $1, id, org_code, name, case when n % 9 = 0 then 'township' else 'enterprise' end, n % 700, n % 500, '2015-01-01',
     date '2024-01-01' + n % 1800, case when n % 4 > 0 then date '2024-06-01' + n % 1500 end, n % 50 > 0,
     case when n % 3 > 0 then jsonb_build_object('own-funds', n % 5 > 0) end, case when n % 3 > 0 then n % 5 > 0 end
   from made`,
  `insert into inspections (province_code, id, campaign_id, checklist_id, union_id, union_name, org_code, priority, status,
     stage, bad_count, submitted_at, submitted_by)
   select $1, inspection_id, $3, (select checklist_id from campaigns where id = $3), id, name, org_code, n % 3 = 0, s.status,
     case s.status when 'submitted' then 'defective' when 'approved' then 'closed' else s.status end, n % 6,
     case when s.status <> 'pending' then now() - n % 90 * interval '1 day' end, '某某'
   from made, lateral (select (array['pending', 'submitted', 'approved', 'approved', 'approved', 'returned', 'exempted'])[
     case when n % 100 = 0 then 7 when n % 40 = 0 then 6 else 1 + n % 5 end] as status) as s`,
  `insert into rectifications (province_code, campaign_id, inspection_id, union_id, union_name, org_code, item_key, item_text,
     track, responsible, evidence, status, base_due_on, due_on, measures, rectified_at, rectified_by, closed_at, closed_by, late)
   select $1, $3, inspection_id, id, name, org_code, 'Q' || k, '问题' || k, case when k < 3 then 'immediate' else 'scheduled' end,
     'self', 'optional', s.status, '2026-09-01', date '2026-09-01' + (n % 90), '已整改',
     case when s.status in ('rectified', 'closed') then now() end, '某某', case when s.status = 'closed' then now() end, '某某', n % 7 = 0
   from made, generate_series(1, 2 + n % 2) k, lateral (select (array['closed', 'closed', 'closed', 'rectified', 'open', 'open',
     'returned', 'reopened', 'withdrawn'])[1 + case when n % 80 = 0 then 8 when n % 30 = 0 then 7 when n % 33 = 0 then 6 else (n + k) % 6 end]
     as status) as s`,
  `insert into events (province_code, at, actor_name, org_code, union_id, subject_type, subject_id, action)
   select $1, now() - n % 90000 * interval '1 minute', '某某', org_code, id, 'inspections', inspection_id, a
   from made, unnest(array['submit']) a`,
  `insert into enterprises (province_code, org_code, name, uscc, employees, stage, stage_since, eligible_from, visit_count, last_visit_on)
   select $1, org_code, format('%s第%s公司', org_code, n), format('9%s%s', $1, lpad(n::text, 15, '0')), n % 900,
     (array['outreach', 'willing', 'established'])[1 + n % 3], '2026-01-01', '-infinity', 1, date '2026-01-01' + n % 300
   from made where n % 2 = 0`,
  `insert into visits (province_code, enterprise_id, org_code, visited_on, visitor_name, outcome)
   select province_code, id, org_code, last_visit_on, '某某', 'informed' from enterprises where province_code = $1 and last_visit_on is not null`,
  `insert into sites (province_code, org_code, name, batch_category, kind, has_federation, has_station, has_home)
   select $1, org_code, '站' || n, 'batch-1', 'park', true, true, true from made where n % 100 = 0`,
  `insert into site_reports (province_code, site_id, org_code, month, unions, enterprises, workers, migrant_workers,
     social_workers, services, visitors, disputes, participants, suggestions, benefit_yuan, reported_by)
   select $1, id, org_code, to_char(date '2024-01-01' + m * interval '1 month', 'YYYY-MM'), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, '某某'
   from sites, generate_series(0, 23) m where province_code = $1 and name like '站%'`,
  `insert into attachments (province_code, org_code, union_id, uploader_id, uploaded_by, filename, media_type, bytes, sha256,
     subject_type, subject_id)
   select $1, org_code, id, new_id(), '某某', 'a.png', 'image/png', 100, repeat('ab', 28) || lpad(to_hex(n), 8, '0'), 'inspections', inspection_id
   from made where n % 4 = 0`,
  `insert into notifications (province_code, org_code, recipient_id, kind, subject_type, subject_id, campaign_id, params, reason_key)
   select $1, u.org_code, u.id, 'extension-decided', 'campaigns', $3, $3, '{"count":1,"day":"2026-09-01"}', 'r' || n
   from users u, generate_series(1, 500) n where starts_with(u.org_code, $1)`,
  `insert into progress_pending (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
   select $1, $3::uuid, org_code, now(), now()::date, 'inspection', stage, '', case status when 'approved' then status else '' end,
     'infinity'::date, false, false, count(*)
   from inspections where province_code = $1 and id in (select inspection_id from made) and status <> 'exempted' group by org_code, stage, 9
   union all
   select $1, $3, org_code, now(), now()::date, 'item', status, item_key, track, d.due_on, d.late, false, count(*)
   from rectifications, lateral (select status in ('open', 'returned', 'reopened') as unsettled) as u,
     lateral (select case when u.unsettled then due_on else 'infinity' end as due_on, not u.unsettled and late as late) as d
   where province_code = $1 and inspection_id in (select inspection_id from made) and status <> 'withdrawn' group by org_code, status, item_key, track, d.due_on, d.late
   union all
   select $1, '00000000-0000-0000-0000-000000000000', org_code, now(), now()::date, 'union',
     case when standard is null then 'unassessed' when standard then 'standard' else 'substandard' end, '', '', 'infinity', false, false, count(*)
   from unions where province_code = $1 and id in (select id from made) and active group by org_code, standard
   union all
   select $1, '00000000-0000-0000-0000-000000000000', org_code, now(), now()::date, 'have', case value when 'true' then 'pass' else 'fail' end,
     key, '', 'infinity', false, false, count(*)
   from unions, jsonb_each_text(six_haves)
   where province_code = $1 and id in (select id from made) and active group by org_code, key, value`,
  'drop table place, made',
];

/** Fills a province beside what stands there already; its counts tell the truth about it. */
export async function crowd(owner: pg.Client, { provinceCode, unions, campaignId }: Crowd): Promise<void> {
  await owner.query('begin');
  await owner.query("set local synchronous_commit = off; set local app.scope_from = '0'; set local app.scope_to = ':'");
  const values = [`'${provinceCode}'`, String(unions), `'${campaignId}'`];
  for (const statement of statements) {
    await owner.query(statement.replace(/\$(\d)/g, (_, n: string) => values[Number(n) - 1]!));
  }
  await owner.query('commit');
}

/** What the server does at its leisure: folds the counts, and lets the planner know what there is. */
export async function settle(owner: pg.Client): Promise<void> {
  await owner.query('select platform_fold_progress(10000000)');
  await owner.query(`vacuum analyze ${busyTables.join(', ')}`);
}
