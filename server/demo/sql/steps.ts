import sql, { type Sql } from 'sql-template-tag';
import type { MadeCampaign } from './inspections.ts';

const open = sql`'open'::text`;

const extensionAsked = sql`jsonb_build_object('until', f.until, 'reason', f.extension_reason, 'requestedOn', f.asked_on,
  'requestedBy', marker.name, 'requester', marker.author, 'decision', null, 'decidedBy', null, 'decisionReason', null)`;
const extensionDecided = sql`${extensionAsked} || jsonb_build_object('decision', case when f.granted then 'approved' else 'refused' end,
  'decidedBy', verifier.name, 'decisionReason', f.refusal_reason)`;

/** Who marks and who verifies each item, as authors and by name; its evidence; and the extension as it is stored. */
export const people: Sql = sql`
  create temp table d_people as
  select f.id, marker.id as marker_id, marker.name as marker_name, marker.author as marker,
    verifier.id as verifier_id, verifier.name as verifier_name,
    case when f.marked_at is not null and f.proven then pg_temp.make_id(f.marked_at, 'evidence/' || f.key) end as evidence_id,
    case when f.asked_at is not null then ${extensionAsked} end as extension_asked,
    case when f.decided_at is not null then ${extensionDecided} end as extension_decided
  from d_full f
  cross join lateral (
    select s.id, s.name, jsonb_build_object('id', s.id, 'orgCode', s.org_code, 'role', s.role) as author
    from d_seat s where s.org_code = f.marker_code and s.seat = 1 and not f.marked_by_chair
    union all
    select chair.id, f.chair_name, jsonb_build_object('id', chair.id, 'orgCode', f.org_code, 'role', 'reporter')
    from (select pg_temp.make_id('2024-01-02T01:00:00Z', 'chair/' || f.union_id) as id) as chair where f.marked_by_chair
  ) as marker
  join d_seat verifier on verifier.org_code = f.verifier_code and verifier.seat = f.verifier_seat`;

/**
 * Every step of every item in its order, with the state after it: what history and ledger are written from. `opened`
 * and `unclosed` are the changes of the two counts that the inspection keeps.
 */
export const itemSteps: Sql = sql`
  create temp table d_step as
  select 'rectifications'::text as subject_type, f.province_code, f.id as subject_id, f.inspection_id, f.org_code, f.union_id,
    f.item_key, f.track, s.seq, s.at, s.action, s.status, s.due_on, s.late, s.opened, s.unclosed, s.reason, s.extra,
    s.actor_id, s.actor_name
  from d_full f
  join d_people p using (id)
  join d_inspection i on i.id = f.inspection_id
  join d_seat filler on filler.org_code = i.filler_code and filler.seat = 1
  join d_seat reviewer on reviewer.org_code = i.reviewer_code and reviewer.seat = i.reviewer_seat
  cross join lateral (
    select case when i.by_chair then pg_temp.make_id('2024-01-02T01:00:00Z', 'chair/' || f.union_id) else filler.id end as id,
      case when i.by_chair then i.chair_name else filler.name end as name
  ) as submitter
  cross join lateral (values
    (0, f.raised_at, 'create', ${open}, f.base_due_on, false, 1, 1, null::text, jsonb_build_object('track', jsonb_build_array(null, f.track)),
      submitter.id, submitter.name),
    (1, f.voided_at, 'void', 'withdrawn', f.base_due_on, false, -1, -1, null, null, reviewer.id, reviewer.name),
    (2, f.restored_at, 'reinstate', 'open', f.base_due_on, false, 1, 1, null, null, submitter.id, submitter.name),
    (5, f.asked_at, 'request-extension', 'open', f.base_due_on, false, 0, 0, f.extension_reason,
      case when f.asked_at is not null then jsonb_build_object('extension', jsonb_build_array(null, p.extension_asked)) end, p.marker_id, p.marker_name),
    (6, f.decided_at, 'decide-extension', 'open', f.due_1, false, 0, 0, f.refusal_reason,
      case when f.decided_at is not null
        then jsonb_build_object('extension', jsonb_build_array(p.extension_asked, p.extension_decided)) end, p.verifier_id, p.verifier_name),
    (7, f.marked_at, 'rectify', 'rectified', f.due_1, f.late_1, -1, 0, null,
      case when f.marked_at is not null then
        jsonb_build_object('measures', jsonb_build_array(null, f.measures), 'responsibleName', jsonb_build_array(null, p.marker_name))
        || case when p.evidence_id is null then '{}'::jsonb
          else jsonb_build_object('attachmentIds', jsonb_build_array('[]'::jsonb, jsonb_build_array(p.evidence_id))) end
      end,
      p.marker_id, p.marker_name),
    (8, f.returned_at, 'return', 'returned', f.due_2, f.late_1, 1, 0, f.return_reason, null, p.verifier_id, p.verifier_name),
    (9, f.remarked_at, 'rectify', 'rectified', f.due_2, f.late_2, -1, 0, null, null, p.marker_id, p.marker_name),
    (10, f.closed_at, 'close', 'closed', f.due_2, coalesce(f.late_2, f.late_1), 0, -1, null, null, p.verifier_id, p.verifier_name),
    (11, f.reopened_at, 'reopen', 'reopened', f.due_3, coalesce(f.late_2, f.late_1), 1, 1, f.reopen_reason, null, p.verifier_id, p.verifier_name),
    (12, f.mended_at, 'rectify', 'rectified', f.due_3, f.late_3, -1, 0, null, null, p.marker_id, p.marker_name),
    (13, f.settled_at, 'close', 'closed', f.due_3, f.late_3, 0, -1, null, null, p.verifier_id, p.verifier_name)
  ) as s (seq, at, action, status, due_on, late, opened, unclosed, reason, extra, actor_id, actor_name)
  where s.at is not null`;

/** The steps of the inspections themselves. The counts are those of a submission; a return empties them. */
export function inspectionSteps(c: MadeCampaign, issuer: { id: string; name: string }): Sql {
  const submitted = (bad: Sql, score: Sql, from: Sql) => sql`
    jsonb_build_object('badCount', jsonb_build_array(0, ${bad}), 'score', jsonb_build_array(null, ${score}))
      || case when ${from} or i.by_chair then '{}'::jsonb else '{"onBehalf": [false, true]}'::jsonb end`;
  return sql`
    insert into d_step
    select 'inspections', i.province_code, i.id, i.id, i.org_code, i.union_id, '', '', s.seq, s.at, s.action, s.status, null, false, 0, 0,
      s.reason, s.extra, s.actor_id, s.actor_name
    from d_inspection i
    left join d_answer a on a.inspection_id = i.id
    left join d_seat filler on filler.org_code = i.filler_code and filler.seat = 1
    left join d_seat reviewer on reviewer.org_code = i.reviewer_code and reviewer.seat = i.reviewer_seat
    join d_seat city on city.org_code = ${c.orgCode} and city.seat = 1
    cross join lateral (
      select case when i.by_chair then pg_temp.make_id('2024-01-02T01:00:00Z', 'chair/' || i.union_id) else filler.id end as id,
        case when i.by_chair then i.chair_name else filler.name end as name
    ) as submitter
    cross join lateral (values
      (0, i.issued_at, 'create', null::text, null::text, null::jsonb, ${issuer.id}::uuid, ${issuer.name}),
      (1, i.submitted_at, 'submit', 'submitted', null, ${submitted(sql`a.bad_first_count`, sql`a.first_score`, sql`false`)}, submitter.id, submitter.name),
      (2, i.returned_at, 'return', 'returned', i.refusal,
        jsonb_build_object('badCount', jsonb_build_array(a.bad_first_count, 0), 'score', jsonb_build_array(a.first_score, null)),
        reviewer.id, reviewer.name),
      (3, i.resubmitted_at, 'submit', 'submitted', null, ${submitted(sql`a.bad_count`, sql`a.score`, sql`true`)}, submitter.id, submitter.name),
      (4, i.approved_at, 'approve', 'approved', null, null, reviewer.id, reviewer.name),
      (1, i.exempted_at, 'exempt', 'exempted', i.exemption, null, city.id, city.name)
    ) as s (seq, at, action, status, reason, extra, actor_id, actor_name)
    where s.at is not null`;
}

/** The history: each step with the fields that it changed, before and after. */
export const events: Sql = sql`
  insert into events
    (province_code, id, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action, reason, changes)
  select province_code, pg_temp.make_id(at, 'event/' || seq || subject_id), at, actor_id, actor_name, org_code, union_id, subject_type,
    subject_id::text, action, reason, nullif(changes, '{}')
  from (
    select *, case when status is null then '{}' else jsonb_strip_nulls(jsonb_build_object(
        'status', case when status is distinct from was_status then jsonb_build_array(was_status, status) end,
        'dueOn', case when due_on is distinct from was_due_on then jsonb_build_array(was_due_on, due_on) end))
      end || coalesce(extra, '{}') as changes
    from (
      select *, lag(due_on) over w as was_due_on,
        coalesce(lag(status) over w, case when subject_type = 'inspections' then 'pending' end) as was_status
      from d_step window w as (partition by subject_id order by seq)
    ) as stepped
  ) as written
  order by org_code, at`;
