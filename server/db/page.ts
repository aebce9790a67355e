import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import type { EntityMetadata, EntitySchema } from 'typeorm';
import { countedUpTo, sortableRows } from '../../shared/longLists.ts';
import { NATION } from '../../shared/rules/orgCode.ts';
import type { Ctx, How } from '../ctx.ts';
import { badQuery } from '../errors.ts';
import { wordsOf } from '../../shared/rules/grams.ts';
import type { SearchKind } from '../../shared/search.ts';
import { foundBy } from './grams.ts';
import { columnsOf, inScope } from './scoped.ts';
import { isSealedField, openRows } from './sealed.ts';
import { isExact, isPlain, provincesIn, readsWidely, type Filter, type WideOrder } from './order.ts';
import { below, containing, either } from './conditions.ts';
import { planOnce } from './planned.ts';
import { isOneOf, tenancy } from './tenancy.ts';
import { byProvinces, countOf, noRows, upToCap, type Counted, type Total } from './totals.ts';
import { widePage } from './wide.ts';
import { noteWhereabouts, provincesHaving } from './whereabouts.ts';

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
  /**
   * Where `q` is answered by the grams of a noun: words in any order, each in one of the columns that the noun is found
   * by. `codes` are columns beside them that hold Latin letters and digits alone.
   */
  searchBy?: { kind: SearchKind; codes?: readonly string[] };
  /** Joined tables (campaign titles and the like), and what is selected from them; a function where rows of the join may lie outside the scope. */
  join?: Sql | ((ctx: Ctx) => Sql);
  select?: Sql;
  /** A condition on every row beyond the scope. */
  always?: (ctx: Ctx) => Sql;
  /** Filters that are more than "column = value"; one may ask for the tenant's settings first. */
  filters?: Record<string, (ctx: Ctx, value: unknown) => Sql | Promise<Sql>>;
  sorts?: Record<string, Sql>;
  /** How a long list is read in each of `longSorts`; by default every list is short. */
  wide?: Readonly<Record<string, WideOrder>>;
  /**
   * How many rows a filter has in the reader's scope by counts that are kept; `rest` is the filter of rows that these
   * leave out, to be counted beside. Null for a filter they know nothing of.
   */
  rollup?: (ctx: Ctx, filter: Filter) => Promise<{ counted: number; rest: Filter | null } | null>;
};

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Whether a column of the table may order a list. What no record shows, JSON and masked numbers must not show through. */
const mayOrder = (name: string, { select, type }: { select?: boolean; type?: unknown }) =>
  select !== false && type !== 'jsonb' && !isSealedField(name);

/** The fields that a list can be sorted by. */
export function sortFields<Row extends object>({ entity, sorts = {} }: ListSpec<Row>): string[] {
  const columns = Object.entries(entity.options.columns) as [string, { select?: boolean; type?: unknown }][];
  const own = columns.filter(([name, column]) => mayOrder(name, column)).map(([name]) => name);
  return [...new Set([...own, ...Object.keys(sorts)])];
}

type Parts = Counted & { join: Sql; key: Sql; column: (field: string) => Sql; metadata: EntityMetadata };

/** The statement's common parts: the table with its joins, and the conditions of scope and filter. */
async function partsOf<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  filter: Record<string, unknown>,
): Promise<Parts> {
  const metadata = ctx.tx.connection.getMetadata(spec.entity);
  const table = metadata.tableName;
  const column = (field: string): Sql => {
    const found = metadata.findColumnWithPropertyName(field);
    if (!found || !mayOrder(field, { select: found.isSelect, type: found.type })) throw badQuery(field);
    return raw(`t."${found.databaseName}"`);
  };
  const key = raw(`t."${metadata.primaryColumns.find((c) => c.propertyName !== 'provinceCode')!.databaseName}"`);
  const org = raw(`t."${tenancy[table]?.org ?? 'org_code'}"`);

  const conditionFor = async (name: string, value: unknown): Promise<Sql> => {
    const custom = spec.filters?.[name];
    if (custom) return either(await Promise.all(asArray(value).map(async (one) => custom(ctx, one))));
    if (name === 'id') return isOneOf(key, asArray(value).map(String));
    if (name === 'orgCode') return below(org, asArray(value).map(String));
    if (name === 'orgExact') return sql`${org} = any(${asArray(value).map(String)})`;
    if (name === 'q') {
      const text = String(value).trim();
      if (text === '') return sql`true`;
      return spec.searchBy
        ? byName(ctx, spec.searchBy, text, column)
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

  const conditions = await Promise.all(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => conditionFor(name, value)),
  );
  const joined = (typeof spec.join === 'function' ? spec.join(ctx) : spec.join) ?? empty;
  return {
    from: sql`from ${raw(`"${table}"`)} t ${joined}`,
    join: joined,
    where: join([inScope(ctx, table, 't'), ...(spec.always ? [spec.always(ctx)] : []), ...conditions], ' and '),
    key,
    column,
    metadata,
    provinces: provincesIn(ctx, filter),
  };
}

/** By the names that the noun is found by; codes are found by any part as typed. */
async function byName(
  ctx: Ctx,
  { kind, codes = [] }: NonNullable<ListSpec<object>['searchBy']>,
  text: string,
  column: Parts['column'],
): Promise<Sql> {
  const asCode = /^[\x21-\x7e]+$/.test(text) ? codes.map((field) => containing(column(field), text)) : [];
  return either([await foundBy(ctx, kind, wordsOf(text)), ...asCode]);
}

/** How many rows a filter has in the reader's scope. */
export async function count<Row extends object>(ctx: Ctx, spec: ListSpec<Row>, filter: Filter): Promise<number> {
  const known = await rolledUp(ctx, spec, filter);
  return known && !known.capped ? known.total : countOf(ctx, await partsOf(ctx, spec, filter));
}

/** Fewer rows are counted one by one. */
const fewRows = 1_000;

/**
 * Whether a page is found by walking the order of its list, rather than by sorting the list. A walk passes what the
 * filter leaves out: 25 rows of 2,500 are found among 2,000 of a province; one that passes nothing pays from 100 rows on.
 */
function isWalked(ctx: Ctx, order: WideOrder, { filter, to }: ListQuery, total: number, some: boolean): boolean {
  if (total > sortableRows) return true;
  const exact = !some && isExact(ctx, order, filter);
  return (exact || ctx.actor.orgCode !== NATION) && total > (exact ? 100 : 2_500) && to < 1_000;
}

/** The total by kept counts, where these know the filter and there are many; else null. */
async function rolledUp<Row extends object>(ctx: Ctx, spec: ListSpec<Row>, filter: Filter): Promise<Total | null> {
  const known = spec.rollup && readsWidely(ctx) ? await spec.rollup(ctx, filter) : null;
  if (!known || known.counted < fewRows) return null;
  const { total: rest, capped } = known.rest ? await upToCap(ctx, await partsOf(ctx, spec, known.rest)) : noRows;
  return { total: capped ? countedUpTo : known.counted + rest, capped };
}

export type Page<Row> = { rows: Row[] } & Total;

/**
 * One page in the reader's scope and the total: exact up to a province, and for the nation where counts are kept of what
 * is asked for; else `capped` at 100,000. A list that is too long for a sort is a bad query.
 */
export async function page<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  query: ListQuery,
  how: Pick<How, 'last'> = {},
): Promise<Page<Row>> {
  const parts = await partsOf(ctx, spec, query.filter);
  const sort = query.sort ?? spec.defaultSort;
  const order = spec.wide?.[sort.field];
  if (!spec.wide || !readsWidely(ctx)) {
    const [, rows, total] = await Promise.all([
      order && isPlain(order, query.filter) ? planOnce(ctx) : null,
      shortPage(ctx, spec, parts, { ...query, sort }),
      upToCap(ctx, parts, how),
    ]);
    return { rows, ...total };
  }
  const total = (await rolledUp(ctx, spec, query.filter)) ?? (await upToCap(ctx, parts));
  if (!order && total.total > sortableRows) throw badQuery('sort');
  if (!order || !isWalked(ctx, order, query, total.total, spec.always !== undefined))
    return { rows: await shortPage(ctx, spec, parts, { ...query, sort }), ...total };
  const rows = await widePage<Row>(ctx, {
    ...parts,
    table: parts.metadata.tableName,
    columns: columnsIn(spec, parts),
    order,
    filter: query.filter,
    descending: sort.descending,
    from: query.from,
    count: query.to - query.from + 1,
    total: total.capped ? null : total.total,
  });
  noteWhereabouts(ctx, rows);
  // What is shown is there, whatever is counted up to.
  const least = rows.length > 0 ? query.from + rows.length : 0;
  return {
    rows: openRows(ctx, parts.metadata.tableName, rows),
    total: Math.max(total.total, least),
    capped: total.capped,
  };
}

const columnsIn = <Row extends object>(spec: ListSpec<Row>, { metadata }: Parts) =>
  sql`${columnsOf(metadata, 't')}${spec.select ? sql`, ${spec.select}` : empty}`;

type Sorted = ListQuery & { sort: NonNullable<ListQuery['sort']> };

async function shortPage<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  parts: Parts,
  query: Sorted,
): Promise<Row[]> {
  const cut = sql`limit ${query.to - query.from + 1} offset ${query.from}`;
  const { from, where, join: joined, metadata } = byProvinces(ctx, parts);
  const { tableName } = metadata;
  const inOrder = orderBy(spec, parts, query.sort);
  // Only the page's own rows are joined, where neither filter nor order look at what is joined.
  const rows = await ctx.query<Row>(
    sql`
    select ${columnsIn(spec, parts)} from (select t.* ${from} where ${where} ${inOrder} ${cut}) t ${joined} ${inOrder}`,
    { name: `list ${tableName}` },
  );
  noteWhereabouts(ctx, rows);
  return openRows(ctx, tableName, rows);
}

function orderBy<Row extends object>(
  spec: ListSpec<Row>,
  { column, key }: Parts,
  { field, descending }: Sorted['sort'],
) {
  const way = raw(descending ? 'desc nulls last' : 'asc');
  return sql`order by ${spec.sorts?.[field] ?? column(field)} ${way}, ${key} ${way}`;
}

export type WalkQuery = Pick<ListQuery, 'filter' | 'sort'>;

/** All rows of a list as one statement, in the order asked for; an unknown filter or sort field is a bad query. */
async function wholeList<Row extends object>(ctx: Ctx, spec: ListSpec<Row>, query: WalkQuery): Promise<Sql> {
  const parts = await partsOf(ctx, spec, query.filter);
  const inOrder = orderBy(spec, parts, query.sort ?? spec.defaultSort);
  return sql`select ${columnsIn(spec, parts)} ${parts.from} where ${parts.where} ${inOrder}`;
}

/**
 * Every row that the list's filter shows the reader, in the list's order, as it stood when the walk began; read in
 * pieces, so that any number of rows needs the memory of one piece.
 */
export async function* walk<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  query: WalkQuery,
  size = 1000,
): AsyncGenerator<Row[]> {
  // All rows will be read: plans that are quick to the first ones only would be slow.
  await ctx.query(sql`set local cursor_tuple_fraction = 1`);
  await ctx.query(sql`declare walked no scroll cursor for ${await wholeList(ctx, spec, query)}`);
  for (;;) {
    const fetched = await ctx.query<Row>(sql`fetch forward ${raw(String(size))} from walked`);
    const rows = openRows(ctx, spec.entity.options.tableName!, fetched);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await ctx.query(sql`close walked`);
}

/** Whether the list can be walked so: throws the same failures, and reads nothing. */
export async function checkWalk<Row extends object>(ctx: Ctx, spec: ListSpec<Row>, query: WalkQuery): Promise<void> {
  await wholeList(ctx, spec, query);
}

/** Rows by their ids, with what the list joins, in no order; what is not in the scope is missing. */
export async function rowsByIds<Row extends object>(
  ctx: Ctx,
  spec: ListSpec<Row>,
  ids: readonly string[],
  how?: How,
): Promise<Row[]> {
  const { from, where, metadata } = await partsOf(ctx, spec, { id: ids });
  const province = tenancy[metadata.tableName]!.province
    ? sql` and ${isOneOf(raw('t.province_code'), provincesHaving(ctx, ids))}`
    : empty;
  const extra = spec.select ? sql`, ${spec.select}` : empty;
  const rows = await ctx.query<Row>(
    sql`select ${columnsOf(metadata, 't')}${extra} ${from} where ${where}${province}`,
    how,
  );
  noteWhereabouts(ctx, rows);
  return openRows(ctx, metadata.tableName, rows);
}
