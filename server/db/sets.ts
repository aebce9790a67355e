import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { EntityMetadata, EntitySchema } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { provinceOf } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../ctx.ts';
import { conflict } from '../errors.ts';
import { columnsOf, inOwnScope } from './scoped.ts';
import { openRows, sealRow } from './sealed.ts';
import { tenancy } from './tenancy.ts';

/** Values as JSON keeps them, by the names of the table's columns. */
const records = (metadata: EntityMetadata, values: readonly object[]) =>
  JSON.stringify(
    values.map((one) =>
      Object.fromEntries(
        metadata.columns
          .filter((column) => column.propertyName in one)
          .map((column) => [column.databaseName, (one as Record<string, unknown>)[column.propertyName]]),
      ),
    ),
  );

const named = (metadata: EntityMetadata, fields: readonly string[]): string[] =>
  fields.map((field) => metadata.findColumnWithPropertyName(field)!.databaseName);

const listed = (names: readonly string[], prefix = ''): Sql => join(names.map((name) => raw(`${prefix}"${name}"`)));

/**
 * Writes any number of new rows of a tenant table with one statement, in their order; every one has the fields of the
 * first. Ids, province and stamps are filled in; an organisation outside the scope is refused by the second wall.
 */
export async function insertMany<Row extends { id: string }>(
  ctx: Ctx,
  entity: EntitySchema<Row>,
  values: readonly Partial<Row>[],
): Promise<Row[]> {
  if (values.length === 0) return [];
  const metadata = ctx.tx.connection.getMetadata(entity);
  const table = metadata.tableName;
  const { province } = tenancy[table]!;
  const full = values.map((one) => ({
    id: uuid(),
    createdAt: ctx.now,
    updatedAt: ctx.now,
    ...(province ? { provinceCode: provinceOf(String((one as Record<string, unknown>).orgCode)) } : {}),
    ...one,
  }));
  const names = listed(named(metadata, Object.keys(full[0]!)));
  const rows = await ctx.query<Row>(sql`
    insert into ${raw(`"${table}"`)} (${names})
    select ${names} from jsonb_populate_recordset(null::${raw(`"${table}"`)}, ${records(
      metadata,
      full.map((one) => sealRow(ctx, table, one)),
    )}::jsonb)
    returning ${columnsOf(metadata)}`);
  const byId = new Map(openRows(ctx, table, rows).map((row) => [row.id, row]));
  return full.map(({ id }) => byId.get(id)!);
}

/**
 * Writes these fields of any number of rows with one statement, each only where nobody has moved the row since it was
 * read; 409 when that is not so of all. The rows come back in their order.
 */
export async function updateMany<Row extends { id: string; version: number }>(
  ctx: Ctx,
  entity: EntitySchema<Row>,
  fields: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<Row[]> {
  if (rows.length === 0) return [];
  const metadata = ctx.tx.connection.getMetadata(entity);
  const table = metadata.tableName;
  const { province } = tenancy[table]!;
  const key = province ? sql`t.province_code = p.province_code and t.id = p.id` : sql`t.id = p.id`;
  const assigned = named(metadata, fields).map((name) => raw(`"${name}" = p."${name}"`));
  const moved = await ctx.query<Row>(sql`
    update ${raw(`"${table}"`)} t set ${join(assigned)}, version = t.version + 1, updated_at = ${ctx.now}
    from jsonb_populate_recordset(null::${raw(`"${table}"`)}, ${records(
      metadata,
      rows.map((row) => sealRow(ctx, table, row)),
    )}::jsonb) p
    where ${key} and t.version = p.version and ${inOwnScope(ctx, table, 't')}
    returning ${columnsOf(metadata, 't')}`);
  if (moved.length < rows.length) throw conflict('stale-version');
  const byId = new Map(openRows(ctx, table, moved).map((row) => [row.id, row]));
  return rows.map(({ id }) => byId.get(id)!);
}

/** Removes any number of rows with one statement, each only where nobody has moved it; 409 when that is not so of all. */
export async function removeMany<Row extends { id: string; version: number }>(
  ctx: Ctx,
  entity: EntitySchema<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName: table } = ctx.tx.connection.getMetadata(entity);
  const { province } = tenancy[table]!;
  const given = rows.map(({ id, version }) => ({ id, version }));
  const provinces = [...new Set(rows.map((row) => String((row as Record<string, unknown>).provinceCode ?? '')))];
  const gone = await ctx.query(sql`
    delete from ${raw(`"${table}"`)} t
    using jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as p (id uuid, version int)
    where ${province ? sql`t.province_code = any(${provinces}) and` : sql``} t.id = p.id and t.version = p.version
      and ${inOwnScope(ctx, table, 't')}
    returning t.id`);
  if (gone.length < rows.length) throw conflict('stale-version');
}
