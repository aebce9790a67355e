import sql, { raw, type Sql } from 'sql-template-tag';
import { weekOf, type Day } from '../../../shared/rules/days.ts';
import { extensionReasons, measureTexts, refusalReasons, reopenReasons, returnReasons } from '../words.ts';
import type { Plan } from '../plan.ts';
import { dice, pick } from './helpers.ts';
import type { MadeCampaign } from './inspections.ts';

/** One row for each answer that was ever bad, with what befell it along with its inspection. */
export function items(c: MadeCampaign): Sql {
  return sql`
    create temp table d_item as
    select i.province_code, pg_temp.make_id(i.submitted_at, i.key || d.key) as id, i.id as inspection_id, i.union_id, i.union_name,
      i.org_code, i.base_code, i.verifier_code, i.chair_name, i.pace, i.focus, i.key || d.key as key, d.key as item_key, d.text as item_text,
      d.track, d.responsible, d.evidence, v.finding,
      case d.track when 'immediate' then ${c.immediateDueOn}::date else ${c.scheduledDueOn}::date end as base_due_on,
      i.submitted_at as raised_at, i.returned_at as voided_at, case when v.bad then i.resubmitted_at end as restored_at,
      case when i.returned_at is null then i.submitted_on when v.bad then i.resubmitted_on end as started_on,
      i.reviewer_code, i.reviewer_seat, i.submitter_code, i.by_chair, i.filler_code
    from d_verdict v
    join d_inspection i on i.id = v.inspection_id
    join d_item_def d using (ord)
    where v.bad_first`;
}

/**
 * The days of an item's life after the submission that counts: extension asked for and decided, marked, checked
 * (closed or returned), marked again and closed, reopened, marked and closed once more. Each day follows from the one
 * before, with the due days that the rules give; what lies ahead is null.
 */
export function lives(c: MadeCampaign, plan: Plan): Sql {
  const { today } = plan;
  const office = (day: Sql) => sql`pg_temp.office_day(${day})`;
  const wait = (mean: Sql, salt: number) => sql`pg_temp.wait(${mean}, ${dice(sql`key`, salt)})`;
  const happened = (column: string) =>
    sql`case when ${raw(column)} < ${today}::date then ${raw(column)} end as ${raw(column)}`;
  return sql`
    create temp table d_life as
    with asked as materialized (
      select id, key, focus, pace, track, base_due_on, started_on,
        case when ${dice(sql`key`, 70)} >= ${c.status === 'closed' ? 0.007 : 0.025} / pace
          then ${office(sql`started_on + 1 + ${wait(sql`case track when 'immediate' then 11.0 else 27.0 end * ${raw(c.patience.toFixed(2))} / pace`, 71)}`)} end as first_mark,
        case
          when focus and ${dice(sql`key`, 88)} < 0.2
            then greatest(started_on + 1, ${office(sql`${today}::date - 1 - floor(3 * ${dice(sql`key`, 89)})::integer`)})
          when ${dice(sql`key`, 72)} < case when focus and track = 'immediate' then 0.85 when focus then 0.25 else ${c.extended} end
            then ${office(sql`started_on + 3 + ${wait(sql`4.0`, 73)}`)}
        end as ask_on,
        ${extendedUntil(c, today)} as until
      from d_item where started_on is not null
    ), decided as materialized (
      select *, case when asks then ask_on end as asked_on,
        case when asks then ${office(sql`ask_on + 2 + ${wait(sql`case when focus then 7.0 else 4.0 end / pace`, 74)}`)} end as decided_on,
        ${dice(sql`key`, 75)} < 0.72 as granted
      from asked cross join lateral (
        select coalesce((first_mark is null or ask_on < first_mark) and until > base_due_on and until >= ask_on, false)
      ) as a (asks)
    ), marked as materialized (
      select *,
        case
          when decided_on is null then base_due_on when granted then until
          when asked_on > base_due_on then base_due_on else base_due_on + (decided_on - asked_on)
        end as due_1,
        -- Whoever has asked for more time waits for the answer, and takes some of it.
        case
          when decided_on is null then first_mark
          else ${office(sql`greatest(first_mark, decided_on + 1 + ${wait(sql`case when focus then 40.0 else 9.0 end / pace`, 76)})`)}
        end as marked_on
      from decided
    ), checked as materialized (
      select *, ${office(sql`marked_on + 1 + ${wait(sql`6.0 / pace`, 77)}`)} as checked_on, ${dice(sql`key`, 78)} < case when focus then 0.25 else 0.1 end as refused
      from marked
    ), granted as materialized (
      select checked.*,
        case when refused then greatest(due_1, checked_on + greatest(0, due_1 - marked_on), d.granted) else due_1 end as due_2
      from checked left join d_days d on d.day = checked.checked_on
    ), marked_again as materialized (
      select *, case when refused then ${office(sql`checked_on + 1 + ${wait(sql`case when focus then 15.0 else 7.0 end / pace`, 79)}`)} end as remarked_on from granted
    ), closed as materialized (
      select *, case when refused then ${office(sql`remarked_on + 1 + ${wait(sql`5.0 / pace`, 80)}`)} else checked_on end as closed_on
      from marked_again
    ), reopened as materialized (
      select *, case when ${dice(sql`key`, 81)} < case when focus then 0.1 else 0.045 end then ${office(sql`closed_on + 6 + ${wait(sql`10.0`, 82)}`)} end as reopened_on from closed
    ), marked_late as materialized (
      select *, greatest(due_2, reopened_on + 30) as due_3, ${office(sql`reopened_on + 4 + ${wait(sql`case when focus then 25.0 else 12.0 end / pace`, 83)}`)} as mended_on
      from reopened
    ), settled as materialized (
      select *, ${office(sql`mended_on + 1 + ${wait(sql`6.0 / pace`, 84)}`)} as settled_on from marked_late
    )
    select id, until, granted, refused, due_1, due_2, due_3,
      ${happened('asked_on')}, ${happened('decided_on')}, ${happened('marked_on')}, ${happened('checked_on')},
      ${happened('remarked_on')}, ${happened('closed_on')}, ${happened('reopened_on')}, ${happened('mended_on')}, ${happened('settled_on')}
    from settled`;
}

/** How long an extension runs. In the focus district many end in the present week. */
function extendedUntil(c: MadeCampaign, today: Day): Sql {
  const later = sql`base_due_on + 3 + floor(${dice(sql`key`, 85)} * case track when 'immediate' then 34 else 60 end)::integer`;
  if (c.status !== 'issued') return later;
  const days = Math.max(1, 1 + (Date.parse(weekOf(today).to) - Date.parse(today)) / 86_400_000);
  return sql`
    case when focus and track = 'immediate' and ${dice(sql`key`, 86)} < 0.95
      then ${today}::date + floor(${dice(sql`key`, 87)} * ${days})::integer else ${later} end`;
}

/** Instants, people and texts of the same life. Where there are millions, only the evidence that must be there is. */
export const livesInFull = (history: Plan['history']): Sql => sql`
  create temp table d_full as
  select i.*, l.until, l.granted, l.due_1, l.due_2, l.due_3, l.refused,
    pg_temp.office_time(l.asked_on, 5, ${dice(sql`key`, 90)}) as asked_at,
    pg_temp.office_time(l.decided_on, 6, ${dice(sql`key`, 91)}) as decided_at,
    pg_temp.office_time(l.marked_on, 7, ${dice(sql`key`, 92)}) as marked_at,
    case when l.refused then pg_temp.office_time(l.checked_on, 8, ${dice(sql`key`, 93)}) end as returned_at,
    pg_temp.office_time(l.remarked_on, 9, ${dice(sql`key`, 94)}) as remarked_at,
    pg_temp.office_time(l.closed_on, 10, ${dice(sql`key`, 95)}) as closed_at,
    pg_temp.office_time(l.reopened_on, 11, ${dice(sql`key`, 96)}) as reopened_at,
    pg_temp.office_time(l.mended_on, 12, ${dice(sql`key`, 97)}) as mended_at,
    pg_temp.office_time(l.settled_on, 13, ${dice(sql`key`, 98)}) as settled_at,
    l.marked_on > l.due_1 as late_1, l.remarked_on > l.due_2 as late_2, l.mended_on > l.due_3 as late_3, l.asked_on,
    i.by_chair and i.responsible = 'self' as marked_by_chair,
    case when i.by_chair and i.responsible = 'self' then i.org_code else i.filler_code end as marker_code,
    case when i.verifier_code = i.base_code then 2 else 1 end as verifier_seat,
    i.evidence = 'required' or i.evidence = 'optional' and ${history === 'full' ? sql`${dice(sql`key`, 99)} < 0.25` : sql`false`} as proven,
    ${pick(measureTexts, sql`key`, 100)} as measures, ${pick(returnReasons, sql`key`, 101)} as return_reason,
    ${pick(reopenReasons, sql`key`, 102)} as reopen_reason, ${pick(extensionReasons, sql`key`, 103)} as extension_reason,
    case when not l.granted then ${pick(refusalReasons, sql`key`, 104)} end as refusal_reason
  from d_item i left join d_life l using (id)`;
