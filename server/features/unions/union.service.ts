import sql from 'sql-template-tag';
import type { UnionWrite } from '../../../shared/unions.ts';
import { isAtOrAbove, isNominal } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { conflict, invalid } from '../../errors.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';

const fields = [
  'orgCode', 'name', 'kind', 'ownership', 'employees', 'members', 'femaleMembers', 'foundedOn', 'termEndsOn',
  'certificateNo', 'certificateEndsOn', 'chairName', 'chairPhone', 'active',
] as const; // prettier-ignore

const valuesOf = (body: UnionWrite) =>
  Object.fromEntries(fields.map((field) => [field, body[field] ?? null])) as unknown as Pick<
    UnionRow,
    (typeof fields)[number]
  >;

/** A union hangs on an active federation of the own subtree; a nominal tier is none. */
async function checkPlace(ctx: Ctx, orgCode: string): Promise<void> {
  if (isNominal(orgCode)) throw invalid({ orgCode: 'nominal-organisation' });
  const known = await ctx.query(sql`
    select code from organisations where code = ${orgCode} and active and ${inOwnScope(ctx, 'organisations')}`);
  if (known.length === 0 || !isAtOrAbove(ctx.actor.orgCode, orgCode))
    throw invalid({ orgCode: 'unknown-organisation' });
}

async function hasWork(ctx: Ctx, row: UnionRow): Promise<boolean> {
  const [found] = await ctx.query(sql`
    select id from inspections
    where province_code = ${row.provinceCode} and union_id = ${row.id} and ${inScope(ctx, 'inspections')} limit 1`);
  return found !== undefined;
}

async function note(ctx: Ctx, row: UnionRow, action: string, before?: UnionRow): Promise<void> {
  await recordEvents(ctx, [
    {
      subjectType: 'unions',
      subjectId: row.id,
      orgCode: row.orgCode,
      unionId: row.id,
      action,
      changes: before ? changesBetween(before, row, fields) : null,
    },
  ]);
}

export async function create(ctx: Ctx, body: UnionWrite): Promise<UnionRow> {
  await checkPlace(ctx, body.orgCode);
  const row = await scoped(ctx, unionEntity).insert(valuesOf(body));
  await note(ctx, row, 'create');
  return row;
}

/** A union with inspections stays where they were counted; moving it is an act of its own. */
export async function update(ctx: Ctx, row: UnionRow, body: UnionWrite): Promise<UnionRow> {
  if (body.orgCode !== row.orgCode) {
    await checkPlace(ctx, body.orgCode);
    if (body.orgCode.slice(0, 2) !== row.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
    if (await hasWork(ctx, row)) throw conflict('not-movable');
  }
  const after = await scoped(ctx, unionEntity).update(row, valuesOf(body));
  await note(ctx, after, 'edit', row);
  return after;
}

export async function remove(ctx: Ctx, row: UnionRow): Promise<void> {
  if (await hasWork(ctx, row)) throw conflict('not-deletable');
  await scoped(ctx, unionEntity).remove(row);
  await note(ctx, row, 'delete');
}
