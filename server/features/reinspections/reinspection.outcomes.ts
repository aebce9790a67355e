import sql from 'sql-template-tag';
import { sentence } from '../../../shared/messages.ts';
import type { BulkResult } from '../../../shared/rectifications.ts';
import type { RecordOutcome, ReinspectionOutcome } from '../../../shared/reinspections.ts';
import { recheckTally } from '../../../shared/rules/measures.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict, Failure, forbidden, invalid, refused } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { recordEvents, type Changes, type NewEvent } from '../events/event.service.ts';
import { recordShifts } from '../progress/ledger.ts';
import { act, lockParents } from '../rectifications/rectification.service.ts';
import { reinspectionEntity, type ReinspectionRow } from './reinspection.entity.ts';
import { flowOf, itemsOf, judges, type DrawnItem } from './reinspection.record.ts';

const draws = (ctx: Ctx) => scoped(ctx, reinspectionEntity);

/** The draw, then the inspections of its items: every outcome takes its locks in this order. */
async function lock(ctx: Ctx, drawId: string, rectificationIds: readonly string[]) {
  const draw = (await draws(ctx).get(drawId, { lock: true, write: true })) as ReinspectionRow;
  await lockParents(ctx, rectificationIds);
  const items = await itemsOf(ctx, drawId, rectificationIds);
  return { draw, items: new Map(items.map((item) => [item.rectificationId, item])) };
}

/** Null when the outcome may be recorded: an item that is still closed is inspected, one that is not can only be skipped. */
function refusalToRecord(ctx: Ctx, draw: ReinspectionRow, item: DrawnItem, skip: boolean): Failure | null {
  if (!judges(ctx, item)) return forbidden('not-yours-to-verify');
  const refusal = refusalOf('reinspections', 'record', ctx.actor, flowOf(ctx, draw, item));
  if (refusal?.code === 'no-longer-closed' && skip) return null;
  if (refusal) return refused(refusal);
  return skip ? conflict('still-closed') : null;
}

type Settled = {
  outcome: Exclude<ReinspectionOutcome, 'pending'>;
  note: string | null;
  attachmentIds: readonly string[];
};

const place = (draw: ReinspectionRow, item: DrawnItem) => ({ campaignId: draw.campaignId, orgCode: item.orgCode });
const counted = (outcome: string) => outcome === 'held' || outcome === 'relapsed';

/** Writes one outcome for any number of items: the newest one of each, its history, and the counts that it moves. */
async function settle(ctx: Ctx, draw: ReinspectionRow, items: readonly DrawnItem[], settled: Settled): Promise<void> {
  const { outcome, note, attachmentIds } = settled;
  const ids = items.map(({ rectificationId }) => rectificationId);
  const here = sql`province_code = ${draw.provinceCode} and ${inOwnScope(ctx, 'reinspection_items')}`;
  const earlier = counted(outcome)
    ? await ctx.query<{ id: string; outcome: string }>(sql`
        update reinspection_items set newest = false where ${here} and rectification_id = any(${ids}) and newest
        returning rectification_id as id, outcome`)
    : [];
  await ctx.query(sql`
    update reinspection_items
    set outcome = ${outcome}, inspected_on = ${ctx.today}, inspected_by = ${ctx.actor.name},
      inspector_id = ${ctx.actor.id}, recorded_at = ${ctx.now}, note = ${note},
      attachment_ids = ${[...attachmentIds]}::uuid[], newest = ${counted(outcome)}
    where ${here} and id = any(${items.map(({ id }) => id)})`);
  if (!counted(outcome)) return;
  const before = new Map(earlier.map((row) => [row.id, row.outcome]));
  await recordShifts(
    ctx,
    items.map((item) => ({
      place: place(draw, item),
      before: recheckTally({ ...item, outcome: before.get(item.rectificationId) ?? null }),
      after: recheckTally({ ...item, outcome }),
    })),
  );
  await noteItems(ctx, items, 'reinspect', (item) => ({
    reason: note,
    changes: {
      outcome: [null, outcome],
      ...(attachmentIds.length > 0 && item === items[0] ? { photos: [null, attachmentIds] } : {}),
    },
  }));
}

function noteItems(
  ctx: Ctx,
  items: readonly DrawnItem[],
  action: string,
  more: (item: DrawnItem) => Pick<NewEvent, 'reason' | 'changes'>,
): Promise<void> {
  return recordEvents(
    ctx,
    items.map((item) => ({
      subjectType: 'rectifications' as const,
      subjectId: item.rectificationId,
      orgCode: item.orgCode,
      unionId: item.unionId,
      action,
      ...more(item),
    })),
  );
}

/** The draw's own counts and history; it is finished when no item is left, and open again when one is. */
async function advance(
  ctx: Ctx,
  draw: ReinspectionRow,
  outcome: Settled['outcome'],
  n: number,
  event: Pick<NewEvent, 'action' | 'reason' | 'changes'>,
): Promise<ReinspectionRow> {
  const counts = { held: draw.held, relapsed: draw.relapsed, skipped: draw.skipped };
  counts[outcome] += n;
  const finished = counts.held + counts.relapsed + counts.skipped === draw.sampleSize;
  const status = finished ? 'finished' : 'open';
  const after = await draws(ctx).update(draw, { ...counts, status });
  const moved: Changes = status === draw.status ? {} : { status: [draw.status, status] };
  await recordEvents(ctx, [
    {
      subjectType: 'reinspections',
      subjectId: draw.id,
      orgCode: draw.orgCode,
      ...event,
      changes: { ...event.changes, ...moved },
    },
  ]);
  return after as ReinspectionRow;
}

const naming = ({ unionName, itemText }: DrawnItem): Changes => ({
  unionName: [null, unionName],
  itemText: [null, itemText],
});

/**
 * The outcome of one item. A relapse reopens it by the very act of its own workflow, in the same transaction. Refused:
 * what is not in the sample (422), what was recorded already or is no longer closed (409).
 */
export async function record(ctx: Ctx, drawId: string, body: RecordOutcome): Promise<ReinspectionRow> {
  const { rectificationId, outcome, note = null } = body;
  const { draw, items } = await lock(ctx, drawId, [rectificationId]);
  const item = items.get(rectificationId);
  if (!item) throw invalid({ rectificationId: 'not-in-sample' });
  const refusal = refusalToRecord(ctx, draw, item, outcome === 'skipped');
  if (refusal?.status === 403) throw refusal;
  if (outcome === 'relapsed' && body.dueOn && body.dueOn < ctx.today) throw invalid({ dueOn: 'due-in-past' });
  if (body.version !== undefined && body.version !== draw.version) throw conflict('stale-version');
  if (refusal) throw refusal;
  if (body.attachmentIds.length > 0) {
    await bindAttachments(ctx, body.attachmentIds, {
      subjectType: 'reinspections',
      subjectId: draw.id,
      orgCode: item.orgCode,
      unionId: item.unionId,
    });
  }
  await settle(ctx, draw, [item], { outcome, note: note ?? null, attachmentIds: body.attachmentIds });
  if (outcome === 'relapsed') {
    await act(ctx, rectificationId, { action: 'reopen', reason: note!, dueOn: body.dueOn, via: draw.id });
  }
  return advance(ctx, draw, outcome, 1, {
    action: 'record',
    reason: note ?? null,
    changes: { ...naming(item), outcome: [null, outcome] },
  });
}

/** Several items that hold; each has its own result, and what may not be recorded doesn't stop the others. */
export async function hold(
  ctx: Ctx,
  drawId: string,
  rectificationIds: readonly string[],
  note: string | null,
): Promise<{ row: ReinspectionRow; results: BulkResult[] }> {
  const ids = [...new Set(rectificationIds)];
  const { draw, items } = await lock(ctx, drawId, ids);
  const failures = new Map<string, Failure>();
  const accepted = ids.flatMap((id) => {
    const item = items.get(id);
    const failure = item ? refusalToRecord(ctx, draw, item, false) : new Failure(404, 'not-in-sample');
    if (failure) failures.set(id, failure);
    return failure || !item ? [] : [item];
  });
  let row = draw;
  if (accepted.length > 0) {
    await settle(ctx, draw, accepted, { outcome: 'held', note, attachmentIds: [] });
    row = await advance(ctx, draw, 'held', accepted.length, {
      action: 'record',
      reason: note,
      changes: { held: [draw.held, draw.held + accepted.length] },
    });
  }
  const results = ids.map((id): BulkResult => {
    const failure = failures.get(id);
    return failure
      ? { id, ok: false, code: failure.code, message: sentence(failure.code, ctx.language, failure.params) }
      : { id, ok: true };
  });
  return { row, results };
}

/**
 * Takes back one's own outcome: of a draw in course, or on the same day; as long as the item was not drawn again, and
 * of a relapse as long as nobody has acted on the reopened item. What the item's outcome was before counts again.
 */
export async function takeBack(
  ctx: Ctx,
  drawId: string,
  { rectificationId, version }: { rectificationId: string; version?: number | undefined },
): Promise<ReinspectionRow> {
  const { draw, items } = await lock(ctx, drawId, [rectificationId]);
  const item = items.get(rectificationId);
  if (!item) throw invalid({ rectificationId: 'not-in-sample' });
  const refusal = refusalOf('reinspections', 'withdraw', ctx.actor, flowOf(ctx, draw, item));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (version !== undefined && version !== draw.version) throw conflict('stale-version');
  if (refusal) throw refused(refusal);
  const outcome = item.outcome as Settled['outcome'];
  if (outcome === 'relapsed') await act(ctx, rectificationId, { action: 'withdraw', via: draw.id });
  const here = sql`province_code = any(${provincesOf(ctx.actor)}) and ${inOwnScope(ctx, 'reinspection_items')}`;
  await ctx.query(sql`
    update reinspection_items
    set outcome = 'pending', inspected_on = null, inspected_by = null, inspector_id = null, recorded_at = null,
      note = null, attachment_ids = '{}', newest = false
    where ${here} and id = ${item.id}`);
  if (counted(outcome)) {
    const [earlier] = await ctx.query<{ outcome: string }>(sql`
      update reinspection_items set newest = true
      where ${here} and id = (
        select id from reinspection_items
        where ${here} and rectification_id = ${rectificationId} and outcome in ('held', 'relapsed')
        order by recorded_at desc limit 1)
      returning outcome`);
    await recordShifts(ctx, [
      {
        place: place(draw, item),
        before: recheckTally({ ...item, outcome }),
        after: recheckTally({ ...item, outcome: earlier?.outcome ?? null }),
      },
    ]);
    await noteItems(ctx, [item], 'withdraw', () => ({ changes: { outcome: [outcome, null] } }));
  }
  return advance(ctx, draw, outcome, -1, {
    action: 'withdraw',
    changes: { ...naming(item), outcome: [outcome, null] },
  });
}
