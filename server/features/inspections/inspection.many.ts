import type { Answers } from '../../../shared/inspections.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { conflict } from '../../errors.ts';
import { checklistFor } from '../checklists/checklist.memory.ts';
import { newStep } from '../events/step.ts';
import { checkAnswers, submission } from './inspection.answers.ts';
import type { InspectionRow } from './inspection.entity.ts';
import { itemsOf, raiseItems, voidItems } from './inspection.items.ts';
import { flowOf } from './inspection.record.ts';
import { locked, refuse, write } from './inspection.service.ts';

/** All answers of an inspection as they will be, and the version that its author saw. */
export type Filled = { id: string; version: number; answers: Answers };

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

/** The inspections, held, or 409 where one is gone, has moved on, or may not be answered. */
async function heldFor(ctx: Ctx, filled: readonly Filled[], action: 'save' | 'submit'): Promise<InspectionRow[]> {
  const rows = await locked(ctx, idsOf(filled));
  return filled.map(({ id, version }) => {
    const row = rows.get(id);
    if (!row || row.version !== version) throw conflict('stale-version');
    refuse(ctx, row, action, version);
    return row;
  });
}

/**
 * Saves or submits the answers of many inspections of one campaign by the rules of the single act, with as many
 * statements as for one. Comes back in their order.
 */
export async function fillMany(
  ctx: Ctx,
  filled: readonly Filled[],
  action: 'save' | 'submit',
): Promise<InspectionRow[]> {
  if (filled.length === 0) return [];
  const rows = await heldFor(ctx, filled, action);
  const { items } = await checklistFor(ctx, rows[0]!);
  for (const { answers } of filled) checkAnswers(items, answers, action === 'submit');
  const answersOf = new Map(filled.map(({ id, answers }) => [id, answers]));
  const step = newStep();
  if (action === 'save') {
    return write(ctx, step, rows, action, null, { changeOf: ({ id }) => ({ answers: answersOf.get(id)! }) });
  }
  const answered = rows.map((inspection) => ({ inspection, answers: answersOf.get(inspection.id)! }));
  await raiseItems(ctx, step, answered, items, await itemsOf(ctx, idsOf(rows)));
  return write(ctx, step, rows, action, null, {
    changeOf: ({ id }) => submission(ctx, items, answersOf.get(id)!),
  });
}

/** Whether a submission can still be taken back by this person. */
export const mayTakeBack = (ctx: Ctx, row: InspectionRow): boolean =>
  row.undo?.action === 'submit' && refusalOf('inspections', 'withdraw', ctx.actor, flowOf(row)) === null;

/** Takes back the actor's own submissions; 409 where somebody has acted on one. */
export async function takeBackMany(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = [...(await locked(ctx, ids)).values()];
  if (rows.length < ids.length || !rows.every((row) => mayTakeBack(ctx, row))) throw conflict('nothing-to-withdraw');
  const step = newStep();
  await voidItems(ctx, step, await itemsOf(ctx, ids));
  await write(ctx, step, rows, 'withdraw', null, { changeOf: ({ undo }) => undo!.before });
}
