import { haveResults } from '../../../shared/rules/haves.ts';
import type { Ctx } from '../../ctx.ts';
import type { ChecklistRow } from '../checklists/checklist.entity.ts';
import { checklistFor } from '../checklists/checklist.memory.ts';
import type { Shift } from '../progress/ledger.ts';
import { shiftHaves, type Assessment } from '../unions/union.haves.ts';
import type { InspectionRow } from './inspection.entity.ts';

type Moved = { before: InspectionRow; after: InspectionRow };

/** Submitted and not sent back, exempted or taken back: only then does it say something of the union's six haves. */
const counts = ({ status }: InspectionRow) => status === 'submitted' || status === 'approved';

function assessmentOf({ items, purpose }: Pick<ChecklistRow, 'items' | 'purpose'>, row: InspectionRow): Assessment[] {
  if (purpose !== 'six-haves' || !row.submittedAt) return [];
  const flags = haveResults(items, row.answers);
  return [{ inspectionId: row.id, unionId: row.unionId, assessedAt: row.submittedAt.toISOString(), flags }];
}

/** What a step of inspections means for the newest results of their unions, as differences of the counts. */
export async function haveShifts(ctx: Ctx, moved: readonly Moved[]): Promise<Shift[]> {
  const entering = moved.filter(({ before, after }) => !counts(before) && counts(after));
  const leaving = moved.filter(({ before, after }) => counts(before) && !counts(after));
  const checklists = new Map(
    (await Promise.all(firstOfEach(entering).map(({ after }) => checklistFor(ctx, after)))).map((one) => [one.id, one]),
  );
  return shiftHaves(
    ctx,
    entering.flatMap(({ after }) => assessmentOf(checklists.get(after.checklistId)!, after)),
    leaving.map(({ before }) => before.id),
  );
}

/** One inspection for each checklist. */
const firstOfEach = (moved: readonly Moved[]) => [
  ...new Map(moved.map((one) => [one.after.checklistId, one])).values(),
];
