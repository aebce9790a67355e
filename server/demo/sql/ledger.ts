import sql, { type Sql } from 'sql-template-tag';
import { NO_DUE_DAY } from '../../features/progress/ledger.ts';
import type { Day } from '../../../shared/rules/days.ts';
import type { MadeCampaign } from './inspections.ts';

const unsettled = (status: Sql) => sql`${status} in ('open', 'returned', 'reopened')`;

/** `itemTally` of shared/rules/measures.ts over the steps: what was taken away and what was added, each time. */
const itemMoves = sql`
  with stepped as (
    select *, lag(status) over w as was_status, lag(due_on) over w as was_due_on, lag(late) over w as was_late
    from d_step where subject_type = 'rectifications'
    window w as (partition by subject_id order by seq)
  )
  select org_code, at, 'item' as kind, t.status as stage, item_key, track,
    case when ${unsettled(sql`t.status`)} then t.due_on else ${NO_DUE_DAY}::date end as due_on,
    not ${unsettled(sql`t.status`)} and t.late as late, false as shell, t.n
  from stepped
  cross join lateral (values (status, due_on, late, 1), (was_status, was_due_on, was_late, -1)) as t (status, due_on, late, n)
  where t.status <> 'withdrawn'`;

/** `inspectionTally`: an inspection moves with its own steps and with those of its items. */
const inspectionMoves = sql`
  with moments as (
    select inspection_id, at, sum(opened) as opened, sum(unclosed) as unclosed,
      sum(case action when 'void' then -1 when 'create' then 1 when 'reinstate' then 1 else 0 end)
        filter (where subject_type = 'rectifications') as counted
    from d_step group by inspection_id, at
  ), sums as (
    select inspection_id, at, sum(opened) over w as opened, sum(unclosed) over w as unclosed, sum(coalesce(counted, 0)) over w as counted
    from moments window w as (partition by inspection_id order by at)
  ), staged as (
    select i.id, i.org_code, s.at,
      case
        when s.at >= i.exempted_at then 'exempted'
        when i.submitted_at is null or s.at < i.submitted_at then 'pending'
        when s.at >= i.returned_at and (i.resubmitted_at is null or s.at < i.resubmitted_at) then 'returned'
        when s.counted = 0 then 'faultless'
        when s.unclosed = 0 then 'closed'
        when s.opened = 0 then 'rectified'
        else 'defective'
      end as stage,
      case when s.at >= i.resubmitted_at then a.shell when s.at >= i.submitted_at then a.shell_first else false end as shell,
      case when s.at >= i.approved_at then 'approved' else '' end as track
    from sums s join d_inspection i on i.id = s.inspection_id left join d_answer a on a.inspection_id = i.id
  ), stepped as (
    select org_code, at, stage, shell, track, lag(stage) over w as was_stage, lag(shell) over w as was_shell, lag(track) over w as was_track
    from staged window w as (partition by id order by at)
  )
  select org_code, at, 'inspection', t.stage, '', t.track, ${NO_DUE_DAY}::date, false, t.shell and t.stage not in ('pending', 'returned'), t.n
  from stepped cross join lateral (values (stage, shell, track, 1), (was_stage, was_shell, was_track, -1)) as t (stage, shell, track, n)
  where t.stage <> 'exempted'`;

function insertMoves(c: MadeCampaign, moves: Sql): Sql {
  return sql`
    insert into progress_pending
      (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
    select ${c.provinceCode}, ${c.id}, org_code, at, (at at time zone 'Asia/Shanghai')::date, kind, stage, item_key, track, due_on,
      late, shell, sum(n)
    from (${moves}) as moves
    group by org_code, at, 5, kind, stage, item_key, track, due_on, late, shell
    having sum(n) <> 0`;
}

/** Every difference that the steps would have written to the inbox of the ledger, at its instant. */
export function differences(c: MadeCampaign): Sql {
  return insertMoves(c, sql`(${itemMoves}) union all (${inspectionMoves})`);
}

/**
 * The present state alone, counted from the rows as `records` writes them, as if it had come about by the end of the four
 * weeks of the newest step.
 */
function presentState(c: MadeCampaign, today: Day, records: Sql, state: Sql): Sql {
  return sql`
    with written as (${records} returning *), dated as (
      select *, pg_temp.office_time(pg_temp.office_day(
          ${today}::date - 1 - 28 * ((${today}::date - 1 - (updated_at at time zone 'Asia/Shanghai')::date) / 28)), 13, 0.99) as at
      from written
    )
    ${insertMoves(c, state)}`;
}

/** Writes the inspections along with what they count for. */
export const countedInspections = (c: MadeCampaign, today: Day, records: Sql): Sql =>
  presentState(
    c,
    today,
    records,
    sql`
      select org_code, at, 'inspection' as kind, stage, '' as item_key, case status when 'approved' then status else '' end as track,
        ${NO_DUE_DAY}::date as due_on, false as late, shell, 1 as n
      from dated where status <> 'exempted'`,
  );

/** Writes the items along with what they count for. */
export const countedItems = (c: MadeCampaign, today: Day, records: Sql): Sql =>
  presentState(
    c,
    today,
    records,
    sql`
      select org_code, at, 'item' as kind, status as stage, item_key, track,
        case when ${unsettled(sql`status`)} then due_on else ${NO_DUE_DAY}::date end as due_on,
        not ${unsettled(sql`status`)} and late as late, false as shell, 1 as n
      from dated where status <> 'withdrawn'`,
  );
