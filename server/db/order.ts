import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { LongList, longSorts } from '../../shared/longLists.ts';
import { NATION, provinceCodes, provinceOf } from '../../shared/rules/orgCode.ts';
import type { Ctx } from '../ctx.ts';

export type Filter = Record<string, unknown>;

/** An order that an index serves over any number of rows, by walking it once in each part of the table. */
export type WideOrder = {
  /** The column after the parts in the index; never null, unless `nullable`. */
  by: Sql;
  type: 'text' | 'date' | 'integer' | 'uuid' | 'timestamptz';
  /** Rows without a value stand last in either direction. */
  nullable?: true;
  /** The index stands in the descending order. */
  downwards?: true;
  /** The column that parts a province's rows in the index, and the values of it that a filter leaves. */
  each?: {
    column: Sql;
    type: 'text' | 'boolean';
    values: (filter: Filter) => readonly unknown[];
    /** The filter that `values` answers alone: nothing of it is left for the rows. */
    field: string;
  };
  /**
   * Where the order is that of another table: its rows as `p (code, id, by)`, each a part of its own within which the
   * order is that of the keys; and what ties a row to it beside the province.
   */
  source?: { rows: (ctx: Ctx) => Sql; tie: Sql };
};

/** An order for each sort that a long list offers. */
export type LongOrders<L extends LongList> = Record<(typeof longSorts)[L][number], WideOrder>;

/** What a page of a long list is cut from. */
export type WidePage = {
  table: string;
  key: Sql;
  join: Sql;
  where: Sql;
  columns: Sql;
  order: WideOrder;
  filter: Filter;
  descending: boolean;
  from: number;
  count: number;
  /** Exactly how many rows there are, or null. */
  total: number | null;
};

/** The provinces that a list has rows of: of a reader of all, those that the filter leaves. */
export function provincesIn({ actor }: Ctx, { orgCode, orgExact }: Filter): readonly string[] {
  if (actor.orgCode !== NATION) return [provinceOf(actor.orgCode)];
  const asked = [orgCode ?? orgExact ?? NATION].flat().map(String);
  return asked.includes(NATION) ? provinceCodes : [...new Set(asked.map(provinceOf))].sort();
}

/** The province of a reader within one, so that a database that is spread over provinces asks that one alone. */
export const oneProvince = (ctx: Ctx): Sql | null =>
  ctx.actor.orgCode === NATION ? null : sql`t.province_code = ${provinceOf(ctx.actor.orgCode)}`;

/** The parts of the table that are walked: provinces (or the rows of another table), each by the values of a column. */
export function partsOf(ctx: Ctx, { order, filter }: Pick<WidePage, 'order' | 'filter'>) {
  const provinces = provincesIn(ctx, filter);
  const rows = order.source?.rows(ctx) ?? sql`unnest(${provinces}::text[]) as p (code)`;
  const values = order.each?.values(filter);
  const one = oneProvince(ctx);
  return {
    /** About how many. */
    count: provinces.length * (values?.length ?? 1),
    source: values ? sql`${rows} cross join unnest(${values}::${raw(order.each!.type)}[]) as v (value)` : rows,
    tie: join(
      [
        sql`t.province_code = p.code`,
        ...(one ? [one] : []),
        ...(order.each ? [sql`${order.each.column} = v.value`] : []),
        ...(order.source ? [order.source.tie, sql`p.code = any(${provinces}::text[])`] : []),
      ],
      ' and ',
    ),
    /** What a part is known by. */
    stream: raw(order.source ? 'p.id::text' : 'p.code'),
    part: raw(order.each ? 'v.value' : "''"),
  };
}

/** Whether nothing is filtered by but what parts the index: such a list is read one way, whatever its values are. */
export const isPlain = ({ each }: WideOrder, filter: Filter): boolean =>
  Object.keys(filter).every((name) => filter[name] === undefined || name === each?.field);

/** Whether a walk of the order comes upon nothing but rows of the list, which are all of its provinces. */
export const isExact = ({ actor }: Ctx, order: WideOrder, filter: Filter): boolean =>
  actor.orgCode.length === 2 && isPlain(order, filter);

/** Whether the reader's scope holds so much that no list of it may be read through: from a city upwards. */
export const readsWidely = ({ actor }: Ctx) =>
  actor.role !== 'reporter' && actor.role !== 'operator' && actor.orgCode.length < 6;
