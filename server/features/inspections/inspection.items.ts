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
import { recordEvents } from '../events/event.service.ts';
import type { Shift } from '../progress/ledger.ts';
import { rectificationEntity, type RectificationRow } from '../rectifications/rectification.entity.ts';
import { moveOf, writeMoves, type Move } from '../rectifications/rectification.service.ts';
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

/** The items count nowhere any longer: the inspection was returned, exempted or taken back. Names those it moved. */
export async function voidItems(
  ctx: Ctx,
  rows: readonly RectificationRow[],
): Promise<{ shifts: Shift[]; voided: RectificationRow[] }> {
  const voided = rows.filter((row) => row.status !== 'withdrawn');
  if (voided.length === 0) return { shifts: [], voided };
  const { shifts } = await writeMoves(
    ctx,
    moves(ctx, voided, () => ({ action: 'void' })),
  );
  return { shifts, voided };
}

/** Undoes one `voidItems`: each item that it moved goes back to where it stood. */
export async function restoreItems(
  ctx: Ctx,
  rows: readonly RectificationRow[],
  voided: readonly string[],
): Promise<Shift[]> {
  const restored = rows
    .filter((row) => voided.includes(row.id) && row.undo?.action === 'void')
    .map((row) => ({ row, change: row.undo!.before, undo: null, event: { action: 'restore', reason: null } }));
  return restored.length === 0 ? [] : (await writeMoves(ctx, restored)).shifts;
}

/** One rectification for each bad answer; one that had been withdrawn comes back with its first due day. */
export async function raiseItems(
  ctx: Ctx,
  inspection: InspectionRow,
  checklist: readonly ChecklistItem[],
  answers: Answers,
  existing: readonly RectificationRow[],
): Promise<Shift[]> {
  const bad = badItems(checklist, answers);
  const known = new Map(existing.map((row) => [row.itemKey, row]));
  const trackOf = (item: ChecklistItem) => answers[item.key]?.track ?? item.track;
  const byKey = new Map(bad.map((item) => [item.key, item]));
  const back = existing.filter((row) => row.status === 'withdrawn' && byKey.has(row.itemKey));
  const returning = await writeMovesIfAny(
    ctx,
    moves(ctx, back, (row) => ({
      action: 'reinstate',
      baseDueOn: row.baseDueOn,
      track: trackOf(byKey.get(row.itemKey)!),
    })),
  );
  const fresh = bad
    .filter((item) => !known.has(item.key))
    .map((item) => newRow(ctx, inspection, item, answers, trackOf(item)));
  if (fresh.length > 0) await insertItems(ctx, inspection, fresh);
  return [...returning, ...fresh.map((row) => ({ place: inspection, before: null, after: itemTally(tallied(row)) }))];
}

const writeMovesIfAny = async (ctx: Ctx, list: Move[]) => (list.length > 0 ? (await writeMoves(ctx, list)).shifts : []);

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

async function insertItems(ctx: Ctx, inspection: InspectionRow, rows: NewRow[]): Promise<void> {
  const columns = join(Object.keys(rows[0]!).map((name) => raw(name)));
  await Promise.all([
    ctx.query(sql`
      insert into rectifications (${columns})
      select ${columns} from jsonb_populate_recordset(null::rectifications, ${JSON.stringify(rows)}::jsonb)`),
    recordEvents(
      ctx,
      rows.map((row) => ({
        subjectType: 'rectifications' as const,
        subjectId: row.id,
        orgCode: inspection.orgCode,
        unionId: inspection.unionId,
        action: 'create',
        changes: { status: [null, 'open'], track: [null, row.track], dueOn: [null, row.due_on] },
      })),
    ),
  ]);
}
