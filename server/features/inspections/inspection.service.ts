import sql from 'sql-template-tag';
import type { Answers } from '../../../shared/inspections.ts';
import { isMessageCode, sentence } from '../../../shared/messages.ts';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { inspectionTally } from '../../../shared/rules/measures.ts';
import { beforeOf } from '../../../shared/rules/rectification.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { Failure, notFound } from '../../errors.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { recordShifts, type Shift } from '../progress/ledger.ts';
import { bindAnswers, checkAnswers, merged, noteSixHaves, submission } from './inspection.answers.ts';
import type { RectificationRow } from '../rectifications/rectification.entity.ts';
import {
  inspectionEntity,
  type InspectionRow,
  type InspectionState,
  type InspectionUndo,
} from './inspection.entity.ts';
import { itemsOf, raiseItems, restoreItems, voidItems } from './inspection.items.ts';
import { flowOf, inspectionList, toRecord } from './inspection.record.ts';

export type InspectionAction = ActionOf<'inspections'>;
export type Input = { answers?: Answers | undefined; reason?: string | undefined; version?: number | undefined };

export async function inspectionById(ctx: Ctx, id: string): Promise<InspectionRow> {
  const [row] = await rowsByIds(ctx, inspectionList, [id]);
  if (!row) throw notFound();
  return row;
}

/** Locks first, then reads with what the campaign says. */
async function locked(ctx: Ctx, ids: readonly string[]): Promise<Map<string, InspectionRow>> {
  await scoped(ctx, inspectionEntity).findMany(ids, { lock: true, write: true });
  return new Map((await rowsByIds(ctx, inspectionList, ids)).map((row) => [row.id, row]));
}

type Change = Partial<InspectionState>;
type Outcome = { changeOf: (row: InspectionRow) => Change; shifts: Shift[]; voided?: RectificationRow[] };

const unanswered = { badCount: 0, openCount: 0, unclosedCount: 0, shell: false, score: null };

/** Saving and submitting are acts on one inspection. */
async function answer(
  ctx: Ctx,
  row: InspectionRow,
  action: 'save' | 'submit',
  given: Answers | undefined,
): Promise<Outcome> {
  const { items, purpose } = await checklistOf(ctx, row.checklistId);
  const answers = merged(row.answers, given);
  checkAnswers(items, answers, action === 'submit');
  await bindAnswers(ctx, row, given);
  if (action === 'save') return { changeOf: () => ({ answers }), shifts: [] };
  const shifts = await raiseItems(ctx, row, items, answers, await itemsOf(ctx, [row.id]));
  if (purpose === 'six-haves') await noteSixHaves(ctx, row, items, answers);
  const change = submission(ctx, items, answers);
  return { changeOf: () => change, shifts };
}

/** Returning and exempting take every item out of the count, whatever the number of inspections. */
async function dismiss(
  ctx: Ctx,
  rows: readonly InspectionRow[],
  status: 'returned' | 'exempted',
  reason: string | undefined,
): Promise<Outcome> {
  const items = await itemsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const { shifts, voided } = await voidItems(ctx, items);
  return { changeOf: () => ({ ...unanswered, status, stage: status, returnReason: reason ?? null }), shifts, voided };
}

async function takeBack(ctx: Ctx, row: InspectionRow): Promise<Outcome> {
  const { action, before, voided = [] } = row.undo!;
  const changeOf = () => before;
  if (action === 'approve') return { changeOf, shifts: [] };
  const items = await itemsOf(ctx, [row.id]);
  if (action === 'submit') return { changeOf, shifts: (await voidItems(ctx, items)).shifts };
  return { changeOf, shifts: await restoreItems(ctx, items, voided) };
}

async function outcomeOf(
  ctx: Ctx,
  rows: readonly InspectionRow[],
  action: InspectionAction,
  input: Input,
): Promise<Outcome> {
  const first = rows[0]!;
  switch (action) {
    case 'save':
    case 'submit':
      return answer(ctx, first, action, input.answers);
    case 'approve':
      return { changeOf: () => ({ status: 'approved', approvedAt: ctx.now.toISOString() }), shifts: [] };
    case 'return':
      return dismiss(ctx, rows, 'returned', input.reason);
    case 'exempt':
      return dismiss(ctx, rows, 'exempted', input.reason);
    case 'withdraw':
      return takeBack(ctx, first);
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

/** One statement for the records, one for their history (a run of saves by one person is one step), one for the ledger. */
async function write(
  ctx: Ctx,
  rows: readonly InspectionRow[],
  action: InspectionAction,
  reason: string | null,
  { changeOf, shifts, voided = [] }: Outcome,
) {
  const moved = rows.map((before) => {
    const change = changeOf(before);
    return { before, after: afterwards(before, change, undoOf(ctx, before, action, change, voided), ctx.now) };
  });
  const { columns } = scoped(ctx, inspectionEntity).metadata;
  const values = moved.map(({ after }) =>
    Object.fromEntries(columns.map((c) => [c.databaseName, after[c.propertyName as keyof InspectionRow]])),
  );
  const steps = moved.filter(
    ({ before: { undo } }) => !(action === 'save' && undo?.action === 'save' && undo.actorId === ctx.actor.id),
  );
  await Promise.all([
    ctx.query(sql`
      update inspections t
      set status = p.status, stage = p.stage, answers = p.answers, bad_count = p.bad_count, open_count = p.open_count,
        unclosed_count = p.unclosed_count, shell = p.shell, score = p.score, on_behalf = p.on_behalf,
        submitted_at = p.submitted_at, submitted_by = p.submitted_by, submitter = p.submitter,
        approved_at = p.approved_at, return_reason = p.return_reason, undo = p.undo, version = p.version,
        updated_at = p.updated_at
      from jsonb_populate_recordset(null::inspections, ${JSON.stringify(values)}::jsonb) p
      where t.province_code = p.province_code and t.id = p.id and ${inOwnScope(ctx, 'inspections', 't')}`),
    recordEvents(
      ctx,
      steps.map(({ before, after }) => ({
        subjectType: 'inspections' as const,
        subjectId: before.id,
        orgCode: before.orgCode,
        unionId: before.unionId,
        action,
        reason,
        changes: changesBetween<InspectionState>(before, after, shown),
      })),
    ),
    recordShifts(ctx, [
      ...shifts,
      ...moved.map(({ before, after }) => ({
        place: before,
        before: inspectionTally(before),
        after: inspectionTally(after),
      })),
    ]),
  ]);
  return moved.map(({ after }) => after);
}

/** 403 for the person, then 409 for a version that has moved on or a state that forbids it. */
function refuse(ctx: Ctx, row: InspectionRow, action: InspectionAction, seen: number | undefined): void {
  const refusal = refusalOf('inspections', action, ctx.actor, flowOf(row));
  const code = refusal && isMessageCode(refusal.code) ? refusal.code : 'role-forbidden';
  if (refusal?.kind === 'forbidden') throw new Failure(403, code);
  const extra = { current: toRecord(ctx, row) };
  if (seen !== undefined && seen !== row.version) throw new Failure(409, 'stale-version', { extra });
  if (refusal) throw new Failure(409, code, { extra });
}

/** One act on one inspection. */
export async function act(ctx: Ctx, id: string, action: InspectionAction, input: Input): Promise<InspectionRow> {
  const row = (await locked(ctx, [id])).get(id);
  if (!row) throw notFound();
  refuse(ctx, row, action, input.version);
  const [after] = await write(ctx, [row], action, input.reason ?? null, await outcomeOf(ctx, [row], action, input));
  return after!;
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
    await write(ctx, accepted, action, reason ?? null, await outcomeOf(ctx, accepted, action, { reason }));
  }
  return ids.map((id) => {
    const failure = refused.get(id);
    if (!failure) return { id, ok: true };
    return { id, ok: false, code: failure.code, message: sentence(failure.code, ctx.language, failure.params) };
  });
}
