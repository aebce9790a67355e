import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { ChecklistWrite } from '../../../shared/checklists.ts';
import { isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import { refusalOf, type ActionOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict, forbidden, invalid, refused } from '../../errors.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { checklistEntity, type ChecklistRow } from './checklist.entity.ts';

export const checklists = (ctx: Ctx) => scoped(ctx, checklistEntity);

/** A checklist that the reader may see, by id; 404 otherwise. */
export const checklistOf = (ctx: Ctx, id: string): Promise<ChecklistRow> => checklists(ctx).get(id);

export function flowOf(row: ChecklistRow): Flow {
  return { status: row.status, subject: { orgCode: row.ownerOrgCode } };
}

async function note(ctx: Ctx, row: ChecklistRow, action: string, before?: ChecklistRow): Promise<void> {
  await recordEvents(ctx, [
    {
      subjectType: 'checklists',
      subjectId: row.id,
      orgCode: row.ownerOrgCode,
      action,
      changes: before ? changesBetween(before, row, ['title', 'status', 'itemCount', 'items']) : null,
    },
  ]);
}

function ownerFor(ctx: Ctx, orgCode = ctx.actor.orgCode): string {
  if (orgCode === NATION || !isAtOrAbove(ctx.actor.orgCode, orgCode)) throw invalid({ ownerOrgCode: 'outside-scope' });
  return orgCode;
}

type Draft = Pick<ChecklistRow, 'ownerOrgCode' | 'title' | 'purpose' | 'items' | 'familyId' | 'edition'>;

async function insertDraft(ctx: Ctx, draft: Draft): Promise<ChecklistRow> {
  const row = await checklists(ctx).insert({ ...draft, status: 'draft', itemCount: draft.items.length });
  await note(ctx, row, 'create');
  return row;
}

export function create(ctx: Ctx, body: ChecklistWrite): Promise<ChecklistRow> {
  const { title, purpose, items } = body;
  return insertDraft(ctx, {
    ownerOrgCode: ownerFor(ctx, body.ownerOrgCode),
    title,
    purpose,
    items,
    familyId: uuid(),
    edition: 1,
  });
}

/** A draft changes; a published checklist never does: the edit becomes the next edition, a draft of the same family. */
export async function update(
  ctx: Ctx,
  row: ChecklistRow,
  { title, purpose, items }: ChecklistWrite,
): Promise<ChecklistRow> {
  if (row.status !== 'draft') {
    const [newest] = await ctx.query<{ edition: number; status: string }>(sql`
      select edition, status from checklists where family_id = ${row.familyId} order by edition desc limit 1`);
    if (newest?.status === 'draft') throw conflict('edition-in-draft');
    const edition = (newest?.edition ?? row.edition) + 1;
    return insertDraft(ctx, { ownerOrgCode: row.ownerOrgCode, title, purpose, items, familyId: row.familyId, edition });
  }
  const after = await checklists(ctx).update(row, { title, purpose, items, itemCount: items.length });
  await note(ctx, after, 'edit', row);
  return after;
}

export async function remove(ctx: Ctx, row: ChecklistRow): Promise<void> {
  if (row.status !== 'draft') throw conflict('not-deletable');
  await checklists(ctx).remove(row);
  await note(ctx, row, 'delete');
}

/** A draft of one's own with the content of any checklist that one may read. */
export function clone(ctx: Ctx, row: ChecklistRow, title: string | undefined): Promise<ChecklistRow> {
  const { purpose, items } = row;
  return insertDraft(ctx, {
    ownerOrgCode: ownerFor(ctx),
    title: title ?? row.title,
    purpose,
    items,
    familyId: uuid(),
    edition: 1,
  });
}

export async function move(
  ctx: Ctx,
  id: string,
  action: ActionOf<'checklists'>,
  seen: number | undefined,
): Promise<ChecklistRow> {
  const row = await checklists(ctx).get(id, { lock: true, write: true });
  const refusal = refusalOf('checklists', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (seen !== undefined && seen !== row.version) throw conflict('stale-version');
  if (refusal) throw refused(refusal);
  const after = await checklists(ctx).update(row, { status: action === 'publish' ? 'published' : 'retired' });
  await note(ctx, after, action, row);
  return after;
}

/** 403 for whoever may read the checklist but not keep it. */
export function authorize(ctx: Ctx, row: ChecklistRow): void {
  if (refusalOf('checklists', 'publish', ctx.actor, flowOf(row))?.kind === 'forbidden')
    throw forbidden('not-yours-to-keep');
}
