import sql from 'sql-template-tag';
import { itemTally, recheckTally } from '../../../shared/rules/measures.ts';
import { beforeOf, changeOf, type ItemAct, type ItemState, type Undo } from '../../../shared/rules/rectification.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { changesBetween, type NewEvent } from '../events/event.service.ts';
import type { Step } from '../events/step.ts';
import type { Shift } from '../progress/ledger.ts';
import type { RectificationRow } from './rectification.entity.ts';
import { rectificationList, stateOf } from './rectification.record.ts';

export type Move = {
  row: RectificationRow;
  change: Partial<ItemState>;
  undo: Undo<ItemState> | null;
  event: Pick<NewEvent, 'action' | 'reason'>;
};

export function moveOf(
  ctx: Ctx,
  row: RectificationRow,
  act: ItemAct,
): { change: Partial<ItemState>; undo: Undo<ItemState> } {
  const state = stateOf(row);
  const change = changeOf(state, act, ctx.actor, { at: ctx.now });
  const via = act.action === 'reopen' && act.via ? { via: act.via } : {};
  return { change, undo: { action: act.action, actorId: ctx.actor.id, before: beforeOf(state, change), ...via } };
}

const shown = ['status', 'track', 'dueOn', 'measures', 'responsibleName', 'extension', 'attachmentIds'] as const;

/** Adds any number of moves to a step, with their history and counts; answers with the items as they will be. */
export async function addMoves(ctx: Ctx, step: Step, moves: readonly Move[]): Promise<RectificationRow[]> {
  if (moves.length === 0) return [];
  const moved = moves.map(({ row, change, undo }) => {
    const state = { ...stateOf(row), ...change };
    return {
      before: row,
      after: {
        ...row,
        ...state,
        rectifiedAt: state.rectifiedAt ? new Date(state.rectifiedAt) : null,
        closedAt: state.closedAt ? new Date(state.closedAt) : null,
        undo,
        version: row.version + 1,
        updatedAt: ctx.now,
      } satisfies RectificationRow,
    };
  });
  const values = moved.map(({ after }) => columnsMoved(ctx, after));
  step.writes.push(sql`
    update rectifications t
    set status = p.status, track = p.track, due_on = p.due_on, measures = p.measures, note = p.note,
      responsible_name = p.responsible_name, rectified_at = p.rectified_at, rectified_by = p.rectified_by,
      marker = p.marker, late = p.late, closed_at = p.closed_at, closed_by = p.closed_by,
      return_reason = p.return_reason, extension = p.extension, extension_pending = p.extension_pending,
      attachment_ids = p.attachment_ids, undo = p.undo, version = p.version, updated_at = p.updated_at
    from jsonb_populate_recordset(null::rectifications, ${JSON.stringify(values)}::jsonb) p
    where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'rectifications', 't')}`);
  step.events.push(
    ...moves.map(({ row, change, event }) => ({
      ...event,
      subjectType: 'rectifications' as const,
      subjectId: row.id,
      orgCode: row.orgCode,
      unionId: row.unionId,
      changes: changesBetween(stateOf(row), change, shown),
    })),
  );
  step.shifts.push(
    ...moved.map(({ before, after }) => ({ place: before, before: itemTally(before), after: itemTally(after) })),
  );
  const tracked = moved.filter(({ before, after }) => before.track !== after.track);
  if (tracked.length > 0) step.shifts.push(...(await carryRechecks(ctx, tracked)));
  return moved.map(({ after }) => after);
}

/** What a move may change of a row, by the names of the columns, and its key. */
function columnsMoved(ctx: Ctx, row: RectificationRow): Record<string, unknown> {
  const { columns } = ctx.tx.connection.getMetadata(rectificationList.entity);
  return Object.fromEntries(
    columns
      .filter(({ propertyName }) => !kept.has(propertyName))
      .map((c) => [c.databaseName, row[c.propertyName as keyof RectificationRow]]),
  );
}

const kept: ReadonlySet<string> = new Set<keyof RectificationRow>([
  'campaignId', 'inspectionId', 'unionId', 'unionName', 'orgCode', 'itemKey', 'itemText', 'responsible', 'evidence', 'baseDueOn', 'finding',
  'createdAt',
]); // prettier-ignore

type Moved = Record<
  'before' | 'after',
  Pick<RectificationRow, 'id' | 'orgCode' | 'unionId' | 'campaignId' | 'itemKey' | 'track'>
>;

/** Items whose track or place changes take their newest outcome of a re-inspection along to where they count now. */
export async function carryRechecks(ctx: Ctx, moved: readonly Moved[]): Promise<Shift[]> {
  const places = moved.map(({ after }) => ({ id: after.id, org_code: after.orgCode, union_id: after.unionId }));
  const outcomes = await ctx.query<{ id: string; outcome: string }>(sql`
    update reinspection_items t set org_code = p.org_code, union_id = p.union_id
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p (id uuid, org_code text, union_id uuid)
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.rectification_id = p.id and t.newest
      and ${inOwnScope(ctx, 'reinspection_items', 't')}
    returning p.id, t.outcome`);
  const outcomeOf = new Map(outcomes.map(({ id, outcome }) => [id, outcome]));
  return moved.flatMap(({ before, after }) => {
    const outcome = outcomeOf.get(before.id) ?? null;
    const [from, to] = [before, after].map((row) => recheckTally({ ...row, outcome }));
    return outcome ? [{ place: before, before: from!, after: to!, afterPlace: after }] : [];
  });
}
