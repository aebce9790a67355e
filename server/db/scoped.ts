import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityMetadata, EntitySchema } from 'typeorm';
import type { Ctx } from '../ctx.ts';
import { conflict, notFound } from '../errors.ts';
import { openRows, sealRow } from './sealed.ts';
import { scopeOf, tenancy } from './tenancy.ts';
import { noteWhereabouts, provincesHaving } from './whereabouts.ts';
import { provinceOf } from '../../shared/rules/orgCode.ts';

/** The condition that keeps a statement on a tenant table within the reader's scope. */
export function inScope(ctx: Ctx, table: string, alias?: string): Sql {
  return ctx.scopeInQueries ? scopeOf(ctx.actor, table, alias ? { alias } : {}) : sql`true`;
}

/** The same for what may be written: rows that flow down from superiors are left out. */
export function inOwnScope(ctx: Ctx, table: string, alias?: string): Sql {
  return ctx.scopeInQueries ? scopeOf(ctx.actor, table, { write: true, ...(alias ? { alias } : {}) }) : sql`true`;
}

type Versioned = { id: string; version: number };

const named = (table: string) => raw(`"${table}"`);

export function columnsOf(metadata: EntityMetadata, alias?: string): Sql {
  const prefix = alias ? `${alias}.` : '';
  return raw(metadata.columns.map((c) => `${prefix}"${c.databaseName}" as "${c.propertyName}"`).join(', '));
}

function assignments(metadata: EntityMetadata, values: Record<string, unknown>): { column: Sql; value: unknown }[] {
  return metadata.columns
    .filter((column) => values[column.propertyName] !== undefined)
    .map((column) => {
      const value = values[column.propertyName];
      const encoded = column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
      return { column: raw(`"${column.databaseName}"`), value: encoded };
    });
}

/**
 * The only door to the rows of a tenant table: every statement carries the actor's scope. Missing and foreign are
 * the same 404; a version that has moved on is a 409.
 */
export function scoped<Row extends object>(ctx: Ctx, entity: EntitySchema<Row>) {
  const metadata = ctx.tx.connection.getMetadata(entity);
  const table = metadata.tableName;
  const rule = tenancy[table];
  if (!rule) throw new Error(`${table} is not a tenant table`);
  const key = metadata.primaryColumns.find((c) => c.propertyName !== 'provinceCode')!;
  const keyColumn = raw(`"${key.databaseName}"`);

  const byIds = (ids: readonly string[]) => {
    const here = sql`${keyColumn} = any(${ids})`;
    return rule.province ? sql`province_code = any(${provincesHaving(ctx, ids)}) and ${here}` : here;
  };

  /** A row that was read tells its province. */
  const at = (row: Row) => {
    const here = sql`${keyColumn} = ${idOf(row)}`;
    return rule.province ? sql`province_code = ${(row as { provinceCode?: string }).provinceCode} and ${here}` : here;
  };

  /** Rows in id order, so that two transactions lock them in one order. */
  async function findMany(ids: readonly string[], options: { lock?: boolean; write?: boolean } = {}): Promise<Row[]> {
    const within = options.write ? inOwnScope(ctx, table) : inScope(ctx, table);
    const lock = options.lock ? raw('for update') : raw('');
    const rows = await ctx.query<Row>(sql`
      select ${columnsOf(metadata)} from ${named(table)}
      where ${byIds(ids)} and ${within} order by ${keyColumn} ${lock}`);
    noteWhereabouts(ctx, rows);
    return openRows(ctx, table, rows);
  }

  async function find(id: string, options?: { lock?: boolean; write?: boolean }): Promise<Row | null> {
    return (await findMany([id], options))[0] ?? null;
  }

  async function get(id: string, options?: { lock?: boolean; write?: boolean }): Promise<Row> {
    const row = await find(id, options);
    if (!row) throw notFound();
    return row;
  }

  /** Fills in province and stamps. The organisation must lie in the scope, or the second wall refuses. */
  async function insert(values: Partial<Row>): Promise<Row> {
    const org = (values as Record<string, unknown>)[metadata.findColumnWithDatabaseName(rule!.org)!.propertyName];
    const stamps = {
      ...(rule!.province ? { provinceCode: provinceOf(String(org)) } : {}),
      ...(metadata.findColumnWithPropertyName('createdAt') ? { createdAt: ctx.now, updatedAt: ctx.now } : {}),
    };
    const fields = assignments(metadata, sealRow(ctx, table, { ...values, ...stamps }));
    const [row] = await ctx.query<Row>(sql`
      insert into ${named(table)} (${join(fields.map((f) => f.column))})
      values (${join(fields.map((f) => f.value))}) returning ${columnsOf(metadata)}`);
    return openRows(ctx, table, [row!])[0]!;
  }

  /** Writes only when nobody has moved the row since it was read. */
  async function update(row: Row, patch: Partial<Row>): Promise<Row> {
    const { version } = row as unknown as Versioned;
    const fields = assignments(metadata, sealRow(ctx, table, { ...patch, updatedAt: ctx.now }));
    const [updated] = await ctx.query<Row>(sql`
      update ${named(table)}
      set ${join(fields.map((f) => sql`${f.column} = ${f.value}`))}, version = version + 1
      where ${at(row)} and version = ${version} and ${inOwnScope(ctx, table)}
      returning ${columnsOf(metadata)}`);
    if (!updated) throw conflict('stale-version');
    return openRows(ctx, table, [updated])[0]!;
  }

  /** Like `update`: what was read of the row (that it may go, and what it counts for) must still be true of it. */
  async function remove(row: Row): Promise<void> {
    const { version } = row as Partial<Versioned>;
    const unmoved = version === undefined ? empty : sql`and version = ${version}`;
    const removed = await ctx.query(sql`
      delete from ${named(table)} where ${at(row)} ${unmoved} and ${inOwnScope(ctx, table)}
      returning ${keyColumn}`);
    if (removed.length > 0) return;
    throw (await find(idOf(row), { write: true })) ? conflict('stale-version') : notFound();
  }

  const idOf = (row: Row) => String((row as Record<string, unknown>)[key.propertyName]);

  return { find, findMany, get, insert, update, remove, metadata, table };
}
