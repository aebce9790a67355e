import sql from 'sql-template-tag';
import { inspectionTally, itemTally, type Tally } from '../../../shared/rules/measures.ts';
import { fateOf, placedLike, type Destination, type Fate } from '../../../shared/rules/unionChanges.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { recordEvents, type Changes } from '../events/event.service.ts';
import type { InspectionRow } from '../inspections/inspection.entity.ts';
import { itemsOf } from '../inspections/inspection.items.ts';
import { inspectionList } from '../inspections/inspection.record.ts';
import { endWork } from '../inspections/inspection.service.ts';
import { recordShifts, type Place } from '../progress/ledger.ts';
import type { RectificationRow } from '../rectifications/rectification.entity.ts';
import { carryRechecks } from '../rectifications/rectification.moves.ts';
import type { UnionRow } from './union.entity.ts';
import { adoptHaves } from './union.haves.ts';

/** Holds the inspections of unions in id order: they are the roots of all work. */
export async function lockWork(ctx: Ctx, provinceCode: string, unionIds: readonly string[]): Promise<void> {
  await ctx.query(sql`
    select id from inspections
    where province_code = ${provinceCode} and union_id = any(${unionIds}) and ${inOwnScope(ctx, 'inspections')}
    order by id for update`);
}

/** The inspections of a union in the scope, with what their campaigns say. */
export async function worksOf(ctx: Ctx, union: UnionRow): Promise<InspectionRow[]> {
  const ids = await ctx.query<{ id: string }>(sql`
    select id from inspections
    where province_code = ${union.provinceCode} and union_id = ${union.id} and ${inScope(ctx, 'inspections')}`);
  if (ids.length === 0) return [];
  return rowsByIds(
    ctx,
    inspectionList,
    ids.map(({ id }) => id),
  );
}

/** Why and when, for the history of every record that goes along. */
export type Occasion = { on: string; reason: string };

/** What becomes of a union's work, before the union itself changes: open work goes along or ends, the rest stays. */
export async function settleWork(
  ctx: Ctx,
  union: UnionRow,
  heir: UnionRow | null,
  to: Destination,
  occasion: Occasion,
): Promise<void> {
  const works = await worksOf(ctx, union);
  const having = (fate: Fate) => works.filter((work) => fateOf(work, to) === fate);
  await endWork(ctx, having('end'), occasion.reason);
  if (to && heir) await carry(ctx, having('carry'), { ...heir, orgCode: to.orgCode }, occasion);
}

const placeOf = ({ orgCode, unionName }: { orgCode: string; unionName: string }) => ({ orgCode, unionName });

function changesOf(before: { orgCode: string; unionName: string }, heir: UnionRow, { on }: Occasion): Changes {
  const [old, now] = [placeOf(before), placeOf({ orgCode: heir.orgCode, unionName: heir.name })];
  return {
    ...(old.orgCode === now.orgCode ? {} : { orgCode: [old.orgCode, now.orgCode] }),
    ...(old.unionName === now.unionName ? {} : { unionName: [old.unionName, now.unionName] }),
    movedOn: [null, on],
  };
}

/** Inspections with all their items become those of `heir` at its place: counted there from now on, and not before. */
async function carry(ctx: Ctx, works: readonly InspectionRow[], heir: UnionRow, occasion: Occasion): Promise<void> {
  if (works.length === 0) return;
  const ids = works.map(({ id }) => id);
  const items = await itemsOf(ctx, ids);
  const itemIds = items.map(({ id }) => id);
  const here = sql`province_code = ${heir.provinceCode}`;
  const like = <A extends { id: string; orgCode: string; role: string }>(author: A | null) =>
    author && placedLike(author, heir.orgCode);
  const inspections = works.map(({ id, submitter }) => ({ id, submitter: like(submitter) }));
  const rectifications = items.map(({ id, marker, extension }) => ({
    id,
    marker: like(marker),
    extension: extension && { ...extension, requester: like(extension.requester) },
  }));
  const place = sql`org_code = ${heir.orgCode}, union_id = ${heir.id}::uuid`;
  const step = sql`undo = null, version = t.version + 1, updated_at = ${ctx.now}`;
  await ctx.query(sql`
    update inspections t set ${place}, union_name = ${heir.name}, submitter = p.submitter, ${step}
    from jsonb_to_recordset(${JSON.stringify(inspections)}::jsonb) as p (id uuid, submitter jsonb)
    where t.${here} and t.id = p.id and ${inOwnScope(ctx, 'inspections', 't')}`);
  await ctx.query(sql`
    update rectifications t set ${place}, union_name = ${heir.name}, marker = p.marker, extension = p.extension,
      ${step}
    from jsonb_to_recordset(${JSON.stringify(rectifications)}::jsonb) as p (id uuid, marker jsonb, extension jsonb)
    where t.${here} and t.id = p.id and ${inOwnScope(ctx, 'rectifications', 't')}`);
  // Evidence is opened where its record is read, and what was drawn and not looked at yet is inspected there.
  await ctx.query(sql`
    update attachments set ${place}
    where ${here} and ((subject_type = 'inspections' and subject_id = any(${ids}::uuid[]))
        or (subject_type = 'rectifications' and subject_id = any(${itemIds}::uuid[])))
      and union_id is not null and ${inOwnScope(ctx, 'attachments')}`);
  await ctx.query(sql`
    update reinspection_items t set ${place}
    from reinspections r
    where t.${here} and t.rectification_id = any(${itemIds}::uuid[]) and t.outcome = 'pending'
      and r.province_code = t.province_code and r.id = t.reinspection_id and starts_with(${heir.orgCode}, r.org_code)
      and ${inOwnScope(ctx, 'reinspection_items', 't')} and ${inOwnScope(ctx, 'reinspections', 'r')}`);
  const ofHaves = await adoptHaves(ctx, ids, heir);
  await noteCarried(ctx, works, items, heir, occasion);
  const counted: { place: Place; tally: Tally | null }[] = [
    ...works.map((work) => ({ place: work, tally: inspectionTally(work) })),
    ...items.map((item) => ({ place: item, tally: itemTally(item) })),
  ];
  const moved = items.map((before) => ({ before, after: { ...before, orgCode: heir.orgCode, unionId: heir.id } }));
  await recordShifts(ctx, [
    ...ofHaves,
    ...(await carryRechecks(ctx, moved)),
    ...counted.map(({ place, tally }) => ({
      place,
      before: tally,
      after: tally,
      afterPlace: { campaignId: place.campaignId, orgCode: heir.orgCode },
    })),
  ]);
}

async function noteCarried(
  ctx: Ctx,
  works: readonly InspectionRow[],
  items: readonly RectificationRow[],
  heir: UnionRow,
  occasion: Occasion,
): Promise<void> {
  const common = { orgCode: heir.orgCode, unionId: heir.id, action: 'move', reason: occasion.reason };
  await recordEvents(ctx, [
    ...works.map((work) => ({
      ...common,
      subjectType: 'inspections' as const,
      subjectId: work.id,
      changes: changesOf(work, heir, occasion),
    })),
    ...items
      .filter(({ status }) => status !== 'withdrawn')
      .map((item) => ({
        ...common,
        subjectType: 'rectifications' as const,
        subjectId: item.id,
        changes: changesOf(item, heir, occasion),
      })),
  ]);
}
