import sql, { type Sql } from 'sql-template-tag';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';

/** An officer's notice concerns an area, a reporter's one union: each is looked up by its own index. */
const area = sql`t.province_code = n.province_code and t.org_code >= n.org_code and t.org_code < n.org_code || '~'`;
const union = sql`t.province_code = n.province_code and t.union_id = n.union_id`;
const dayOf = (instant: Sql) => sql`(${instant} at time zone 'Asia/Shanghai')::date = (n.params->>'day')::date`;

/** Whether the reason of the notice `n` still stands. What is only to be known always does. */
function standing(ctx: Ctx): Sql {
  const either = (found: (place: Sql) => Sql) => sql`(case when n.union_id is null
    then exists (select ${found(area)}) else exists (select ${found(union)}) end)`;
  const items = (condition: Sql) =>
    either(
      (place) => sql`from rectifications t
        where ${place} and t.campaign_id = n.campaign_id and ${condition} and ${inScope(ctx, 'rectifications', 't')}
          and (n.union_id is null or t.responsible = 'self')`,
    );
  const inspections = (condition: Sql) =>
    either(
      (place) => sql`from inspections t
        where ${place} and t.campaign_id = n.campaign_id and ${condition} and ${inScope(ctx, 'inspections', 't')}`,
    );
  const unsettled = sql`t.status = any(${[...unsettledStatuses]})`;
  const due = sql`t.due_on >= coalesce((n.params->>'dueFrom')::date, '-infinity'::date)
    and t.due_on <= coalesce((n.params->>'dueTo')::date, 'infinity'::date)`;
  const order = (statuses: string[]) => sql`exists (
    select from supervisions t
    where t.province_code = n.province_code and t.id = n.subject_id and t.status = any(${statuses})
      and ${inScope(ctx, 'supervisions', 't')})`;
  const open = sql`exists (
    select from campaigns c
    where c.province_code = n.province_code and c.id = n.campaign_id and c.status = 'issued'
      and ${inScope(ctx, 'campaigns', 'c')})`;
  const unanswered = sql`t.status in ('pending', 'returned')`;
  const mine = sql`t.id = n.subject_id and t.status in ('pending', 'returned')`;
  return sql`(case
    when not exists (
      select from users u
      where u.id = n.recipient_id and u.active and u.org_code = n.org_code
        and u.union_id is not distinct from n.union_id and ${inScope(ctx, 'users', 'u')}) then false
    when n.kind in ('issued', 'fill-due', 'fill-overdue', 'reminder') and n.subject_type = 'inspections'
      then ${open} and ${inspections(mine)}
    when n.kind in ('fill-due', 'fill-overdue', 'reminder') then ${open} and ${inspections(unanswered)}
    when n.kind = 'inspection-returned' then ${open} and ${inspections(sql`t.id = n.subject_id and t.status = 'returned'`)}
    when n.kind = 'to-review' then ${inspections(sql`t.status = 'submitted' and ${dayOf(sql`t.submitted_at`)}`)}
    when n.kind in ('item-due', 'item-overdue')
      then ${items(sql`${unsettled} and ${due} and (n.kind = 'item-due' or t.due_on < ${ctx.today}::date)`)}
    when n.kind = 'item-returned' then ${items(sql`t.status in ('returned', 'reopened')`)}
    when n.kind = 'to-verify' then ${items(sql`t.status = 'rectified' and ${dayOf(sql`t.rectified_at`)}`)}
    when n.kind = 'to-decide'
      then ${items(sql`t.extension_pending and t.extension->>'requestedOn' = n.params->>'day'`)}
    when n.kind = 'reminder-items' then ${items(unsettled)}
    when n.kind = 'supervision-draft' then ${order(['draft'])}
    when n.kind in ('supervision', 'supervision-due', 'supervision-overdue', 'supervision-returned')
      then ${order(['issued'])}
    when n.kind = 'supervision-replied' then ${order(['replied'])}
    when n.kind = 'circular' then exists (
      select from bulletin_receipts t
      where t.province_code = n.province_code and t.bulletin_id = n.subject_id and t.org_code = n.org_code
        and t.acknowledged_at is null and ${inScope(ctx, 'bulletin_receipts', 't')})
    when n.kind = 'reinspection' then exists (
      select from reinspections t
      where t.province_code = n.province_code and t.id = n.subject_id and t.status = 'open'
        and ${inScope(ctx, 'reinspections', 't')})
    else true
  end)`;
}

/** Takes back the notices, among those that `chosen` tells of `n`, whose reason has gone. */
export async function cancelGone(ctx: Ctx, chosen: Sql): Promise<void> {
  await ctx.query(sql`
    update notifications n set cancelled_at = ${ctx.now}, updated_at = ${ctx.now}, version = n.version + 1
    where n.province_code = ${ctx.actor.orgCode} and n.cancelled_at is null and ${chosen}
      and ${inOwnScope(ctx, 'notifications', 'n')} and not ${standing(ctx)}`);
}
