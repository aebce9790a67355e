import sql from 'sql-template-tag';
import type { ChecklistItem } from '../../../shared/checklists.ts';
import type { Answers } from '../../../shared/inspections.ts';
import { isMessageCode, sentence } from '../../../shared/messages.ts';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { inspectionStage, inspectionTally } from '../../../shared/rules/measures.ts';
import { beforeOf } from '../../../shared/rules/rectification.ts';
import { answerFaults, badItems, isShell, scoreOf, sectionPasses, sixHaves } from '../../../shared/rules/scoring.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { Failure, invalid, notFound, type FieldErrors } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { recordShifts, type Shift } from '../progress/ledger.ts';
import { inspectionEntity, type InspectionRow, type InspectionState } from './inspection.entity.ts';
import { flowOf, inspectionList, toRecord } from './inspection.record.ts';
import { itemsOf, raiseItems, restoreItems, voidItems } from './inspection.items.ts';

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

/** Drafts are merged by item; a null value takes the answer back. */
function merged(before: Answers, given: Answers = {}): Answers {
  const answers = { ...before };
  for (const [key, answer] of Object.entries(given)) {
    if (answer.value === null && !answer.note && !answer.track && !answer.attachmentIds?.length) delete answers[key];
    else answers[key] = { ...answers[key], ...answer };
  }
  return answers;
}

function checkAnswers(items: readonly ChecklistItem[], answers: Answers, complete: boolean): void {
  const faults = answerFaults(items, answers, complete);
  const errors: FieldErrors = Object.fromEntries(Object.entries(faults).map(([key, code]) => [`answers.${key}`, code]));
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/** What submitting makes of the answers. */
function submission(ctx: Ctx, items: readonly ChecklistItem[], answers: Answers): Partial<InspectionState> {
  const bad = badItems(items, answers).length;
  const shell = isShell(items, answers);
  const facts = { status: 'submitted', badCount: bad, openCount: bad, unclosedCount: bad, shell };
  return {
    ...facts,
    answers,
    stage: inspectionStage(facts),
    score: scoreOf(items, answers),
    onBehalf: ctx.actor.role !== 'reporter',
    submittedAt: ctx.now.toISOString(),
    submittedBy: ctx.actor.name,
    submitter: { id: ctx.actor.id, orgCode: ctx.actor.orgCode, role: ctx.actor.role },
    approvedAt: null,
    returnReason: null,
  };
}

const unanswered = { badCount: 0, openCount: 0, unclosedCount: 0, shell: false, score: null };

async function bindAnswers(ctx: Ctx, row: InspectionRow, given: Answers | undefined): Promise<void> {
  const ids = [...new Set(Object.values(given ?? {}).flatMap((answer) => answer.attachmentIds ?? []))];
  if (ids.length === 0) return;
  await bindAttachments(ctx, ids, {
    subjectType: 'inspections',
    subjectId: row.id,
    orgCode: row.orgCode,
    unionId: row.unionId,
  });
}

async function noteSixHaves(
  ctx: Ctx,
  row: InspectionRow,
  items: readonly ChecklistItem[],
  answers: Answers,
): Promise<void> {
  const passes = sectionPasses(items, answers);
  const result = Object.fromEntries(sixHaves.map((have) => [have, passes[have] ?? false]));
  await ctx.query(sql`
    update unions set six_haves = ${JSON.stringify(result)}, updated_at = ${ctx.now}
    where province_code = ${row.provinceCode} and id = ${row.unionId} and ${inOwnScope(ctx, 'unions')}`);
}

type Step = { change: Partial<InspectionState>; shifts: Shift[] };

async function step(ctx: Ctx, row: InspectionRow, action: InspectionAction, input: Input): Promise<Step> {
  switch (action) {
    case 'save': {
      const { items } = await checklistOf(ctx, row.checklistId);
      const answers = merged(row.answers, input.answers);
      checkAnswers(items, answers, false);
      await bindAnswers(ctx, row, input.answers);
      return { change: { answers }, shifts: [] };
    }
    case 'submit': {
      const { items, purpose } = await checklistOf(ctx, row.checklistId);
      const answers = merged(row.answers, input.answers);
      checkAnswers(items, answers, true);
      await bindAnswers(ctx, row, input.answers);
      const shifts = await raiseItems(ctx, row, items, answers, await itemsOf(ctx, [row.id]));
      if (purpose === 'six-haves') await noteSixHaves(ctx, row, items, answers);
      return { change: submission(ctx, items, answers), shifts };
    }
    case 'approve':
      return { change: { status: 'approved', approvedAt: ctx.now.toISOString() }, shifts: [] };
    case 'return':
    case 'exempt': {
      const status = action === 'return' ? 'returned' : 'exempted';
      const shifts = await voidItems(ctx, await itemsOf(ctx, [row.id]));
      return { change: { ...unanswered, status, stage: status, returnReason: input.reason ?? null }, shifts };
    }
    case 'withdraw': {
      const items = await itemsOf(ctx, [row.id]);
      const undone = row.undo!;
      const shifts =
        undone.action === 'submit'
          ? await voidItems(ctx, items)
          : undone.action === 'approve'
            ? []
            : await restoreItems(ctx, items);
      return { change: undone.before, shifts };
    }
  }
}

const shown = ['status', 'badCount', 'score', 'onBehalf'] as const;

/** Writes one step with its history and its differences; a run of saves by one person is one step in the history. */
async function write(
  ctx: Ctx,
  row: InspectionRow,
  action: InspectionAction,
  reason: string | null,
  { change, shifts }: Step,
) {
  const undo =
    action === 'withdraw'
      ? null
      : { action, actorId: ctx.actor.id, before: action === 'save' ? {} : beforeOf(row as InspectionState, change) };
  const saved = (await scoped(ctx, inspectionEntity).update(row, {
    ...change,
    undo,
  } as Partial<InspectionRow>)) as InspectionRow;
  const repeated = action === 'save' && row.undo?.action === 'save' && row.undo.actorId === ctx.actor.id;
  const after = { ...row, ...saved };
  await Promise.all([
    recordShifts(ctx, [...shifts, { place: row, before: inspectionTally(row), after: inspectionTally(after) }]),
    repeated
      ? undefined
      : recordEvents(ctx, [
          {
            subjectType: 'inspections',
            subjectId: row.id,
            orgCode: row.orgCode,
            unionId: row.unionId,
            action,
            reason,
            changes: changesBetween<InspectionState>(row, after, shown),
          },
        ]),
  ]);
  return after;
}

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
  return write(ctx, row, action, input.reason ?? null, await step(ctx, row, action, input));
}

/** Approve or return many; each row has its own result. */
export async function actOnMany(
  ctx: Ctx,
  { ids, versions }: { ids: readonly string[]; versions?: Record<string, number> | undefined },
  action: 'approve' | 'return',
  reason: string | undefined,
): Promise<BulkResult[]> {
  const rows = await locked(ctx, [...new Set(ids)]);
  const results = new Map<string, BulkResult>();
  for (const id of new Set(ids)) {
    try {
      const row = rows.get(id);
      if (!row) throw notFound();
      refuse(ctx, row, action, versions?.[id]);
      await write(ctx, row, action, reason ?? null, await step(ctx, row, action, { reason }));
      results.set(id, { id, ok: true });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      results.set(id, { id, ok: false, code: error.code, message: sentence(error.code, ctx.language, error.params) });
    }
  }
  return ids.map((id) => results.get(id)!);
}
