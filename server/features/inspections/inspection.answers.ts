import type { ChecklistItem } from '../../../shared/checklists.ts';
import type { Answers } from '../../../shared/inspections.ts';
import { inspectionStage } from '../../../shared/rules/measures.ts';
import { answerFaults, badItems, isShell, scoreOf } from '../../../shared/rules/scoring.ts';
import type { Ctx } from '../../ctx.ts';
import { invalid, type FieldErrors } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { noteSuperseded } from '../attachments/attachment.superseding.ts';
import type { InspectionRow, InspectionState } from './inspection.entity.ts';

/** Drafts are merged by item; a null value takes the answer back. */
export function merged(before: Answers, given: Answers = {}): Answers {
  const answers = { ...before };
  for (const [key, answer] of Object.entries(given)) {
    if (answer.value === null && !answer.note && !answer.track && !answer.attachmentIds?.length) delete answers[key];
    else answers[key] = { ...answers[key], ...answer };
  }
  return answers;
}

/** 422 at the question: a draft may be blank, a submission may not. */
export function checkAnswers(items: readonly ChecklistItem[], answers: Answers, complete: boolean): void {
  const faults = answerFaults(items, answers, complete);
  const errors: FieldErrors = Object.fromEntries(Object.entries(faults).map(([key, code]) => [`answers.${key}`, code]));
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

/** What submitting makes of the answers. */
export function submission(ctx: Ctx, items: readonly ChecklistItem[], answers: Answers): Partial<InspectionState> {
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

/** Evidence that the answers refer to becomes the inspection's. */
export async function bindAnswers(ctx: Ctx, row: InspectionRow, given: Answers | undefined): Promise<void> {
  const ids = evidenceOf(given);
  const { id: subjectId, orgCode, unionId } = row;
  if (ids.length > 0) await bindAttachments(ctx, ids, { subjectType: 'inspections', subjectId, orgCode, unionId });
  await noteSuperseded(ctx, [{ before: evidenceOf(row.answers), after: evidenceOf(merged(row.answers, given)) }]);
}

const evidenceOf = (answers: Answers = {}) => [
  ...new Set(Object.values(answers).flatMap(({ attachmentIds }) => attachmentIds ?? [])),
];
