import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityMetadata, EntitySchema } from 'typeorm';
import { boundsOf, NATION } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../ctx.ts';
import { badQuery } from '../errors.ts';
import { columnsOf, inScope } from './scoped.ts';
import { provincesOf, tenancy } from './tenancy.ts';

/** A parsed list request: rows `from` to `to` inclusive. */
export type ListQuery = {
  sort: { field: string; descending: boolean } | null;
  from: number;
  to: number;
  filter: Record<string, unknown>;
};

/** What a list of one entity offers beyond its own columns. `t` is the alias of the entity's table. */
export type ListSpec<Row extends object> = {
  entity: EntitySchema<Row>;
  defaultSort: { field: string; descending: boolean };
  /** Columns that `q` looks into. */
  search: readonly string[];
  /** Joined tables (campaign titles and the like), and what is selected from them. */
  join?: Sql;
  select?: Sql;
  /** A condition on every row beyond the scope. */
  always?: (ctx: Ctx) => Sql;
  /** Filters that are more than "column = value". */
  filters?: Record<string, (ctx: Ctx, value: unknown) => Sql>;
  sorts?: Record<string, Sql>;
};

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** `%` and `_` are letters to whoever types them. */
export function containing(column: Sql, text: string): Sql {
  return sql`${column} ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
}

type Parts = { from: Sql; where: Sql; key: Sql; column: (field: string) => Sql; metadata: EntityMetadata };

/** The statement's common parts: the table with its joins, and the conditions of scope and filter. */
function partsOf<Row extends object>(ctx: Ctx, spec: ListSpec<Row>, filter: Record<string, unknown>): Parts {
  const metadata = ctx.tx.connection.getMetadata(spec.entity);
  const table = metadata.tableName;
  const column = (field: string): Sql => {
    const found = metadata.findColumnWithPropertyName(field);
    // Columns that no record shows (`select: false`) must not show through an order either; nor is a JSON value one.
    if (!found?.isSelect || found.type === 'jsonb') throw badQuery(field);
    return raw(`t."${found.databaseName}"`);
  };
  const key = raw(`t."${metadata.primaryColumns.find((c) => c.propertyName !== 'provinceCode')!.databaseName}"`);
  const org = raw(`t."${tenancy[table]?.org ?? 'org_code'}"`);

  const conditionFor = (name: string, value: unknown): Sql => {
    const custom = spec.filters?.[name];
    if (custom) return either(asArray(value).map((one) => custom(ctx, one)));
    if (name === 'id') return sql`${key} = any(${asArray(value)})`;
    if (name === 'orgCode') return below(org, asArray(value).map(String));
    if (name === 'q') {
      const text = String(value).trim();
      return text === ''
        ? sql`true`
        : sql`(${join(
            spec.search.map((field) => containing(column(field), text)),
            ' or ',
          )})`;
    }
    const bound = /^(.*)_(gte|lte)$/.exec(name);
    if (bound) return sql`${column(bound[1]!)} ${raw(bound[2] === 'gte' ? '>=' : '<=')} ${value}`;
    const values = asArray(value);
    return values.length === 1 ? sql`${column(name)} = ${values[0]}` : sql`${column(name)} = any(${values})`;
  };

  const conditions = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => conditionFor(name, value));
  return {
    from: sql`from ${raw(`"${table}"`)} t ${spec.join ?? empty}`,
    where: join([inScope(ctx, table, 't'), ...(spec.always ? [spec.always(ctx)] : []), ...conditions], ' and '),
    key,
    column,
    metadata,
  };
}

const either = (conditions: Sql[]): Sql => (conditions.length > 0 ? sql`(${join(conditions, ' or ')})` : sql`false`);

/** Organisations and everything below them. */
function below(org: Sql, codes: readonly string[]): Sql {
  if (codes.length === 0) return sql`false`;
  const ranges = codes.map((code) => {
    const { from, to } = boundsOf(code);
    return code === NATION ? sql`true` : sql`(${org} >= ${from} and ${org} < ${to})`;
  });
  return sql`(${join(ranges, ' or ')})`;
}

/** How many rows a filter has in the reader's scope. */
export async function count<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  filter: Record<string, unknown>,
): Promise<number> {
  const { from, where } = partsOf(ctx, spec, filter);
  const [counted] = await ctx.query<{ total: number }>(sql`select count(*) as total ${from} where ${where}`);
  return counted!.total;
}

/** One page in the reader's scope and the exact total, sent to the database together. */
export async function page<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  query: ListQuery,
): Promise<{ rows: Row[]; total: number }> {
  const { from, where, key, column, metadata } = partsOf(ctx, spec, query.filter);
  const sort = query.sort ?? spec.defaultSort;
  const order = spec.sorts?.[sort.field] ?? column(sort.field);
  const direction = raw(sort.descending ? 'desc nulls last' : 'asc');
  const extra = spec.select ? sql`, ${spec.select}` : empty;
  const [rows, total] = await Promise.all([
    ctx.query<Row>(sql`
      select ${columnsOf(metadata, 't')}${extra} ${from} where ${where}
      order by ${order} ${direction}, ${key} ${direction} limit ${query.to - query.from + 1} offset ${query.from}`),
    count(ctx, spec, query.filter),
  ]);
  return { rows, total };
}

/** Rows by their ids, with what the list joins, in no order; what is not in the scope is missing. */
export async function rowsByIds<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  const { from, where, metadata } = partsOf(ctx, spec, { id: ids });
  const province = tenancy[metadata.tableName]!.province
    ? sql` and t.province_code = any(${provincesOf(ctx.actor)})`
    : empty;
  const extra = spec.select ? sql`, ${spec.select}` : empty;
  return ctx.query<Row>(sql`select ${columnsOf(metadata, 't')}${extra} ${from} where ${where}${province}`);
}
