import sql from 'sql-template-tag';
import type { UnionWrite } from '../../../shared/unions.ts';
import { withMaskedPhones } from '../../../shared/rules/masking.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { conflict, invalid } from '../../errors.ts';
import { endSessionsOf } from '../auth/sessions.service.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
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
      changes: before ? withMaskedPhones(changesBetween(before, row, fields)) : null,
    },
  ]);
}

export async function create(ctx: Ctx, body: UnionWrite): Promise<UnionRow> {
  await usableOrganisation(ctx, body.orgCode);
  const row = await scoped(ctx, unionEntity).insert(valuesOf(body));
  await note(ctx, row, 'create');
  return row;
}

/** The accounts that answer for a union stand where it stands, and are signed out when it moves. */
async function moveReporters(ctx: Ctx, { id, orgCode }: UnionRow): Promise<void> {
  const moved = await ctx.query<{ id: string }>(sql`
    update users set org_code = ${orgCode}, version = version + 1, updated_at = ${ctx.now}
    where union_id = ${id} and ${inScope(ctx, 'users')} returning id`);
  await endSessionsOf(
    ctx,
    moved.map((user) => user.id),
  );
}

async function hasReporters(ctx: Ctx, row: UnionRow): Promise<boolean> {
  const [found] = await ctx.query(sql`
    select id from users where union_id = ${row.id} and ${inScope(ctx, 'users')} limit 1`);
  return found !== undefined;
}

/** A union with inspections stays where they were counted; moving it is an act of its own. */
export async function update(ctx: Ctx, row: UnionRow, body: UnionWrite): Promise<UnionRow> {
  if (body.orgCode !== row.orgCode) {
    await usableOrganisation(ctx, body.orgCode);
    if (body.orgCode.slice(0, 2) !== row.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
    if (await hasWork(ctx, row)) throw conflict('not-movable');
  }
  const after = await scoped(ctx, unionEntity).update(row, valuesOf(body));
  await note(ctx, after, 'edit', row);
  if (after.orgCode !== row.orgCode) await moveReporters(ctx, after);
  return after;
}

export async function remove(ctx: Ctx, row: UnionRow): Promise<void> {
  if ((await hasWork(ctx, row)) || (await hasReporters(ctx, row))) throw conflict('not-deletable');
  await scoped(ctx, unionEntity).remove(row);
  await note(ctx, row, 'delete');
}
