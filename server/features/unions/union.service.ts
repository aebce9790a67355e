import sql from 'sql-template-tag';
import type { UnionWrite } from '../../../shared/unions.ts';
import { keepMasked, withMaskedNumbers } from '../../../shared/rules/masking.ts';
import type { Ctx } from '../../ctx.ts';
import { indexNames, type Named } from '../../db/grams.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { conflict, invalid } from '../../errors.ts';
import { unionTallies } from '../../../shared/rules/standing.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { recordShifts, standingShifts } from '../progress/ledger.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { moveReporters } from './union.accounts.ts';
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
      changes: before ? withMaskedNumbers(changesBetween(before, row, fields)) : null,
    },
  ]);
}

/** What a form was shown masked and sends back so is left as it is. */
function withKeptNumbers(row: UnionRow, body: UnionWrite): UnionWrite {
  const { values, faults } = keepMasked(row, body);
  if (faults.length > 0) throw invalid(Object.fromEntries(faults.map((field) => [field, 'masked-number'])));
  return { ...body, ...values };
}

const named = (row: UnionRow | null): Named[] =>
  row ? [{ id: row.id, orgCode: row.orgCode, texts: [row.name, row.chairName] }] : [];

/** What the change of a union means for the counts of the registers, and by which names it is found. */
export async function countUnion(ctx: Ctx, before: UnionRow | null, after: UnionRow | null): Promise<void> {
  const counted = (row: UnionRow | null) => row && { orgCode: row.orgCode, tallies: unionTallies(row) };
  await recordShifts(ctx, standingShifts(counted(before), counted(after)));
  await indexNames(ctx, 'unions', named(before), named(after));
}

export async function create(ctx: Ctx, body: UnionWrite): Promise<UnionRow> {
  await usableOrganisation(ctx, body.orgCode);
  const row = await scoped(ctx, unionEntity).insert(valuesOf(body));
  await note(ctx, row, 'create');
  await countUnion(ctx, null, row);
  return row;
}

/** Another union went into it: the way from there leads here. */
async function isSurvivor(ctx: Ctx, row: UnionRow): Promise<boolean> {
  const [found] = await ctx.query(sql`
    select id from unions
    where province_code = ${row.provinceCode} and merged_into_id = ${row.id} and ${inScope(ctx, 'unions')} limit 1`);
  return found !== undefined;
}

async function hasReporters(ctx: Ctx, row: UnionRow): Promise<boolean> {
  const [found] = await ctx.query(sql`
    select id from users where union_id = ${row.id} and ${inScope(ctx, 'users')} limit 1`);
  return found !== undefined;
}

/** A union with inspections stays where they were counted; moving it is an act of its own. An ended one is history. */
export async function update(ctx: Ctx, row: UnionRow, sent: UnionWrite): Promise<UnionRow> {
  const body = withKeptNumbers(row, sent);
  if (row.endedOn) throw conflict('union-ended');
  if (body.orgCode !== row.orgCode) {
    await usableOrganisation(ctx, body.orgCode);
    if (body.orgCode.slice(0, 2) !== row.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
    if (await hasWork(ctx, row)) throw conflict('not-movable');
  }
  const after = await scoped(ctx, unionEntity).update(row, valuesOf(body));
  await note(ctx, after, 'edit', row);
  // A result that came in since the row was read is counted already, by the step that brought it.
  await countUnion(ctx, { ...row, sixHaves: after.sixHaves, standard: after.standard }, after);
  if (after.orgCode !== row.orgCode) await moveReporters(ctx, after);
  return after;
}

export async function remove(ctx: Ctx, row: UnionRow): Promise<void> {
  if (row.endedOn || (await hasWork(ctx, row)) || (await hasReporters(ctx, row)) || (await isSurvivor(ctx, row))) {
    throw conflict('not-deletable');
  }
  await scoped(ctx, unionEntity).remove(row);
  await note(ctx, row, 'delete');
  await countUnion(ctx, row, null);
}
