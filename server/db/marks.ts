import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Ctx } from '../ctx.ts';
import { partsOf, type WidePage } from './order.ts';

/** A row of one part of a list, with a whole number of steps of that part's rows up to it. */
type Mark = Part & { s: unknown; id: string };
type Part = { stream: string; part: unknown };

/** A mark every `step` rows of each part, all in the order of the list. */
type Marks = { step: number; parts: readonly Part[]; total: number; madeAt: number; marks: readonly Mark[] };

/** About how many entries are walked between the marks before a page and behind it. */
const walkedBetween = 12_000;
/** Marks tell for so long where a page lies; what comes and goes meanwhile moves it, as it moves any page. */
const lifeMs = 15 * 60_000;
const mostLists = 8;
/** Marks that one list may have: some megabytes. */
const mostMarks = 40_000;
const shelves = new WeakMap<object, Map<string, Promise<Marks>>>();

/** The marks of a list for readers of one scope, made by the first who goes deep. */
export async function marksFor(ctx: Ctx, page: WidePage): Promise<Marks> {
  const shelf = shelves.get(ctx.tx.connection) ?? new Map<string, Promise<Marks>>();
  shelves.set(ctx.tx.connection, shelf);
  const { role, orgCode } = ctx.actor;
  const { table, order, filter, total } = page;
  const key = JSON.stringify([orgCode, role, ctx.scopeInQueries, ctx.today, table, order.by.text, filter]);
  const kept = await shelf.get(key)?.catch(() => undefined);
  const near = (marks: Marks) => total === null || Math.abs(marks.total - total) <= Math.max(marks.step, total / 100);
  if (kept && Date.now() - kept.madeAt < lifeMs && near(kept)) return kept;
  const made = mark(ctx, page);
  shelf.delete(key);
  shelf.set(key, made);
  for (const oldest of shelf.keys()) {
    if (shelf.size <= mostLists) break;
    shelf.delete(oldest);
  }
  made.catch(() => shelf.delete(key));
  return made;
}

/** Counts through the index once, and the rows too where no kept count knows how many there are. */
async function mark(ctx: Ctx, page: WidePage): Promise<Marks> {
  const { table, key, order, join, where } = page;
  const { source, tie, stream, part } = partsOf(ctx, page);
  const parts = await ctx.query<Part>(sql`select ${stream} as stream, ${part} as part from ${source}`);
  const total = page.total ?? (await countOf(ctx, page));
  const step = Math.max(25, Math.floor(walkedBetween / (parts.length + 1)), Math.ceil(total / mostMarks));
  const marks = await ctx.query<Mark>(sql`
    select ${stream} as stream, ${part} as part, k.s, k.id
    from ${source} cross join lateral (
      select n.s, n.id from (
        select ${order.by} as s, ${key} as id, row_number() over (order by ${order.by}, ${key}) as rank
        from ${raw(`"${table}"`)} t ${join} where ${tie} and ${where}) as n
      where n.rank % ${step} = 0) as k
    order by k.s, k.id`);
  return { step, parts, total, madeAt: Date.now(), marks };
}

async function countOf(ctx: Ctx, page: WidePage): Promise<number> {
  const { table, join, where } = page;
  const { source, tie } = partsOf(ctx, page);
  const [row] = await ctx.query<{ n: number }>(sql`
    select sum(k.n)::bigint as n
    from ${source} cross join lateral (
      select count(*) as n from ${raw(`"${table}"`)} t ${join} where ${tie} and ${where}) as k`);
  return row!.n;
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const firstId = '00000000-0000-0000-0000-000000000000';

/** Rows up to a mark. Within a part of another table's order only the keys differ. */
function upTo({ order, key }: WidePage, { s, id }: Mark): Sql {
  const type = raw(order.type);
  return order.source
    ? sql`${key} <= case when ${order.by} = ${s}::${type} then ${id}::uuid
        when ${order.by} < ${s}::${type} then ${lastId}::uuid else ${firstId}::uuid end`
    : sql`(${order.by}, ${key}) <= (${s}::${type}, ${id}::uuid)`;
}

/**
 * The keys of the rows from `first` on. The rows up to the first n marks are n steps, and all stand before the nth mark,
 * beside less than a step of each part. So the page lies behind the marks up to `first` less a step of each part; every
 * part is walked from its own last mark among these to a mark behind the page.
 */
export function fromMarks(
  ctx: Ctx,
  page: WidePage,
  { step, parts, marks }: Marks,
  { first, size }: { first: number; size: number },
): Sql {
  const { table, key, order, join, where } = page;
  const passed = Math.max(0, Math.floor(first / step) - parts.length);
  const nameOf = (one: Part) => `${one.stream} ${String(one.part)}`;
  const lasts = new Map(marks.slice(0, passed).map((one) => [nameOf(one), one]));
  const starts = [...lasts.values()];
  const unpassed = parts.filter((one) => !lasts.has(nameOf(one)));
  const behind = marks[Math.ceil((first + size) / step)];
  const { source, tie, stream, part } = partsOf(ctx, page);
  const partType = raw(order.each?.type ?? 'text');
  const streams = (some: readonly Part[]) => sql`
    ${some.map((one) => one.stream)}::text[], ${some.map((one) => one.part)}::${partType}[]`;
  const start = sql`
    unnest(${streams(starts)}, ${starts.map(({ s }) => s)}::${raw(order.type)}[],
      ${starts.map(({ id }) => id)}::uuid[]) as b (stream, part, s, id)`;
  const whole = sql`unnest(${streams(unpassed)}) as b (stream, part)`;
  const own = sql`b.stream = ${stream} and b.part = ${part}`;
  const after = order.source ? sql`${key} > b.id` : sql`(${order.by}, ${key}) > (b.s, b.id)`;
  // The offset keeps each part a walk of its own.
  const rows = (condition: Sql) => sql`
    select t.province_code, ${key} as id, ${order.by} as s from ${raw(`"${table}"`)} t ${join}
    where ${tie} and ${where} ${behind ? sql`and ${upTo(page, behind)}` : empty} ${condition} offset 0`;
  return sql`
    select * from (
      select k.* from ${source} join ${start} on ${own} cross join lateral (${rows(sql`and ${after}`)}) as k
      union all
      select k.* from ${source} join ${whole} on ${own} cross join lateral (${rows(empty)}) as k
    ) as k order by s, id limit ${size} offset ${first - passed * step}`;
}
