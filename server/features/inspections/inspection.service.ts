import sql, { raw } from 'sql-template-tag';
import type { Answers } from '../../../shared/inspections.ts';
import { sentence } from '../../../shared/messages.ts';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { inspectionTally } from '../../../shared/rules/measures.ts';
import { beforeOf } from '../../../shared/rules/rectification.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import type { Ctx, How } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { columnsOf, inOwnScope, scoped } from '../../db/scoped.ts';
import { isOneOf, provincesOf } from '../../db/tenancy.ts';
import { Failure, notFound, refused } from '../../errors.ts';
import { checklistFor } from '../checklists/checklist.memory.ts';
import { changesBetween } from '../events/event.service.ts';
import { newStep, writeStep, type Step } from '../events/step.ts';
import { bindAnswers, checkAnswers, merged, submission } from './inspection.answers.ts';
import type { RectificationRow } from '../rectifications/rectification.entity.ts';
import {
  inspectionEntity,
  type InspectionRow,
  type InspectionState,
  type InspectionUndo,
} from './inspection.entity.ts';
import { haveShifts } from './inspection.haves.ts';
import { itemsOf, raiseItems, restoreItems, voidItems } from './inspection.items.ts';
import { flowOf, inspectionList, toRecord } from './inspection.record.ts';

export type InspectionAction = ActionOf<'inspections'>;
export type Input = { answers?: Answers | undefined; reason?: string | undefined; version?: number | undefined };

export async function inspectionById(ctx: Ctx, id: string): Promise<InspectionRow> {
  const [row] = await rowsByIds(ctx, inspectionList, [id]);
  if (!row) throw notFound();
  return row;
}

/** Locks inspections in the order of their ids and reads them as they are then, with what their campaigns say. */
export async function locked(ctx: Ctx, ids: readonly string[]): Promise<Map<string, InspectionRow>> {
  const { metadata } = scoped(ctx, inspectionEntity);
  const rows = await ctx.query<InspectionRow>(
    sql`
    select ${columnsOf(metadata, 't')}, ${inspectionList.select!}
    from inspections t left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id
    where ${isOneOf(raw('t.province_code'), provincesOf(ctx.actor))} and ${isOneOf(raw('t.id'), ids)}
      and ${inOwnScope(ctx, 'inspections', 't')}
    order by t.id for update of t`,
    { name: 'inspections.hold' },
  );
  return new Map(rows.map((row) => [row.id, row]));
}

type Change = Partial<InspectionState>;
/** `final` steps cannot be taken back. */
type Outcome = {
  changeOf: (row: InspectionRow) => Change;
  voided?: RectificationRow[];
  final?: true;
};

const unanswered = { badCount: 0, openCount: 0, unclosedCount: 0, shell: false, score: null };

/** Saving and submitting are acts on one inspection. */
async function answer(
  ctx: Ctx,
  step: Step,
  row: InspectionRow,
  action: 'save' | 'submit',
  given: Answers | undefined,
): Promise<Outcome> {
  const { items } = await checklistFor(ctx, row);
  const answers = merged(row.answers, given);
  await bindAnswers(ctx, row, given);
  if (action === 'save') return { changeOf: () => ({ answers }) };
  await raiseItems(ctx, step, [{ inspection: row, answers }], items, await itemsOf(ctx, [row.id]));
  const change = submission(ctx, items, answers);
  return { changeOf: () => change };
}

/** Returning and exempting take every item out of the count, whatever the number of inspections. */
async function dismiss(
  ctx: Ctx,
  step: Step,
  rows: readonly InspectionRow[],
  status: 'returned' | 'exempted',
  reason: string | undefined,
): Promise<Outcome> {
  const items = await itemsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const voided = await voidItems(ctx, step, items);
  return { changeOf: () => ({ ...unanswered, status, stage: status, returnReason: reason ?? null }), voided };
}

async function takeBack(ctx: Ctx, step: Step, row: InspectionRow): Promise<Outcome> {
  const { action, before, voided = [] } = row.undo!;
  if (action !== 'approve') {
    const items = await itemsOf(ctx, [row.id]);
    if (action === 'submit') await voidItems(ctx, step, items);
    else await restoreItems(ctx, step, items, voided);
  }
  return { changeOf: () => before };
}

async function outcomeOf(
  ctx: Ctx,
  step: Step,
  rows: readonly InspectionRow[],
  action: InspectionAction,
  input: Input,
): Promise<Outcome> {
  const first = rows[0]!;
  switch (action) {
    case 'save':
    case 'submit':
      return answer(ctx, step, first, action, input.answers);
    case 'approve':
      return { changeOf: () => ({ status: 'approved', approvedAt: ctx.now.toISOString() }) };
    case 'return':
      return dismiss(ctx, step, rows, 'returned', input.reason);
    case 'exempt':
      return dismiss(ctx, step, rows, 'exempted', input.reason);
    case 'withdraw':
      return takeBack(ctx, step, first);
  }
}

const shown = ['status', 'badCount', 'score', 'onBehalf'] as const;
const dateOf = (instant: Date | string | null) => (instant === null ? null : new Date(instant));

function undoOf(
  ctx: Ctx,
  row: InspectionRow,
  action: InspectionAction,
  change: Change,
  voided: RectificationRow[],
): InspectionUndo | null {
  if (action === 'withdraw') return null;
  const before = action === 'save' ? {} : beforeOf<InspectionState>(row, change);
  const own = voided.filter(({ inspectionId }) => inspectionId === row.id).map(({ id }) => id);
  return { action, actorId: ctx.actor.id, before, ...(own.length > 0 ? { voided: own } : {}) };
}

function afterwards(row: InspectionRow, change: Change, undo: InspectionUndo | null, at: Date): InspectionRow {
  const after = { ...row, ...change, undo, version: row.version + 1, updatedAt: at };
  return { ...after, submittedAt: dateOf(after.submittedAt), approvedAt: dateOf(after.approvedAt) };
}

/** Writes the records with all that the step has gathered; a run of saves by one person is one step of their history. */
export async function write(
  ctx: Ctx,
  step: Step,
  rows: readonly InspectionRow[],
  action: InspectionAction,
  reason: string | null,
  { changeOf, voided = [], final }: Outcome,
  how: How = {},
) {
  const moved = rows.map((before) => {
    const change = changeOf(before);
    const undo = final ? null : undoOf(ctx, before, action, change, voided);
    return { before, after: afterwards(before, change, undo, ctx.now) };
  });
  const values = moved.map(({ after }) => columnsMoved(ctx, after));
  const steps = moved.filter(
    ({ before: { undo } }) => !(action === 'save' && undo?.action === 'save' && undo.actorId === ctx.actor.id),
  );
  step.writes.push(sql`
    update inspections t
    set status = p.status, stage = p.stage, answers = p.answers, bad_count = p.bad_count, open_count = p.open_count,
      unclosed_count = p.unclosed_count, shell = p.shell, score = p.score, on_behalf = p.on_behalf,
      submitted_at = p.submitted_at, submitted_by = p.submitted_by, submitter = p.submitter,
      approved_at = p.approved_at, return_reason = p.return_reason, undo = p.undo, version = p.version,
      updated_at = p.updated_at
    from jsonb_populate_recordset(null::inspections, ${JSON.stringify(values)}::jsonb) p
    where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'inspections', 't')}`);
  step.events.push(
    ...steps.map(({ before, after }) => ({
      subjectType: 'inspections' as const,
      subjectId: before.id,
      orgCode: before.orgCode,
      unionId: before.unionId,
      action,
      reason,
      changes: changesBetween<InspectionState>(before, after, shown),
    })),
  );
  step.shifts.push(
    ...(await haveShifts(ctx, moved)),
    ...moved.map(({ before, after }) => ({
      place: before,
      before: inspectionTally(before),
      after: inspectionTally(after),
    })),
  );
  await writeStep(ctx, step, how);
  return moved.map(({ after }) => after);
}

const unmoved: ReadonlySet<string> = new Set<keyof InspectionRow>([
  'campaignId', 'checklistId', 'unionId', 'unionName', 'orgCode', 'priority', 'createdAt',
]); // prettier-ignore

/** What a step may change of a row, by the names of the columns, and its key. */
function columnsMoved(ctx: Ctx, row: InspectionRow): Record<string, unknown> {
  const { columns } = scoped(ctx, inspectionEntity).metadata;
  return Object.fromEntries(
    columns
      .filter(({ propertyName }) => !unmoved.has(propertyName))
      .map((c) => [c.databaseName, row[c.propertyName as keyof InspectionRow]]),
  );
}

/** 422 for answers that may not stand, whatever the state: the interface tells the input before the conflict. */
async function checkInput(ctx: Ctx, row: InspectionRow, action: InspectionAction, { answers }: Input): Promise<void> {
  if (action !== 'save' && action !== 'submit') return;
  const { items } = await checklistFor(ctx, row);
  checkAnswers(items, merged(row.answers, answers), action === 'submit');
}

/** 403 for who may not act here, before anything else is said of the record. */
export function forbid(ctx: Ctx, row: InspectionRow, action: InspectionAction): void {
  const refusal = refusalOf('inspections', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
}

/** 403 for the person, then 409 for a version that has moved on or a state that forbids it. */
export function refuse(ctx: Ctx, row: InspectionRow, action: InspectionAction, seen: number | undefined): void {
  forbid(ctx, row, action);
  const refusal = refusalOf('inspections', action, ctx.actor, flowOf(row));
  const extra = { current: toRecord(ctx, row) };
  if (seen !== undefined && seen !== row.version) throw new Failure(409, 'stale-version', { extra });
  if (refusal) throw refused(refusal, extra);
}

/** One act on one inspection that `locked` has; the transaction's last statement. */
export async function actOnLocked(
  ctx: Ctx,
  row: InspectionRow,
  action: InspectionAction,
  input: Input,
): Promise<InspectionRow> {
  await checkInput(ctx, row, action, input);
  refuse(ctx, row, action, input.version);
  const step = newStep();
  const outcome = await outcomeOf(ctx, step, [row], action, input);
  const how = { name: 'inspections.step', last: true };
  const [after] = await write(ctx, step, [row], action, input.reason ?? null, outcome, how);
  return after!;
}

/** Ends work for good because its union is no more, or has left: exempted, its items withdrawn. The rows are locked. */
export async function endWork(ctx: Ctx, rows: readonly InspectionRow[], reason: string): Promise<void> {
  if (rows.length === 0) return;
  const step = newStep();
  const outcome = await dismiss(ctx, step, rows, 'exempted', reason);
  await write(ctx, step, rows, 'exempt', reason, { ...outcome, final: true });
}

type Targets = { ids: readonly string[]; versions?: Record<string, number> | undefined };

/** Approve or return many; each row has its own result, and what may not happen doesn't stop the others. */
export async function actOnMany(
  ctx: Ctx,
  { ids, versions }: Targets,
  action: 'approve' | 'return',
  reason: string | undefined,
): Promise<BulkResult[]> {
  const rows = await locked(ctx, [...new Set(ids)]);
  const refused = new Map<string, Failure>();
  const accepted = [...new Set(ids)].flatMap((id) => {
    try {
      const row = rows.get(id);
      if (!row) throw notFound();
      refuse(ctx, row, action, versions?.[id]);
      return [row];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refused.set(id, error);
      return [];
    }
  });
  if (accepted.length > 0) {
    const step = newStep();
    await write(ctx, step, accepted, action, reason ?? null, await outcomeOf(ctx, step, accepted, action, { reason }));
  }
  return ids.map((id) => {
    const failure = refused.get(id);
    if (!failure) return { id, ok: true };
    return { id, ok: false, code: failure.code, message: sentence(failure.code, ctx.language, failure.params) };
  });
}
