import sql, { raw, type Sql } from 'sql-template-tag';
import type { Plan } from '../plan.ts';
import type { MadeCampaign } from './inspections.ts';

/** Where an item of `d_full` stands. */
const statusOfItem = sql`
    case
      when voided_at is not null and restored_at is null then 'withdrawn'
      when settled_at is not null then 'closed' when mended_at is not null then 'rectified'
      when reopened_at is not null then 'reopened' when closed_at is not null then 'closed'
      when remarked_at is not null then 'rectified' when returned_at is not null then 'returned'
      when marked_at is not null then 'rectified' else 'open'
    end`;

/** The newest of an item's marks, as the record keeps it. */
const stateOfItems = sql`
  select f.*, p.marker, p.marker_name, p.marker_id, p.verifier_name, p.verifier_id, p.evidence_id, p.extension_asked, p.extension_decided,
    ${statusOfItem} as status,
    case
      when reopened_at is not null then due_3 when returned_at is not null then due_2 when decided_at is not null then due_1
      else base_due_on
    end as due_on,
    coalesce(mended_at, remarked_at, marked_at) as rectified_at,
    coalesce(case when mended_at is not null then late_3 when remarked_at is not null then late_2 when marked_at is not null then late_1 end, false)
      as late,
    case when mended_at is not null then settled_at when reopened_at is null then closed_at end as closed_for_good_at
  from d_full f join d_people p using (id)`;

/** What the author of the last step could take back: marking and closing, and what a return of the inspection withdrew. */
const undoOfItems = sql`
  case
    when status = 'withdrawn' then jsonb_build_object('action', 'void', 'actorId', null,
      'before', '{"status": "open", "extensionPending": false}'::jsonb)
    when status = 'closed' then jsonb_build_object('action', 'close', 'actorId', verifier_id,
      'before', '{"status": "rectified", "closedAt": null, "closedBy": null}'::jsonb)
    when status = 'rectified' and remarked_at is null and mended_at is null then jsonb_build_object('action', 'rectify', 'actorId', marker_id,
      'before', '{"status": "open", "measures": null, "note": null, "responsibleName": null, "rectifiedAt": null, "rectifiedBy": null,
        "marker": null, "late": false, "closedAt": null, "closedBy": null, "attachmentIds": []}'::jsonb)
  end`;

/** Where there are millions, only what was done in the last days can be taken back. */
const kept = (undo: Sql, { history, today }: Kept, updatedAt: Sql): Sql =>
  history === 'full' ? undo : sql`case when ${updatedAt} > ${today}::date - 4 then ${undo} end`;

export type Kept = Pick<Plan, 'history' | 'today'>;

export function insertItems(c: MadeCampaign, plan: Kept): Sql {
  const updatedAt = sql`greatest(raised_at, voided_at, restored_at, asked_at, decided_at, marked_at, returned_at, remarked_at, closed_at,
        reopened_at, mended_at, settled_at)`;
  return sql`
    insert into rectifications
      (province_code, id, campaign_id, inspection_id, union_id, union_name, org_code, item_key, item_text, track, responsible, evidence,
      status, base_due_on, due_on, finding, measures, responsible_name, rectified_at, rectified_by, marker, late, closed_at, closed_by,
      return_reason, extension, extension_pending, attachment_ids, undo, version, created_at, updated_at)
    select province_code, id, ${c.id}, inspection_id, union_id, union_name, org_code, item_key, item_text, track, responsible, evidence,
      status, base_due_on, due_on, finding, case when marked_at is not null then measures end,
      case when marked_at is not null then marker_name end, rectified_at, case when marked_at is not null then marker_name end,
      case when marked_at is not null then marker end, late, closed_for_good_at,
      case when closed_for_good_at is not null then verifier_name end,
      case when reopened_at is not null then reopen_reason when returned_at is not null then return_reason end,
      coalesce(extension_decided, extension_asked), asked_at is not null and decided_at is null,
      case when evidence_id is null then '{}' else array[evidence_id] end,
      ${kept(undoOfItems, plan, updatedAt)},
      1 + num_nonnulls(voided_at, restored_at, asked_at, decided_at, marked_at, returned_at, remarked_at, closed_at, reopened_at, mended_at,
        settled_at),
      raised_at, ${updatedAt}
    from (${stateOfItems}) as item
    order by org_code, id`;
}

/** One proof for each item that has one: made-up pictures, a few for all. */
export function insertEvidence(
  files: readonly { filename: string; mediaType: string; bytes: number; sha256: string }[],
): Sql {
  const file = (column: string) => raw(`files.${column}`);
  return sql`
    insert into attachments
      (province_code, id, org_code, union_id, uploader_id, uploaded_by, filename, media_type, bytes, sha256, subject_type, subject_id,
      created_at, updated_at)
    select f.province_code, p.evidence_id, f.org_code, f.union_id, p.marker_id, p.marker_name, ${file('filename')}, ${file('media_type')},
      ${file('bytes')}, ${file('sha256')}, 'rectifications', f.id, f.marked_at, f.marked_at
    from d_full f
    join d_people p using (id)
    join (
      select ordinality, filename, "mediaType" as media_type, bytes, sha256
      from rows from (jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as (filename text, "mediaType" text, bytes integer, sha256 text))
        with ordinality
    ) as files on files.ordinality = 1 + floor(pg_temp.dice(f.key, 110) * ${files.length})
    where p.evidence_id is not null`;
}

const unanswered = `'{"status": "pending", "stage": "pending", "answers": {}, "badCount": 0, "openCount": 0, "unclosedCount": 0,
  "shell": false, "score": null, "onBehalf": false, "submittedAt": null, "submittedBy": null, "submitter": null, "approvedAt": null,
  "returnReason": null}'::jsonb`;

/** What its items leave of each inspection: how many are unsettled and unclosed, and whether all are as they were raised. */
const itemsOfInspections = (history: Plan['history']): Sql =>
  history === 'full'
    ? sql`
      select inspection_id, sum(opened)::integer as opened, sum(unclosed)::integer as unclosed, max(seq) < 5 as untouched
      from d_step where subject_type = 'rectifications' group by inspection_id`
    : sql`
      select inspection_id, (count(*) filter (where status in ('open', 'returned', 'reopened')))::integer as opened,
        (count(*) filter (where status not in ('closed', 'withdrawn')))::integer as unclosed,
        bool_and(asked_at is null and marked_at is null) as untouched
      from (select inspection_id, asked_at, marked_at, ${statusOfItem} as status from d_full) as state group by inspection_id`;

export function insertInspections(c: MadeCampaign, plan: Kept): Sql {
  const updatedAt = sql`greatest(i.issued_at, i.submitted_at, i.returned_at, i.resubmitted_at, i.approved_at, i.exempted_at)`;
  const undo = sql`case
        when i.status = 'submitted' and i.resubmitted_at is null and items.untouched is not false
          then jsonb_build_object('action', 'submit', 'actorId', submitter.id, 'before', ${raw(unanswered)})
        when i.status = 'approved' and items.untouched is not false then jsonb_build_object('action', 'approve', 'actorId', reviewer.id,
          'before', '{"status": "submitted", "approvedAt": null}'::jsonb)
      end`;
  return sql`
    insert into inspections
      (province_code, id, campaign_id, checklist_id, union_id, union_name, org_code, priority, status, stage, answers, bad_count, open_count,
      unclosed_count, shell, score, on_behalf, submitted_at, submitted_by, submitter, approved_at, return_reason, undo, version, created_at,
      updated_at)
    select i.province_code, i.id, ${c.id}, ${c.checklistId}, i.union_id, i.union_name, i.org_code, i.priority, i.status,
      case
        when not answered then i.status when a.bad_count = 0 then 'faultless'
        when coalesce(items.unclosed, 0) = 0 then 'closed' when coalesce(items.opened, 0) = 0 then 'rectified' else 'defective'
      end,
      coalesce(a.answers, '{}'), case when answered then a.bad_count else 0 end, coalesce(items.opened, 0), coalesce(items.unclosed, 0),
      answered and a.shell, case when answered then a.score end, i.submitted_at is not null and not i.by_chair,
      coalesce(i.resubmitted_at, i.submitted_at), case when i.submitted_at is not null then submitter.name end,
      case when i.submitted_at is not null then submitter.author end, i.approved_at,
      case i.status when 'returned' then i.refusal when 'exempted' then i.exemption end,
      ${kept(undo, plan, updatedAt)},
      1 + num_nonnulls(i.submitted_at, i.returned_at, i.resubmitted_at, i.approved_at, i.exempted_at), i.issued_at, ${updatedAt}
    from d_inspection i
    left join d_answer a on a.inspection_id = i.id
    left join (${itemsOfInspections(plan.history)}) as items on items.inspection_id = i.id
    left join d_seat filler on filler.org_code = i.filler_code and filler.seat = 1
    left join d_seat reviewer on reviewer.org_code = i.reviewer_code and reviewer.seat = i.reviewer_seat
    cross join lateral (
      select i.status in ('submitted', 'approved') as answered
    ) as s
    cross join lateral (
      select case when i.by_chair then chair.id else filler.id end as id, case when i.by_chair then i.chair_name else filler.name end as name,
        case when i.by_chair then jsonb_build_object('id', chair.id, 'orgCode', i.org_code, 'role', 'reporter')
          else jsonb_build_object('id', filler.id, 'orgCode', filler.org_code, 'role', filler.role) end as author
      from (select pg_temp.make_id('2024-01-02T01:00:00Z', 'chair/' || i.union_id) as id) as chair
    ) as submitter
    order by i.org_code, i.id`;
}
