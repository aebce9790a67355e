import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../../shared/permissions.ts';
import { rectificationStatuses, type Rectification } from '../../../shared/rectifications.ts';
import { isOverdue, unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import type { ItemState } from '../../../shared/rules/rectification.ts';
import { mayActions, stepOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Filter, LongOrders } from '../../db/order.ts';
import { containing } from '../../db/conditions.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { itemTotals } from '../progress/listTotals.ts';
import { movedOn, ownedBy } from '../notifications/owned.ts';
import { rectificationEntity, type RectificationRow } from './rectification.entity.ts';

const unsettled = (status: string) => (unsettledStatuses as readonly string[]).includes(status);

/** What the transition table asks of an item; a re-inspection (`via`) takes back what it did itself. */
export function flowOf(
  row: Pick<
    RectificationRow,
    'status' | 'orgCode' | 'unionId' | 'responsible' | 'marker' | 'extension' | 'extensionPending' | 'undo'
  >,
  via?: string,
): Flow {
  const { undo } = row;
  const undoable = undo && undo.action !== 'void' && stepOf('rectifications', undo.action as 'rectify')?.undoable;
  return {
    status: row.status,
    subject: {
      orgCode: row.orgCode,
      unionId: row.unionId,
      responsible: row.responsible,
      author: unsettled(row.status) ? (row.extensionPending ? row.extension!.requester : null) : row.marker,
      lastActorId: undoable ? undo.actorId : null,
    },
    blocked: {
      ...(row.extensionPending
        ? { 'request-extension': 'extension-pending' }
        : { 'decide-extension': 'no-extension-pending' }),
      ...(undo?.via && undo.via !== via ? { withdraw: 'take-back-in-reinspection' } : {}),
    },
  };
}

export function toRecord(ctx: Ctx, row: RectificationRow): Rectification {
  const {
    provinceCode: _province,
    undo: _undo,
    marker: _marker,
    late: _late,
    extensionPending: _pending,
    ...rest
  } = row;
  const { requester: _requester, ...extension } = row.extension ?? ({} as Partial<NonNullable<typeof row.extension>>);
  return {
    ...rest,
    status: row.status as Rectification['status'],
    track: row.track as Rectification['track'],
    overdue: isOverdue(row, ctx.today),
    rectifiedAt: row.rectifiedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    extension: row.extension ? (extension as Rectification['extension']) : null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('rectifications', ctx.actor, flowOf(row)),
  };
}

/** The part of a row that steps change. */
export function stateOf(row: RectificationRow): ItemState {
  return {
    status: row.status,
    track: row.track,
    dueOn: row.dueOn,
    measures: row.measures,
    note: row.note,
    responsibleName: row.responsibleName,
    rectifiedAt: row.rectifiedAt?.toISOString() ?? null,
    rectifiedBy: row.rectifiedBy,
    marker: row.marker,
    late: row.late,
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy: row.closedBy,
    returnReason: row.returnReason,
    extension: row.extension,
    extensionPending: row.extensionPending,
    attachmentIds: row.attachmentIds,
  };
}

const unsettledSql = sql`t.status = any(${[...unsettledStatuses]})`;

/** `authority.verify` for a whole list: the author and the union's district both lie strictly below the reader. */
export function verifiable(actor: Actor, author: Sql): Sql {
  if (actor.role !== 'officer' && actor.role !== 'admin') return sql`false`;
  const below = sql`starts_with(${author}->>'orgCode', ${actor.orgCode}) and ${author}->>'orgCode' <> ${actor.orgCode}`;
  if (actor.level === 'city') return sql`(${below} and length(t.org_code) >= 6 and t.org_code not like '____00%')`;
  if (actor.level !== 'province') return sql`false`;
  const another = sql`(${author}->>'orgCode' = ${actor.orgCode} or t.org_code = ${actor.orgCode}) and ${author}->>'id' <> ${actor.id}`;
  return sql`((${below} and t.org_code <> ${actor.orgCode}) or (${another}))`;
}

function markable(actor: Actor): Sql {
  if (actor.role === 'reporter') return sql`t.responsible = 'self'`;
  return actor.role === 'officer' || actor.role === 'admin' ? sql`true` : sql`false`;
}

/** Re-inspected, with this newest outcome or any. */
const reinspected = (ctx: Ctx, outcome = sql``) => sql`exists (
  select from reinspection_items i
  where i.province_code = t.province_code and i.rectification_id = t.id and i.newest ${outcome}
    and ${inScope(ctx, 'reinspection_items', 'i')})`;

const settledInTime = sql`(t.status in ('rectified', 'closed') and not t.late)`;
const not = (condition: Sql, wanted: unknown) => (wanted ? condition : sql`not ${condition}`);

const settledStatuses: readonly string[] = ['rectified', 'closed'];

/** The states that a filter leaves: the index keeps the due days of each by itself. */
function statusesIn({ status, overdue, counted, onTime }: Filter): string[] {
  const asked = status === undefined ? [...rectificationStatuses] : [status].flat().map(String);
  return asked.filter(
    (one) =>
      (overdue !== true || unsettled(one)) &&
      (counted !== true || one !== 'withdrawn') &&
      (onTime !== true || settledStatuses.includes(one)),
  );
}

export const rectificationList: ListSpec<RectificationRow> = {
  entity: rectificationEntity,
  defaultSort: { field: 'dueOn', descending: false },
  search: ['unionName', 'itemText'],
  join: sql`left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id`,
  select: sql`c.title as "campaignTitle"`,
  rollup: itemTotals,
  wide: {
    dueOn: {
      by: sql`t.due_on`,
      type: 'date',
      each: { column: sql`t.status`, type: 'text', values: statusesIn, field: 'status' },
    },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'rectifications'>,
  filters: {
    overdue: (ctx, wanted) => not(sql`(${unsettledSql} and t.due_on < ${ctx.today}::date)`, wanted),
    counted: (_ctx, wanted) => not(sql`(t.status <> 'withdrawn')`, wanted),
    onTime: (_ctx, wanted) => not(settledInTime, wanted),
    reinspected: (ctx, wanted) => not(reinspected(ctx), wanted),
    relapsed: (ctx, wanted) => not(reinspected(ctx, sql`and i.outcome = 'relapsed'`), wanted),
    extensionPending: (_ctx, wanted) => not(sql`t.extension_pending`, wanted),
    unionName: (_ctx, text) => containing(sql`t.union_name`, String(text)),
    owned: (ctx, wanted) => not(ownedBy(ctx, 'rectifications'), wanted),
    askedOn: (_ctx, day) => sql`(t.extension_pending and t.extension->>'requestedOn' = ${day})`,
    decidedOn: (ctx, day) => movedOn(ctx, ['decide-extension'], day),
    returnedOn: (ctx, day) => movedOn(ctx, ['return', 'reopen'], day),
    remindedOn: (ctx, day) => movedOn(ctx, ['remind'], day),
    supervisionId: (ctx, id) => sql`t.id in (
      select unnest(s.item_ids) from supervisions s
      where s.province_code = any(${provincesOf(ctx.actor)}) and s.id = ${id} and ${inScope(ctx, 'supervisions', 's')})`,
    forMe: ({ actor }, act) => {
      if (act === 'verify') return sql`(t.status = 'rectified' and ${verifiable(actor, sql`t.marker`)})`;
      if (act === 'extension')
        return sql`(t.extension_pending and ${verifiable(actor, sql`t.extension->'requester'`)})`;
      return sql`(${unsettledSql} and ${markable(actor)})`;
    },
  },
};
