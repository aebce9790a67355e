import sql, { raw } from 'sql-template-tag';
import type { TallyKind } from '../../../shared/rules/measures.ts';
import type { Ctx } from '../../ctx.ts';
import { pendingAt, presentAt, within, type LedgerPlace } from './ledger.report.ts';

/** One number of the ledger of now at one organisation. `dueOn` is `infinity` for what has no due day. */
export type Cell = {
  campaignId: string;
  code: string;
  kind: TallyKind;
  stage: string;
  itemKey: string;
  track: string;
  dueOn: string;
  late: boolean;
  shell: boolean;
  n: number;
};

type Row = Cell & { source: 'folds' | 'pending' | 'counts' };
type Shelf = { stamp: string; cells: readonly Cell[]; derived: Map<string, unknown> };

/** What is kept at most, for all places together: about 30 MB. */
const mostCells = 200_000;
const shelves = new WeakMap<object, Map<string, Shelf>>();

/** The codes that lie below no other of them. */
export function topmost(codes: readonly string[]): string[] {
  const tops: string[] = [];
  for (const code of [...new Set(codes)].sort()) {
    const last = tops.at(-1);
    if (last === undefined || !code.startsWith(last)) tops.push(code);
  }
  return tops;
}

/** Rows are kept for readers of one scope; no reader gets what was read in another's. */
function keyOf(ctx: Ctx, { campaignId, orgCode }: LedgerPlace, codes: readonly string[]): string {
  const { role, orgCode: own, unionId } = ctx.actor;
  const reader = role === 'reporter' || role === 'operator' ? [role, unionId] : [];
  return JSON.stringify([own, reader, ctx.scopeInQueries, campaignId, orgCode, codes]);
}

const columns = raw(
  'campaign_id as "campaignId", code, kind, stage, item_key as "itemKey", track, due_on as "dueOn", late, shell, n',
);

/** How often each topmost place was folded, and what waits in the inbox; with `whole`, the folded counts of the same instant. */
const read = (ctx: Ctx, place: LedgerPlace, codes: readonly string[], whole: boolean) =>
  ctx.query<Row>(
    sql`
    select 'folds' as source, campaign_id as "campaignId", org_code as code, '' as kind, '' as stage, '' as "itemKey",
      '' as track, null::date as "dueOn", false as late, false as shell, folds as n
    from progress_folds
    where ${within(ctx, 'progress_folds', place)} and org_code = any(${topmost(codes)}::text[] collate "C")
    union all
    select 'pending', ${columns} from (${pendingAt(ctx, place, codes)}) as pending
    ${whole ? sql`union all select 'counts', ${columns} from (${presentAt(ctx, place, codes)}) as present` : raw('')}`,
    { name: 'ledger' },
  );

const stampOf = (rows: readonly Row[]) =>
  rows
    .filter(({ source }) => source === 'folds')
    .map(({ campaignId, code, n }) => `${campaignId}/${code}/${n}`)
    .sort()
    .join();

function keep(shelf: Map<string, Shelf>, key: string, entry: Shelf): void {
  shelf.delete(key);
  shelf.set(key, entry);
  let size = 0;
  for (const { cells } of shelf.values()) size += cells.length;
  for (const [oldest, { cells }] of shelf) {
    if (size <= mostCells) break;
    size -= cells.length;
    shelf.delete(oldest);
  }
}

/** The ledger of now at organisations: what was folded, and what still waits in the inbox. */
export type Ledger = {
  pending: readonly Cell[];
  /** What follows from the folded cells alone; made once for each folding. */
  folded<T>(name: string, make: (cells: readonly Cell[]) => T): T;
};

/**
 * The ledger of now at the organisations of `codes`, all at or below the place. Counts change only by folding, so they
 * are kept between two foldings; each read asks how often the place was folded, and for the inbox, in one snapshot.
 */
export async function ledgerNow(ctx: Ctx, place: LedgerPlace, codes: readonly string[]): Promise<Ledger> {
  const shelf = shelves.get(ctx.tx.connection) ?? new Map<string, Shelf>();
  shelves.set(ctx.tx.connection, shelf);
  const key = keyOf(ctx, place, codes);
  const kept = shelf.get(key);
  let rows = kept ? await read(ctx, place, codes, false) : [];
  let entry = kept && kept.stamp === stampOf(rows) ? kept : undefined;
  if (!entry) {
    rows = await read(ctx, place, codes, true);
    const cells = rows.filter(({ source }) => source === 'counts');
    entry = { stamp: stampOf(rows), cells, derived: new Map() };
  }
  // A place that was never folded has no number to know its counts by.
  if (entry.stamp !== '') keep(shelf, key, entry);
  const { cells, derived } = entry;
  return {
    pending: rows.filter(({ source }) => source === 'pending'),
    folded<T>(name: string, make: (cells: readonly Cell[]) => T): T {
      if (!derived.has(name)) derived.set(name, make(cells));
      return derived.get(name) as T;
    },
  };
}
