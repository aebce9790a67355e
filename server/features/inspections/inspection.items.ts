import sql, { join, raw } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { ChecklistItem } from '../../../shared/checklists.ts';
import type { Answers } from '../../../shared/inspections.ts';
import { itemTally } from '../../../shared/rules/measures.ts';
import type { ItemAct } from '../../../shared/rules/rectification.ts';
import { badItems } from '../../../shared/rules/scoring.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import type { Changes } from '../events/event.service.ts';
import type { Step } from '../events/step.ts';
import { rectificationEntity, type RectificationRow } from '../rectifications/rectification.entity.ts';
import { addMoves, moveOf, type Move } from '../rectifications/rectification.moves.ts';
import type { InspectionRow } from './inspection.entity.ts';

/** All items that an inspection ever had. Its row is locked by the caller, and with it the items. */
export async function itemsOf(ctx: Ctx, inspectionIds: readonly string[]): Promise<RectificationRow[]> {
  const { columns } = ctx.tx.connection.getMetadata(rectificationEntity);
  const selected = raw(columns.map((c) => `"${c.databaseName}" as "${c.propertyName}"`).join(', '));
  return ctx.query<RectificationRow>(sql`
    select ${selected} from rectifications
    where province_code = any(${provincesOf(ctx.actor)}) and inspection_id = any(${inspectionIds})
      and ${inScope(ctx, 'rectifications')}
    order by id`);
}

function moves(ctx: Ctx, rows: readonly RectificationRow[], act: (row: RectificationRow) => ItemAct): Move[] {
  return rows.map((row) => ({ row, ...moveOf(ctx, row, act(row)), event: { action: act(row).action, reason: null } }));
}

/** The items count nowhere any longer: the inspection was returned, exempted or taken back. Answers with those it moves. */
export async function voidItems(ctx: Ctx, step: Step, rows: readonly RectificationRow[]): Promise<RectificationRow[]> {
  const voided = rows.filter((row) => row.status !== 'withdrawn');
  await addMoves(
    ctx,
    step,
    moves(ctx, voided, () => ({ action: 'void' })),
  );
  return voided;
}

/** Undoes one `voidItems`: each item that it moved goes back to where it stood. */
export async function restoreItems(
  ctx: Ctx,
  step: Step,
  rows: readonly RectificationRow[],
  voided: readonly string[],
): Promise<void> {
  const restored = rows
    .filter((row) => voided.includes(row.id) && row.undo?.action === 'void')
    .map((row) => ({ row, change: row.undo!.before, undo: null, event: { action: 'restore', reason: null } }));
  await addMoves(ctx, step, restored);
}

/** What was answered of one inspection, as it was submitted. */
export type Answered = { inspection: InspectionRow; answers: Answers };

/**
 * One rectification for each bad answer of inspections by one checklist; one that had been withdrawn comes back with
 * its first due day.
 */
export async function raiseItems(
  ctx: Ctx,
  step: Step,
  answered: readonly Answered[],
  checklist: readonly ChecklistItem[],
  existing: readonly RectificationRow[],
): Promise<void> {
  const bad = answered.flatMap(({ inspection, answers }) =>
    badItems(checklist, answers).map((item) => ({ inspection, item, answers })),
  );
  const keyOf = (inspectionId: string, itemKey: string) => `${inspectionId} ${itemKey}`;
  const trackOf = ({ item, answers }: (typeof bad)[number]) => answers[item.key]?.track ?? item.track;
  const known = new Set(existing.map((row) => keyOf(row.inspectionId, row.itemKey)));
  const byKey = new Map(bad.map((one) => [keyOf(one.inspection.id, one.item.key), one]));
  const badOf = (row: RectificationRow) => byKey.get(keyOf(row.inspectionId, row.itemKey));
  const back = existing.filter((row) => row.status === 'withdrawn' && badOf(row));
  await addMoves(
    ctx,
    step,
    moves(ctx, back, (row) => ({ action: 'reinstate', baseDueOn: row.baseDueOn, track: trackOf(badOf(row)!) })),
  );
  const fresh = bad
    .filter(({ inspection, item }) => !known.has(keyOf(inspection.id, item.key)))
    .map((one) => newRow(ctx, one.inspection, one.item, one.answers, trackOf(one)));
  if (fresh.length > 0) addItems(step, fresh);
}

type NewRow = ReturnType<typeof newRow>;
const tallied = (row: NewRow) => ({
  status: 'open',
  itemKey: row.item_key,
  track: row.track,
  dueOn: row.due_on,
  late: false,
});

function newRow(ctx: Ctx, inspection: InspectionRow, item: ChecklistItem, answers: Answers, track: string) {
  const dueOn = track === 'immediate' ? inspection.immediateDueOn : inspection.scheduledDueOn;
  return {
    province_code: inspection.provinceCode,
    id: uuid(),
    campaign_id: inspection.campaignId,
    inspection_id: inspection.id,
    union_id: inspection.unionId,
    union_name: inspection.unionName,
    org_code: inspection.orgCode,
    item_key: item.key,
    item_text: item.text,
    track,
    responsible: item.responsible,
    evidence: item.evidence,
    status: 'open',
    base_due_on: dueOn,
    due_on: dueOn,
    finding: answers[item.key]?.note ?? null,
    late: false,
    extension_pending: false,
    attachment_ids: [],
    version: 1,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
}

function addItems(step: Step, rows: readonly NewRow[]): void {
  const columns = join(Object.keys(rows[0]!).map((name) => raw(name)));
  step.writes.push(sql`
    insert into rectifications (${columns})
    select ${columns} from jsonb_populate_recordset(null::rectifications, ${JSON.stringify(rows)}::jsonb)`);
  step.events.push(
    ...rows.map((row) => ({
      subjectType: 'rectifications' as const,
      subjectId: row.id,
      orgCode: row.org_code,
      unionId: row.union_id,
      action: 'create',
      changes: {
        status: [null, 'open'],
        track: [null, row.track],
        dueOn: [null, row.due_on],
      } satisfies Changes as Changes,
    })),
  );
  step.shifts.push(
    ...rows.map((row) => ({
      place: { campaignId: row.campaign_id, orgCode: row.org_code },
      before: null,
      after: itemTally(tallied(row)),
    })),
  );
}
