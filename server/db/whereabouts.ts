import type { Ctx } from '../ctx.ts';
import { provincesOf, readsNation } from './tenancy.ts';

/** The provinces of records that readers of all of them were shown lately, by id; the oldest go first. */
const shelves = new WeakMap<object, Map<string, string>>();
const most = 20_000;

/** Remembers where these rows lie, for whoever opens one of them next. */
export function noteWhereabouts(ctx: Ctx, rows: readonly object[]): void {
  if (!readsNation(ctx.actor)) return;
  const shelf = shelves.get(ctx.tx.connection) ?? new Map<string, string>();
  shelves.set(ctx.tx.connection, shelf);
  for (const { id, provinceCode } of rows as readonly { id?: string; provinceCode?: string }[]) {
    if (id === undefined || provinceCode === undefined) continue;
    shelf.delete(id);
    shelf.set(id, provinceCode);
    if (shelf.size > most) shelf.delete(shelf.keys().next().value!);
  }
}

/**
 * The provinces that records may lie in, so that a look-up by id is served by the primary key. A reader of all provinces
 * would have each of them looked through; of what such a reader was shown the province is known, and no record ever
 * changes it.
 */
export function provincesHaving(ctx: Ctx, ids: readonly string[]): string[] {
  const shelf = readsNation(ctx.actor) ? shelves.get(ctx.tx.connection) : undefined;
  const known = shelf ? ids.map((id) => shelf.get(id)) : [];
  const isKnown = known.length > 0 && known.every((code) => code !== undefined);
  return isKnown ? [...new Set(known as string[])].sort() : provincesOf(ctx.actor);
}
