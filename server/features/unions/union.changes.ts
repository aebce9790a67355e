import sql from 'sql-template-tag';
import { boundsOf } from '../../../shared/rules/orgCode.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import {
  consequenceOf,
  isOpenWork,
  type Destination,
  type UnionChangeKind,
} from '../../../shared/rules/unionChanges.ts';
import type {
  UnionChangeConsequence,
  UnionChangeQuery,
  UnionDissolve,
  UnionMerge,
  UnionMove,
} from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import { campaignsOfUnion, unionTiesOutside } from '../../db/platform.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { conflict, invalid, notFound, refused } from '../../errors.ts';
import { unionEnded } from '../enterprises/union.consequences.ts';
import { recordEvents, type NewEvent } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { countReporters, moveReporters, retireReporters } from './union.accounts.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';
import { followUnion } from './union.haves.ts';
import { flowOf, toRecords } from './union.record.ts';
import { countUnion } from './union.service.ts';
import { lockWork, settleWork, worksOf } from './union.work.ts';

export type UnionChange =
  ({ kind: 'move' } & UnionMove) | ({ kind: 'merge' } & UnionMerge) | ({ kind: 'dissolve' } & UnionDissolve);

const unions = (ctx: Ctx) => scoped(ctx, unionEntity);

/** 403 for whoever may read the union and not keep it. */
export function authorizeChange(kind: UnionChangeKind) {
  return (ctx: Ctx, row: UnionRow): void => {
    const refusal = refusalOf('unions', kind, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw refused(refusal);
  };
}

/**
 * Locks in the order of all acts: inspections (the roots of work), enterprises, unions, each in id order. What an
 * inspection's foreign key waits for is held too, so no work comes up beside this.
 */
async function held(ctx: Ctx, id: string, intoId: string | null): Promise<Map<string, UnionRow>> {
  const ids = intoId ? [id, intoId] : [id];
  const seen = await unions(ctx).get(id, { write: true });
  await lockWork(ctx, seen.provinceCode, ids);
  await ctx.query(sql`
    select id from enterprises
    where province_code = ${seen.provinceCode} and ${inOwnScope(ctx, 'enterprises')} and id in (
      select enterprise_id from enterprise_unions
      where province_code = ${seen.provinceCode} and union_id = ${id} and ${inOwnScope(ctx, 'enterprise_unions')})
    order by id for update`);
  const rows = await unions(ctx).findMany(ids, { lock: true, write: true });
  await lockWork(ctx, seen.provinceCode, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** 422 at the field for a day or a target that will not do. */
async function checkInput(ctx: Ctx, row: UnionRow, change: UnionChange, into: UnionRow | null): Promise<void> {
  if (change.on > ctx.today) throw invalid({ on: 'in-the-future' });
  if (row.foundedOn && change.on < row.foundedOn) throw invalid({ on: 'before-founding' });
  if (change.kind === 'move') {
    if (change.orgCode === row.orgCode) throw invalid({ orgCode: 'same-organisation' });
    await usableOrganisation(ctx, change.orgCode);
    if (change.orgCode.slice(0, 2) !== row.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
  }
  if (change.kind === 'merge') {
    if (change.intoId === row.id) throw invalid({ intoId: 'merge-into-itself' });
    if (!into || into.provinceCode !== row.provinceCode) throw invalid({ intoId: 'unknown-union' });
    if (!into.active) throw invalid({ intoId: 'union-not-active' });
  }
}

/** Moves, merges or dissolves a union in one act: its open work, its accounts and its enterprises with it. */
export async function change(ctx: Ctx, id: string, change: UnionChange): Promise<UnionRow> {
  const intoId = change.kind === 'merge' ? change.intoId : null;
  const rows = await held(ctx, id, intoId);
  const row = rows.get(id);
  if (!row) throw notFound();
  const into = (intoId && rows.get(intoId)) || null;
  const refusal = refusalOf('unions', change.kind, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  await checkInput(ctx, row, change, into);
  const isStale = change.version !== undefined && change.version !== row.version;
  if (isStale || refusal) {
    const [current] = await toRecords(ctx, [row]);
    const code = isStale ? 'stale-version' : row.endKind ? 'union-ended' : 'transition-not-allowed';
    throw conflict(code, { current });
  }
  return change.kind === 'move' ? move(ctx, row, change) : end(ctx, row, change, into);
}

const nothing: ReadonlySet<string> = new Set();

async function move(ctx: Ctx, row: UnionRow, { orgCode, openWork, on, reason }: UnionMove): Promise<UnionRow> {
  await settleWork(ctx, row, row, { orgCode, openWork, taken: nothing }, { on, reason });
  // Results of work that ended are out of its standing now.
  const before = await unions(ctx).get(row.id);
  const after = await unions(ctx).update(before, { orgCode });
  await countUnion(ctx, before, after);
  await followUnion(ctx, after);
  const changes: NewEvent['changes'] = { orgCode: [row.orgCode, orgCode], movedOn: [null, on] };
  await note(ctx, before, { action: 'move-out', reason, changes });
  await note(ctx, after, { action: 'move', reason, changes });
  await moveUploads(ctx, after);
  await moveReporters(ctx, after, reason);
  return after;
}

async function end(ctx: Ctx, row: UnionRow, change: UnionMerge | UnionDissolve, into: UnionRow | null) {
  const { on, reason } = change;
  if (await unionTiesOutside(ctx.query, row.provinceCode, row.id, boundsOf(ctx.actor.orgCode))) {
    throw conflict('union-tied-elsewhere');
  }
  await settleWork(ctx, row, into, await destinationOf(ctx, into, 'openWork' in change ? change.openWork : 'end'), {
    on,
    reason,
  });
  await unionEnded(ctx, row, into?.id ?? null, reason);
  const before = await unions(ctx).get(row.id);
  const after = await unions(ctx).update(before, {
    active: false,
    endedOn: on,
    endKind: into ? 'merged' : 'dissolved',
    endReason: reason,
    mergedIntoId: into?.id ?? null,
  });
  await countUnion(ctx, before, after);
  await note(ctx, after, {
    action: into ? 'merge' : 'dissolve',
    reason,
    changes: { endedOn: [null, on], ...(into ? { mergedInto: [null, into.name] } : {}) },
  });
  if (into) await note(ctx, into, { action: 'absorb', reason, changes: { absorbed: [null, row.name] } });
  await retireReporters(ctx, after, reason);
  return after;
}

/** Where open work of a union that ends goes: to the survivor, unless it has work in the same campaign. */
async function destinationOf(ctx: Ctx, into: UnionRow | null, openWork: 'carry' | 'end'): Promise<Destination> {
  if (!into) return null;
  const taken = new Set(await campaignsOfUnion(ctx.query, into.provinceCode, into.id));
  return { orgCode: into.orgCode, openWork, taken };
}

type Step = Pick<NewEvent, 'action' | 'reason' | 'changes'>;

const note = (ctx: Ctx, { id, orgCode }: UnionRow, step: Step) =>
  recordEvents(ctx, [{ ...step, subjectType: 'unions', subjectId: id, orgCode, unionId: id }]);

/** What its reporters have uploaded and not used yet stays in their sight. */
async function moveUploads(ctx: Ctx, { provinceCode, id, orgCode }: UnionRow): Promise<void> {
  await ctx.query(sql`
    update attachments set org_code = ${orgCode}
    where province_code = ${provinceCode} and union_id = ${id} and subject_id is null and ${inOwnScope(ctx, 'attachments')}`);
}

/** What a change would do, counted by the same rules that do it. Without a target yet, as if it stayed in its place. */
export async function consequence(ctx: Ctx, query: UnionChangeQuery): Promise<UnionChangeConsequence> {
  const row = await unions(ctx).get(query.unionId, { write: true });
  authorizeChange(query.kind)(ctx, row);
  const { openWork = 'carry' } = query;
  const into = query.kind === 'merge' && query.intoId ? await unions(ctx).find(query.intoId, { write: true }) : null;
  const to: Destination =
    query.kind === 'dissolve'
      ? null
      : into
        ? await destinationOf(ctx, into, openWork)
        : { orgCode: query.orgCode ?? row.orgCode, openWork, taken: nothing };
  const works = await worksOf(ctx, row);
  const open = works.filter(isOpenWork);
  const [covered] = await ctx.query<{ enterprises: number; uncovered: number }>(sql`
    select count(*)::int as enterprises, count(*) filter (where not exists (
      select from enterprise_unions o
      where o.province_code = l.province_code and o.enterprise_id = l.enterprise_id and o.union_id <> l.union_id
        and ${inScope(ctx, 'enterprise_unions', 'o')}))::int as uncovered
    from enterprise_unions l
    where l.province_code = ${row.provinceCode} and l.union_id = ${row.id} and ${inScope(ctx, 'enterprise_unions', 'l')}`);
  return {
    ...consequenceOf(works, to),
    inspections: open.length,
    items: open.reduce((sum, work) => sum + work.unclosedCount, 0),
    accounts: await countReporters(ctx, row.id),
    ...covered!,
  };
}
