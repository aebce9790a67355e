import sql, { type Sql } from 'sql-template-tag';
import { countedUpTo } from '../../shared/longLists.ts';
import type { Ctx, How } from '../ctx.ts';
import { readsNation, tenancy } from './tenancy.ts';

/** How many there are; `capped` where there are more than are counted. */
export type Total = { total: number; capped: boolean };

/** What had more rows than are counted is taken to have them for so long: counting up to the cap costs more than a page. */
const lifeMs = 60_000;
const mostLists = 200;
const shelves = new WeakMap<object, Map<string, number>>();

/** Counts what `statement` selects in the reader's scope, unless it was over the cap a moment ago. */
async function cappedLately(
  { tx, actor, scopeInQueries }: Ctx,
  statement: Sql,
  count: () => Promise<Total>,
): Promise<Total> {
  const shelf = shelves.get(tx.connection) ?? new Map<string, number>();
  shelves.set(tx.connection, shelf);
  const key = JSON.stringify([actor.orgCode, actor.role, scopeInQueries, statement.text, statement.values]);
  if ((shelf.get(key) ?? -Infinity) > Date.now() - lifeMs) return { total: countedUpTo, capped: true };
  const counted = await count();
  shelf.delete(key);
  if (counted.capped) shelf.set(key, Date.now());
  if (shelf.size > mostLists) shelf.delete(shelf.keys().next().value!);
  return counted;
}

/** What is counted: rows of a table in the reader's scope, in these provinces. */
export type Counted = { from: Sql; where: Sql; metadata: { tableName: string }; provinces: readonly string[] };

export const noRows: Total = { total: 0, capped: false };

export async function countOf(ctx: Ctx, { from, where, metadata }: Counted, how: How = {}): Promise<number> {
  const statement = sql`select count(*) as total ${from} where ${where}`;
  const [counted] = await ctx.query<{ total: number }>(statement, {
    name: `count ${metadata.tableName}`,
    ...how,
  });
  return counted!.total;
}

/** A reader of all provinces names them, because every index begins with one. */
export function byProvinces<Parts extends Counted>(ctx: Ctx, parts: Parts): Parts {
  const { actor } = ctx;
  if (!readsNation(actor) || !tenancy[parts.metadata.tableName]?.province) return parts;
  return { ...parts, where: sql`t.province_code = any(${parts.provinces}) and ${parts.where}` };
}

/** Exact up to a province; the nation is counted up to the cap. */
export async function upToCap(ctx: Ctx, parts: Counted, how: How = {}): Promise<Total> {
  if (!readsNation(ctx.actor)) return { total: await countOf(ctx, parts, how), capped: false };
  const { from, where } = byProvinces(ctx, parts);
  return cappedLately(ctx, sql`${from} where ${where}`, async () => {
    const [counted] = await ctx.query<{ total: number }>(sql`
      select count(*) as total from (select 1 ${from} where ${where} limit ${countedUpTo + 1}) as counted`);
    const { total } = counted!;
    return { total: Math.min(total, countedUpTo), capped: total > countedUpTo };
  });
}
