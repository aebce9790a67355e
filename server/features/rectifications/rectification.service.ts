import sql, { raw } from 'sql-template-tag';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { inspectionStage, inspectionTally, type InspectionFacts } from '../../../shared/rules/measures.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { evidenceAfter, type ItemAct } from '../../../shared/rules/rectification.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import { sentence } from '../../../shared/messages.ts';
import type { Ctx, How } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { columnsOf, inOwnScope } from '../../db/scoped.ts';
import { isOneOf, provincesOf } from '../../db/tenancy.ts';
import { Failure, invalid, notFound, refused, type FieldErrors } from '../../errors.ts';
import { bindForEach } from '../attachments/attachment.service.ts';
import { markShared, noteShared } from '../attachments/attachment.sharing.ts';
import { noteSuperseded } from '../attachments/attachment.superseding.ts';
import { newStep, writeStep, type Step } from '../events/step.ts';
import type { RectificationRow } from './rectification.entity.ts';
import { addMoves, moveOf, type Move } from './rectification.moves.ts';
import { flowOf, rectificationList, toRecord } from './rectification.record.ts';

/** 催办 changes nothing of an item and goes its own way. */
export type RectificationAction = Exclude<ActionOf<'rectifications'>, 'remind'>;
/** An act with its input; `withdraw` takes back the last one. */
export type Act = Extract<ItemAct, { action: RectificationAction }> | { action: 'withdraw'; via?: string };

type Parent = InspectionFacts & { provinceCode: string; id: string };
/**
 * Locks the inspections of the items first: an inspection is the root of its items, so two acts on items of one union
 * follow each other, and every act takes its locks in one order.
 */
export async function lockParents(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Parent>> {
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

/** An item with the inspection that it hangs on; both are locked. */
export type Held = { row: RectificationRow; parent: Parent };

/**
 * Locks items, each after its inspection and in the order of inspections, and reads them as they are then, in one
 * statement. What is not in the scope is missing.
 */
export async function holdItems(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Held>> {
  const metadata = ctx.tx.connection.getMetadata(rectificationList.entity);
  const rows = await ctx.query<RectificationRow & { parent: Omit<Parent, 'provinceCode' | 'id'> }>(
    sql`
    select ${columnsOf(metadata, 't')}, c.title as "campaignTitle", json_build_object('status', i.status,
      'badCount', i.bad_count, 'openCount', i.open_count, 'unclosedCount', i.unclosed_count, 'shell', i.shell) as parent
    from rectifications t
    join inspections i on i.province_code = t.province_code and i.id = t.inspection_id
    left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id
    where ${isOneOf(raw('t.province_code'), provincesOf(ctx.actor))} and ${isOneOf(raw('t.id'), ids)}
      and ${inOwnScope(ctx, 'rectifications', 't')} and ${inOwnScope(ctx, 'inspections', 'i')}
    order by i.id, t.id for update of i, t`,
    { name: 'rectifications.hold' },
  );
  return new Map(
    rows.map(({ parent, ...row }) => [
      row.id,
      { row, parent: { ...parent, provinceCode: row.provinceCode, id: row.inspectionId } },
    ]),
  );
}

export async function itemsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RectificationRow>> {
  return new Map((await rowsByIds(ctx, rectificationList, ids)).map((row) => [row.id, row]));
}

function inputFaults(ctx: Ctx, row: RectificationRow, act: Act): FieldErrors {
  if (act.action === 'rectify' && row.evidence === 'required' && evidenceAfter(row, act).length === 0) {
    return { attachmentIds: 'evidence-needed' };
  }
  if (act.action === 'request-extension' && (act.until <= row.dueOn || act.until < ctx.today))
    return { until: 'until-not-later' };
  if (act.action === 'reopen' && act.dueOn && act.dueOn < ctx.today) return { dueOn: 'due-in-past' };
  return {};
}

/** The move that an act makes on one item, or the failure that the interface promises: 403, 422, then 409. */
function decide(ctx: Ctx, row: RectificationRow, act: Act, seen: number | undefined): Move {
  const refusal = refusalOf('rectifications', act.action, ctx.actor, flowOf(row, 'via' in act ? act.via : undefined));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  const faults = inputFaults(ctx, row, act);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  if (seen !== undefined && seen !== row.version)
    throw new Failure(409, 'stale-version', { extra: { current: toRecord(ctx, row) } });
  if (refusal) throw refused(refusal, { current: toRecord(ctx, row) });
  const reason = 'reason' in act ? (act.reason ?? null) : null;
  if (act.action === 'withdraw') {
    return { row, change: row.undo!.before, undo: null, event: { action: 'withdraw', reason } };
  }
  return { row, ...moveOf(ctx, row, act), event: { action: act.action, reason } };
}

const unsettled: readonly string[] = unsettledStatuses;
const openIn = ({ status }: { status: string }) => Number(unsettled.includes(status));
const unclosedIn = ({ status }: { status: string }) => Number(status !== 'closed' && status !== 'withdrawn');

/**
 * What becomes of the inspections when items of theirs move: their counts, and with them where the union stands on the
 * funnel. They are locked, so what the items add or take away is all that changes.
 */
function addParents(ctx: Ctx, step: Step, moves: readonly Move[], held: Map<string, Held>): void {
  const parents = new Map<string, { before: Parent; after: Parent; place: RectificationRow }>();
  for (const { row, change } of moves) {
    const { parent } = held.get(row.id)!;
    const known = parents.get(parent.id) ?? { before: parent, after: { ...parent }, place: row };
    const moved = { status: change.status ?? row.status };
    known.after.openCount += openIn(moved) - openIn(row);
    known.after.unclosedCount += unclosedIn(moved) - unclosedIn(row);
    parents.set(parent.id, known);
  }
  const changed = [...parents.values()].map(({ after }) => ({
    province_code: after.provinceCode,
    id: after.id,
    open_count: after.openCount,
    unclosed_count: after.unclosedCount,
    stage: inspectionStage(after),
  }));
  // Work on an item is an answer to the submission: it can no longer be taken back.
  step.writes.push(sql`
    update inspections t set open_count = p.open_count, unclosed_count = p.unclosed_count, stage = p.stage, undo = null
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
      as p (province_code text, id uuid, open_count integer, unclosed_count integer, stage text)
    where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'inspections', 't')}`);
  step.shifts.push(
    ...[...parents.values()].map(({ before, after, place }) => ({
      place,
      before: inspectionTally(before),
      after: inspectionTally(after),
    })),
  );
}

/** One proof may serve items of several unions: each union has it as its own. What an item has already stays its own. */
async function bindEvidence(ctx: Ctx, moves: readonly Move[], act: Act): Promise<void> {
  if (act.action !== 'rectify' || act.attachmentIds.length === 0) return;
  const unions = [...new Set(moves.map(({ row }) => row.unionId))];
  const byUnion = unions.map((unionId) => moves.filter(({ row }) => row.unionId === unionId));
  const wants = byUnion.map((own) => ({
    ids: act.attachmentIds.filter((id) => own.some(({ row }) => !row.attachmentIds.includes(id))),
    binding: {
      subjectType: 'rectifications' as const,
      subjectId: own[0]!.row.id,
      orgCode: own[0]!.row.orgCode,
      unionId: own[0]!.row.unionId,
    },
  }));
  if (act.shared) await markShared(ctx, act.attachmentIds);
  const bound = await bindForEach(ctx, wants);
  if (act.shared)
    await noteShared(
      ctx,
      wants.map(({ binding }, at) => ({ ...binding, ids: bound[at]! })),
    );
  for (const [index, own] of byUnion.entries()) {
    const idOf = new Map(wants[index]!.ids.map((id, at) => [id, bound[index]![at]!]));
    for (const { row, change } of own) {
      const attachmentIds = act.attachmentIds.map((id) => idOf.get(id) ?? id);
      change.attachmentIds = evidenceAfter(row, { ...act, attachmentIds });
    }
  }
}

type Targets = { ids: readonly string[]; versions?: Record<string, number> | undefined };

async function perform(
  ctx: Ctx,
  held: Map<string, Held>,
  { ids, versions }: Targets,
  act: Act,
  refuse: (id: string, failure: Failure) => void,
  how: How = {},
) {
  const moves: Move[] = [];
  for (const id of ids) {
    try {
      const item = held.get(id);
      if (!item) throw notFound();
      moves.push(decide(ctx, item.row, act, versions?.[id]));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refuse(id, error);
    }
  }
  if (moves.length === 0) return [];
  await bindEvidence(ctx, moves, act);
  const step = newStep();
  const rows = await addMoves(ctx, step, moves);
  addParents(ctx, step, moves, held);
  const evidence = moves
    .map(({ row, change }) => ({ before: row.attachmentIds, after: change.attachmentIds ?? row.attachmentIds }))
    .filter(({ before, after }) => before.join() !== after.join());
  await writeStep(ctx, step, evidence.length > 0 ? {} : how);
  await noteSuperseded(ctx, evidence);
  return rows;
}

/** One act on one item that `holdItems` has; the transaction's last statement. */
export async function actOnHeld(ctx: Ctx, held: Held, act: Act, seen: number | undefined): Promise<RectificationRow> {
  const { id } = held.row;
  const [row] = await perform(
    ctx,
    new Map([[id, held]]),
    { ids: [id], versions: seen === undefined ? undefined : { [id]: seen } },
    act,
    (_id, failure) => {
      throw failure;
    },
    { name: 'rectifications.step', last: true },
  );
  return row!;
}

/** One act on one item, as a part of something else. */
export async function act(ctx: Ctx, id: string, input: Act): Promise<RectificationRow> {
  const [row] = await perform(ctx, await holdItems(ctx, [id]), { ids: [id] }, input, (_id, failure) => {
    throw failure;
  });
  return row!;
}

/** The same act on many items: each row has its own result, and what may not happen doesn't stop the others. */
export async function actOnMany(ctx: Ctx, targets: Targets, input: Act): Promise<BulkResult[]> {
  const refused = new Map<string, Failure>();
  const ids = [...new Set(targets.ids)];
  await perform(ctx, await holdItems(ctx, ids), { ...targets, ids }, input, (id, failure) => refused.set(id, failure));
  return targets.ids.map((id) => {
    const failure = refused.get(id);
    if (!failure) return { id, ok: true };
    const [field] = Object.values(failure.errors ?? {});
    const code = typeof field === 'string' ? field : (field?.code ?? failure.code);
    return { id, ok: false, code, message: sentence(code, ctx.language, failure.params) };
  });
}
