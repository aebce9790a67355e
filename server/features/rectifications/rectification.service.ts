import sql from 'sql-template-tag';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { inspectionStage, inspectionTally, itemTally, type InspectionFacts } from '../../../shared/rules/measures.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { beforeOf, changeOf, type ItemAct, type ItemState, type Undo } from '../../../shared/rules/rectification.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import { isMessageCode, sentence } from '../../../shared/messages.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { Failure, invalid, notFound, type FieldErrors } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { changesBetween, recordEvents, type NewEvent } from '../events/event.service.ts';
import { recordShifts, type Shift } from '../progress/ledger.ts';
import type { RectificationRow } from './rectification.entity.ts';
import { flowOf, rectificationList, stateOf, toRecord } from './rectification.record.ts';

export type RectificationAction = ActionOf<'rectifications'>;
/** An act with its input; `withdraw` takes back the last one. */
export type Act = Extract<ItemAct, { action: RectificationAction }> | { action: 'withdraw' };

type Parent = InspectionFacts & { provinceCode: string; id: string };
export type Move = {
  row: RectificationRow;
  change: Partial<ItemState>;
  undo: Undo<ItemState> | null;
  event: Pick<NewEvent, 'action' | 'reason'>;
};

/**
 * Locks the inspections of the items first: an inspection is the root of its items, so two acts on items of one union
 * follow each other, and every act takes its locks in one order.
 */
async function lockParents(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Parent>> {
  const provinces = provincesOf(ctx.actor);
  const parents = await ctx.query<Parent>(sql`
    select province_code as "provinceCode", id, status, bad_count as "badCount", open_count as "openCount",
      unclosed_count as "unclosedCount", shell
    from inspections
    where province_code = any(${provinces}) and ${inOwnScope(ctx, 'inspections')} and id in (
      select inspection_id from rectifications
      where province_code = any(${provinces}) and id = any(${ids}) and ${inOwnScope(ctx, 'rectifications')})
    order by id for update`);
  return new Map(parents.map((parent) => [parent.id, parent]));
}

export async function itemsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RectificationRow>> {
  return new Map((await rowsByIds(ctx, rectificationList, ids)).map((row) => [row.id, row]));
}

function inputFaults(ctx: Ctx, row: RectificationRow, act: Act): FieldErrors {
  if (
    act.action === 'rectify' &&
    row.evidence === 'required' &&
    act.attachmentIds.length + row.attachmentIds.length === 0
  ) {
    return { attachmentIds: 'evidence-needed' };
  }
  if (act.action === 'request-extension' && (act.until <= row.dueOn || act.until < ctx.today))
    return { until: 'until-not-later' };
  if (act.action === 'reopen' && act.dueOn && act.dueOn < ctx.today) return { dueOn: 'due-in-past' };
  return {};
}

/** The move that an act makes on one item, or the failure that the interface promises: 403, 422, then 409. */
function decide(ctx: Ctx, row: RectificationRow, act: Act, seen: number | undefined): Move {
  const refusal = refusalOf('rectifications', act.action, ctx.actor, flowOf(row));
  const failure =
    refusal &&
    new Failure(
      refusal.kind === 'forbidden' ? 403 : 409,
      isMessageCode(refusal.code) ? refusal.code : 'role-forbidden',
    );
  if (failure?.status === 403) throw failure;
  const faults = inputFaults(ctx, row, act);
  if (!failure && Object.keys(faults).length > 0) throw invalid(faults);
  if (seen !== undefined && seen !== row.version)
    throw new Failure(409, 'stale-version', { extra: { current: toRecord(ctx, row) } });
  if (failure) throw new Failure(409, failure.code, { extra: { current: toRecord(ctx, row) } });
  const reason = 'reason' in act ? (act.reason ?? null) : null;
  if (act.action === 'withdraw') {
    return { row, change: row.undo!.before, undo: null, event: { action: 'withdraw', reason } };
  }
  return { row, ...moveOf(ctx, row, act), event: { action: act.action, reason } };
}

export function moveOf(
  ctx: Ctx,
  row: RectificationRow,
  act: ItemAct,
): { change: Partial<ItemState>; undo: Undo<ItemState> } {
  const state = stateOf(row);
  const change = changeOf(state, act, ctx.actor, { at: ctx.now });
  return { change, undo: { action: act.action, actorId: ctx.actor.id, before: beforeOf(state, change) } };
}

const shown = ['status', 'track', 'dueOn', 'measures', 'responsibleName', 'extension', 'attachmentIds'] as const;

/** Writes any number of moves with one statement for the items and one for their history. */
export async function writeMoves(
  ctx: Ctx,
  moves: readonly Move[],
): Promise<{ rows: RectificationRow[]; shifts: Shift[] }> {
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
  const metadata = ctx.tx.connection.getMetadata(rectificationList.entity);
  const rows = moved.map(({ after }) =>
    Object.fromEntries(metadata.columns.map((c) => [c.databaseName, after[c.propertyName as keyof RectificationRow]])),
  );
  const writes = [
    ctx.query(sql`
      update rectifications t
      set status = p.status, track = p.track, due_on = p.due_on, measures = p.measures, note = p.note,
        responsible_name = p.responsible_name, rectified_at = p.rectified_at, rectified_by = p.rectified_by,
        marker = p.marker, late = p.late, closed_at = p.closed_at, closed_by = p.closed_by,
        return_reason = p.return_reason, extension = p.extension, extension_pending = p.extension_pending,
        attachment_ids = p.attachment_ids, undo = p.undo, version = p.version, updated_at = p.updated_at
      from jsonb_populate_recordset(null::rectifications, ${JSON.stringify(rows)}::jsonb) p
      where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'rectifications', 't')}`),
    recordEvents(
      ctx,
      moves.map(({ row, change, event }) => ({
        ...event,
        subjectType: 'rectifications' as const,
        subjectId: row.id,
        orgCode: row.orgCode,
        unionId: row.unionId,
        changes: changesBetween(stateOf(row), change, shown),
      })),
    ),
  ];
  await Promise.all(writes);
  const shifts = moved.map(({ before, after }) => ({
    place: before,
    before: itemTally(before),
    after: itemTally(after),
  }));
  return { rows: moved.map(({ after }) => after), shifts };
}

/** What became of the parents when items moved: their counts, and with them where the union stands on the funnel. */
async function followUp(ctx: Ctx, parents: Map<string, Parent>, rows: readonly RectificationRow[], shifts: Shift[]) {
  const ids = [...new Set(rows.map((row) => row.inspectionId))];
  const counts = await ctx.query<{ id: string; openCount: number; unclosedCount: number }>(sql`
    select inspection_id as id, count(*) filter (where status = any(${[...unsettledStatuses]}))::int as "openCount",
      count(*) filter (where status not in ('closed', 'withdrawn'))::int as "unclosedCount"
    from rectifications
    where province_code = any(${provincesOf(ctx.actor)}) and inspection_id = any(${ids}) and ${inScope(ctx, 'rectifications')}
    group by inspection_id`);
  const place = new Map(rows.map((row) => [row.inspectionId, row]));
  const changed = counts.map((count) => {
    const before = parents.get(count.id)!;
    const after = { ...before, openCount: count.openCount, unclosedCount: count.unclosedCount };
    shifts.push({ place: place.get(count.id)!, before: inspectionTally(before), after: inspectionTally(after) });
    return {
      province_code: before.provinceCode,
      id: count.id,
      open_count: after.openCount,
      unclosed_count: after.unclosedCount,
      stage: inspectionStage(after),
    };
  });
  await Promise.all([
    // Work on an item is an answer to the submission: it can no longer be taken back.
    ctx.query(sql`
      update inspections t set open_count = p.open_count, unclosed_count = p.unclosed_count, stage = p.stage, undo = null
      from jsonb_populate_recordset(null::inspections, ${JSON.stringify(changed)}::jsonb) p
      where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'inspections', 't')}`),
    recordShifts(ctx, shifts),
  ]);
}

async function bindEvidence(ctx: Ctx, moves: readonly Move[], act: Act): Promise<void> {
  if (act.action !== 'rectify' || act.attachmentIds.length === 0) return;
  const { row } = moves[0]!;
  // One proof may serve items of several unions: then it belongs to the federation that marks them.
  const oneUnion = moves.every((move) => move.row.unionId === row.unionId);
  await bindAttachments(ctx, act.attachmentIds, {
    subjectType: 'rectifications',
    subjectId: row.id,
    orgCode: oneUnion ? row.orgCode : ctx.actor.orgCode,
    unionId: oneUnion ? row.unionId : null,
  });
}

type Targets = { ids: readonly string[]; versions?: Record<string, number> | undefined };

async function perform(ctx: Ctx, targets: Targets, act: Act, refuse: (id: string, failure: Failure) => void) {
  const ids = [...new Set(targets.ids)];
  const parents = await lockParents(ctx, ids);
  const items = await itemsById(ctx, ids);
  const moves: Move[] = [];
  for (const id of ids) {
    try {
      const row = items.get(id);
      if (!row || !parents.has(row.inspectionId)) throw notFound();
      moves.push(decide(ctx, row, act, targets.versions?.[id]));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refuse(id, error);
    }
  }
  if (moves.length === 0) return [];
  await bindEvidence(ctx, moves, act);
  const { rows, shifts } = await writeMoves(ctx, moves);
  await followUp(ctx, parents, rows, shifts);
  return rows;
}

/** One act on one item. */
export async function act(ctx: Ctx, id: string, input: Act, seen: number | undefined): Promise<RectificationRow> {
  const versions = seen === undefined ? undefined : { [id]: seen };
  const [row] = await perform(ctx, { ids: [id], versions }, input, (_id, failure) => {
    throw failure;
  });
  return row!;
}

/** The same act on many items: each row has its own result, and what may not happen doesn't stop the others. */
export async function actOnMany(ctx: Ctx, targets: Targets, input: Act): Promise<BulkResult[]> {
  const refused = new Map<string, Failure>();
  await perform(ctx, targets, input, (id, failure) => refused.set(id, failure));
  return targets.ids.map((id) => {
    const failure = refused.get(id);
    if (!failure) return { id, ok: true };
    const [field] = Object.values(failure.errors ?? {});
    const code = typeof field === 'string' ? field : (field?.code ?? failure.code);
    return { id, ok: false, code, message: sentence(code, ctx.language, failure.params) };
  });
}
