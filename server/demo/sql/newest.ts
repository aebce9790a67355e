import sql, { type Sql } from 'sql-template-tag';
import { addDays, type Day } from '../../../shared/rules/days.ts';
import type { MadeCampaign } from './inspections.ts';

const chair = (union: Sql) => sql`pg_temp.make_id('2024-01-02T01:00:00Z', 'chair/' || ${union})`;

/** The newest step of each item that has moved since that day, with the state and the due day that it changed. */
const ofItems = (since: Day): Sql => sql`
  insert into events
    (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes)
  select f.province_code, pg_temp.make_id(s.at, 'event/' || f.id), s.at,
    case s.who when 'marker' then p.marker_id when 'verifier' then p.verifier_id when 'reviewer' then reviewer.id
      else case when f.by_chair then ${chair(sql`f.union_id`)} else filler.id end end,
    case s.who when 'marker' then p.marker_name when 'verifier' then p.verifier_name when 'reviewer' then reviewer.name
      else case when f.by_chair then f.chair_name else filler.name end end,
    f.org_code, f.union_id, 'rectifications', f.id::text, s.action, s.reason,
    coalesce(s.status::jsonb, '{}') || case when s.due_on <> s.was_due_on
      then jsonb_build_object('dueOn', jsonb_build_array(s.was_due_on, s.due_on)) else '{}' end
  from d_full f
  join d_people p using (id)
  left join d_seat filler on filler.org_code = f.filler_code and filler.seat = 1
  left join d_seat reviewer on reviewer.org_code = f.reviewer_code and reviewer.seat = f.reviewer_seat
  cross join lateral (
    select * from (values
      (13, f.settled_at, 'close', 'verifier', '{"status": ["rectified", "closed"]}', null::text, null::date, null::date),
      (12, f.mended_at, 'rectify', 'marker', '{"status": ["reopened", "rectified"]}', null, null, null),
      (11, f.reopened_at, 'reopen', 'verifier', '{"status": ["closed", "reopened"]}', f.reopen_reason, f.due_2, f.due_3),
      (10, f.closed_at, 'close', 'verifier', '{"status": ["rectified", "closed"]}', null, null, null),
      (9, f.remarked_at, 'rectify', 'marker', '{"status": ["returned", "rectified"]}', null, null, null),
      (8, f.returned_at, 'return', 'verifier', '{"status": ["rectified", "returned"]}', f.return_reason, f.due_1, f.due_2),
      (7, f.marked_at, 'rectify', 'marker', '{"status": ["open", "rectified"]}', null, null, null),
      (6, f.decided_at, 'decide-extension', 'verifier', null, f.refusal_reason, f.base_due_on, f.due_1),
      (5, f.asked_at, 'request-extension', 'marker', null, f.extension_reason, null, null),
      (2, f.restored_at, 'reinstate', 'submitter', '{"status": ["withdrawn", "open"]}', null, null, null),
      (1, f.voided_at, 'void', 'reviewer', '{"status": ["open", "withdrawn"]}', null, null, null)
    ) as step (seq, at, action, who, status, reason, was_due_on, due_on)
    where at is not null order by seq desc limit 1
  ) as s
  where s.at >= ${since}::date`;

/** The newest step of each inspection that somebody has taken in hand since that day. */
const ofInspections = (c: MadeCampaign, since: Day): Sql => sql`
  insert into events
    (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes)
  select i.province_code, pg_temp.make_id(s.at, 'event/' || i.id), s.at,
    case s.who when 'city' then city.id when 'reviewer' then reviewer.id
      else case when i.by_chair then ${chair(sql`i.union_id`)} else filler.id end end,
    case s.who when 'city' then city.name when 'reviewer' then reviewer.name
      else case when i.by_chair then i.chair_name else filler.name end end,
    i.org_code, i.union_id, 'inspections', i.id::text, s.action, s.reason, s.changes::jsonb
  from d_inspection i
  left join d_seat filler on filler.org_code = i.filler_code and filler.seat = 1
  left join d_seat reviewer on reviewer.org_code = i.reviewer_code and reviewer.seat = i.reviewer_seat
  join d_seat city on city.org_code = ${c.orgCode} and city.seat = 1
  cross join lateral (
    select * from (values
      (4, i.approved_at, 'approve', 'reviewer', null::text, '{"status": ["submitted", "approved"]}'),
      (3, i.resubmitted_at, 'submit', 'submitter', null, '{"status": ["returned", "submitted"]}'),
      (2, i.returned_at, 'return', 'reviewer', i.refusal, '{"status": ["submitted", "returned"]}'),
      (1, i.submitted_at, 'submit', 'submitter', null, '{"status": ["pending", "submitted"]}'),
      (0, i.exempted_at, 'exempt', 'city', i.exemption, '{"status": ["pending", "exempted"]}')
    ) as step (seq, at, action, who, reason, changes)
    where at is not null order by seq desc limit 1
  ) as s
  where s.at >= ${since}::date`;

/** So far back; all of it would fill more of the disk than the records themselves. */
const DAYS_OF_ITEMS = 9;
const DAYS_OF_INSPECTIONS = 21;

/** What stands for the history where there are millions. */
export const newestEvents = (c: MadeCampaign, today: Day): Sql[] => [
  ofItems(addDays(today, -DAYS_OF_ITEMS)),
  ofInspections(c, addDays(today, -DAYS_OF_INSPECTIONS)),
];
