import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../ctx.ts';
import { fromMarks, marksFor } from './marks.ts';
import { isExact, oneProvince, partsOf, type WideOrder, type WidePage } from './order.ts';
import { planOnce } from './planned.ts';

/** So many entries of an index may be walked for one page; what lies deeper is sought from marks. */
const walkable = 40_000;

/** The ways that the index itself can be walked: where nulls would stand does not matter for what has none. */
function wayOf({ downwards }: WideOrder, descending: boolean): Sql {
  if (downwards) return raw(descending ? 'desc nulls last' : 'asc nulls first');
  return raw(descending ? 'desc' : 'asc');
}

/** The order of the page, in which rows without a value stand last. */
const shown = (descending: boolean) =>
  descending ? raw('order by k.s desc nulls last, k.id desc') : raw('order by k.s, k.id');

/** The first keys of one part, in the order. */
function firstKeys({ table, key, join, where, order, descending }: WidePage, tie: Sql, most: number): Sql {
  const way = wayOf(order, descending);
  const part = (condition: Sql) => sql`(
    select t.province_code, ${key} as id, ${order.by} as s from ${raw(`"${table}"`)} t ${join}
    where ${tie} and ${where} ${condition} order by ${order.by} ${way}, ${key} ${way} limit ${most})`;
  // Backwards an index gives what has no value first.
  return order.nullable && descending
    ? sql`${part(sql`and ${order.by} is not null`)} union all ${part(sql`and ${order.by} is null`)}`
    : part(empty);
}

/** A page far from the beginning, in the ascending order: a descending one is counted from the end. */
async function deepKeys(ctx: Ctx, page: WidePage): Promise<Sql | null> {
  const { descending, from, count } = page;
  const marks = await marksFor(ctx, page);
  const total = page.total ?? marks.total;
  const size = descending ? Math.min(count, total - from) : count;
  if (size <= 0) return null;
  const first = descending ? total - from - size : from;
  return fromMarks(ctx, page, marks, { first, size });
}

/**
 * One page of a list of any length. Each part of the table gives its first keys from an index; the page is cut from
 * these, and only its own rows are read.
 */
export async function widePage<Row>(ctx: Ctx, page: WidePage): Promise<Row[]> {
  const { source, tie, count: parts } = partsOf(ctx, page);
  const { table, key, join, from, count, order, descending } = page;
  const far = parts * (from + count) > walkable;
  const marked = far && !order.nullable && order.type !== 'timestamptz';
  const keys = marked
    ? await deepKeys(ctx, page)
    : sql`
      select k.* from ${source} cross join lateral (${firstKeys(page, tie, from + count)}) as k
      ${shown(descending)} limit ${count} offset ${from}`;
  if (keys === null) return [];
  const statement = sql`
    with k as materialized (${keys})
    select ${page.columns} from k join ${raw(`"${table}"`)} t on t.province_code = k.province_code and ${key} = k.id
      and ${oneProvince(ctx) ?? sql`true`}
    ${join} ${shown(descending)}`;
  // The planner takes a few conditions for a handful of rows, and would rather sort these than walk an index: all of a
  // province then, once for each part.
  const sorting = (on: 'on' | 'off') => ctx.query(sql`set local enable_sort = ${raw(on)}`, { name: `sorting ${on}` });
  const walked = sorting('off');
  // How far an index is walked depends on the mark, and on what is passed on the way.
  const once = marked || !isExact(ctx, order, page.filter) ? null : planOnce(ctx);
  const rows = ctx.query<Row>(statement, marked ? {} : { name: `wide ${table}` });
  return (await Promise.all([rows, walked, once, sorting('on')]))[0];
}
