import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import {
  addCounts,
  countedBy,
  countNames,
  countTallies,
  measuresOf,
  noCounts,
  type Counts,
} from '../../../shared/rules/measures.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { addDays, dayOf, type Day } from '../../../shared/rules/days.ts';
import { NATION, provinceCodes, provinceOf } from '../../../shared/rules/orgCode.ts';
import type { ProgressRow } from '../../../shared/progress.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { ledgerNow, type Cell } from './kept.report.ts';
import { ledger, movesAfter, movesSince, within, type LedgerPlace as Place } from './ledger.report.ts';

const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** `countedBy` as conditions on ledger rows. `today` closes the day that decides what is overdue. */
function condition(name: keyof Counts, today: Sql): Sql {
  const { kind, stages, shell, onTime, overdue } = countedBy[name];
  const fixed = [
    `kind = '${kind}'`,
    ...(stages ? [`stage in (${quoted(stages)})`] : []),
    ...(shell ? ['shell'] : []),
    ...(onTime ? ['not late'] : []),
  ].join(' and ');
  return overdue ? sql`${raw(fixed)} and due_on < ${today}::date` : raw(fixed);
}

const sums = (today: Sql, names: readonly (keyof Counts)[] = countNames) =>
  join(
    names.map((name) => sql`coalesce(sum(n) filter (where ${condition(name, today)}), 0)::int as ${raw(`"${name}"`)}`),
  );

type Coded = Counts & { code: string };

/** Counts of several organisations at once, by code; one without rows is all zeros. */
export async function countsOf(ctx: Ctx, place: Place, codes: readonly string[], asOf: Date | null) {
  if (!asOf) {
    const counts = await countsNow(ctx, place, codes, ({ code }) => code, 'code');
    return (code: string): Counts => counts.get(code) ?? noCounts;
  }
  const rows = await ctx.query<Coded>(sql`
    select code, ${sums(sql`${dayOf(asOf)}`)} from (${ledger(ctx, place, codes, asOf)}) as ledger group by code`);
  return lookUp(rows);
}

/** The counts of several campaigns, each at a place of the reader's own; by the campaign's id. */
export async function countsOfCampaigns(ctx: Ctx, places: ReadonlyMap<string, string>) {
  if (places.size === 0) return () => noCounts;
  const place = { campaignId: [...places.keys()], orgCode: ctx.actor.orgCode };
  const key = (campaignId: string, code: string) => `${campaignId} ${code}`;
  const keyOf = (cell: Cell) => key(cell.campaignId, cell.code);
  const counts = await countsNow(ctx, place, [...new Set(places.values())], keyOf, 'campaign');
  return (campaignId: string): Counts => counts.get(key(campaignId, places.get(campaignId)!)) ?? noCounts;
}

type KeyOf = (cell: Cell) => string | null;

function countedByKey(cells: readonly Cell[], keyOf: KeyOf, today: Day): Map<string, Counts> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return new Map([...groups].map(([key, group]) => [key, countTallies(group, today)]));
}

/** The counts of now by a key of the ledger's rows: those that are kept, and what waits in the inbox beside them. */
async function countsNow(ctx: Ctx, place: Place, codes: readonly string[], keyOf: KeyOf, name: string) {
  const { folded, pending } = await ledgerNow(ctx, place, codes);
  const counts = new Map(folded(`${name} ${ctx.today}`, (cells) => countedByKey(cells, keyOf, ctx.today)));
  for (const [key, moved] of countedByKey(pending, keyOf, ctx.today)) {
    counts.set(key, addCounts([counts.get(key) ?? noCounts, moved]));
  }
  return counts;
}

function lookUp(rows: readonly Coded[]) {
  const byCode = new Map(rows.map(({ code, ...counts }) => [code, counts as Counts]));
  return (code: string): Counts => byCode.get(code) ?? noCounts;
}

/** The ledger knows no row of the nation: it is the sum of its provinces. */
export const levels = (orgCode: string): readonly string[] => (orgCode === NATION ? provinceCodes : [orgCode]);

type Back = Coded & { later: boolean; overdueThen: number };

/**
 * Counts of now, and as they stood at an earlier instant (at the end of `day`, or at the instant `at` of it), told
 * backwards from the present in one read, so that a short way back is a short read.
 */
export async function countsBack(ctx: Ctx, place: Place, codes: readonly string[], day: Day, at: Date | null) {
  const columns = raw('code, kind, stage, due_on, late, shell, n');
  const rows = await ctx.query<Back>(sql`
    select code, later, ${sums(sql`${ctx.today}`)},
      coalesce(sum(n) filter (where ${condition('overdue', sql`${day}`)}), 0)::int as "overdueThen"
    from (
      select ${columns}, false as later from (${ledger(ctx, place, codes, null)}) as present
      union all
      select ${columns}, true from (
        ${movesAfter(ctx, place, codes, day)} ${at ? sql`union all ${movesSince(ctx, place, codes, at, day)}` : empty}
      ) as moves
    ) as ledger group by code, later`);
  const none: Back = { ...noCounts, code: '', later: false, overdueThen: 0 };
  const rowOf = (code: string, later: boolean) => rows.find((row) => row.code === code && row.later === later) ?? none;
  const pick = (value: (name: keyof Counts) => number) =>
    Object.fromEntries(countNames.map((name) => [name, value(name)])) as Counts;
  return {
    now: (code: string): Counts => pick((name) => rowOf(code, false)[name]),
    before(code: string): Counts {
      const [present, moves] = [rowOf(code, false), rowOf(code, true)];
      return { ...pick((name) => present[name] - moves[name]), overdue: present.overdueThen - moves.overdueThen };
    },
  };
}

export type DayMoves = { code: string; day: Day } & Record<'submitted' | 'rectified', number>;

/** What was answered and rectified, less what was taken back, on each day after `day` on which anything was. */
export const movesByDay = (ctx: Ctx, place: Place, codes: readonly string[], day: Day): Promise<DayMoves[]> =>
  ctx.query<DayMoves>(sql`
    select code, day, ${sums(sql`${ctx.today}`, ['submitted', 'rectified'])}
    from (${movesAfter(ctx, place, codes, day)}) as moves group by code, day order by day`);

/** Counts of one organisation by checklist item or by track. Unions have no item, so only the counts of items. */
export async function countsBy(ctx: Ctx, place: Place, by: 'item' | 'track', asOf: Date | null): Promise<Coded[]> {
  if (!asOf) {
    const keyOf = (cell: Cell) =>
      cell.kind === 'item' || cell.kind === 'recheck' ? cell[by === 'item' ? 'itemKey' : 'track'] : null;
    const counts = await countsNow(ctx, place, levels(place.orgCode), keyOf, by);
    return [...counts].map(([code, own]) => ({ code, ...own })).sort((a, b) => (a.code < b.code ? -1 : 1));
  }
  const key = raw(by === 'item' ? 'item_key' : 'track');
  return ctx.query<Coded>(sql`
    select ${key} as code, ${sums(sql`${dayOf(asOf)}`)} from (${ledger(ctx, place, levels(place.orgCode), asOf)}) as ledger
    where kind in ('item', 'recheck') group by ${key} order by ${key}`);
}

/**
 * The history by day: every count as it stood at the end of each day. An unsettled item becomes overdue on the day
 * after its due day, so its difference counts from the later of that day and its own.
 */
export async function countsByDay(ctx: Ctx, place: Place, from: Day | null): Promise<Coded[]> {
  const never = sql`'-infinity'`;
  const own = countNames.filter((name) => name !== 'overdue');
  const difference = (name: keyof Counts) => sql`coalesce(sum(n) filter (where ${condition(name, never)}), 0)`;
  const rows = await ctx.query<Coded>(sql`
    with moves as (
      select day, kind, stage, due_on, late, shell, n from progress_days
      where ${within(ctx, 'progress_days', place)} and org_code = any(${levels(place.orgCode)}::text[] collate "C")
      union all
      select day, kind, stage, due_on, late, shell, n from progress_pending
      where ${within(ctx, 'progress_pending', place)}
    ), daily as (
      select day, ${join(own.map((name) => sql`${difference(name)} as ${raw(`"${name}"`)}`))}, 0 as overdue
      from moves group by day
      union all
      select greatest(day, due_on + 1), ${join(own.map(() => raw('0')))}, sum(n)
      from moves
      where kind = 'item' and stage in (${raw(quoted(unsettledStatuses))}) and due_on < ${ctx.today}::date
      group by 1
    )
    select day as code, ${join(
      countNames.map((name) => sql`(sum(sum(${raw(`"${name}"`)})) over (order by day))::int as ${raw(`"${name}"`)}`),
    )}
    from daily group by day order by day`);
  return everyDay(rows, from, ctx.today);
}

/** Days on which nothing moved repeat the day before. */
function everyDay(rows: readonly Coded[], from: Day | null, today: Day): Coded[] {
  if (rows.length === 0) return [];
  const byDay = new Map(rows.map((row) => [row.code, row]));
  const days: Coded[] = [];
  let last: Coded = { code: '', ...noCounts };
  for (let day = rows[0]!.code; day <= today; day = addDays(day, 1)) {
    last = { ...(byDay.get(day) ?? last), code: day };
    if (!from || day >= from) days.push(last);
  }
  return days;
}

export const toRow = ({ code, ...counts }: Coded, name: string): ProgressRow => ({
  code,
  name,
  ...measuresOf(counts as Counts),
});

export type Child = { code: string; name: string };

/** The federations directly below, nominal tiers skipped: their children count as their parent's. */
export async function childrenOf(ctx: Ctx, orgCode: string): Promise<Child[]> {
  return ctx.query<Child>(
    sql`
    select code, short_name as name from organisations
    where superior_code = ${orgCode} and not nominal and ${inScope(ctx, 'organisations')} order by code`,
    { name: 'children' },
  );
}

export function placeOf(campaign: { id: string; provinceCode: string }, orgCode: string): Place {
  return {
    campaignId: campaign.id,
    orgCode: orgCode === NATION ? provinceOf(campaign.provinceCode) : orgCode,
  };
}
