import sql, { join, raw, type Sql } from 'sql-template-tag';
import {
  funnelStages,
  measuresOf,
  noCounts,
  countNames,
  type Counts,
  type Stage,
} from '../../../shared/rules/measures.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { addDays, dayOf, type Day } from '../../../shared/rules/days.ts';
import { boundsOf, provinceOf, NATION } from '../../../shared/rules/orgCode.ts';
import type { ProgressRow } from '../../../shared/progress.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';

const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
const inStages = (stages: readonly Stage[]) => `kind = 'inspection' and stage in (${quoted(stages)})`;
const settled = "kind = 'item' and stage in ('rectified', 'closed')";

/** Which ledger rows each count sums up. `today` closes the day that decides what is overdue. */
const conditions = (today: Sql): Record<keyof Counts, Sql> => ({
  targets: raw(inStages(funnelStages.targets)),
  submitted: raw(inStages(funnelStages.submitted)),
  defective: raw(inStages(funnelStages.defective)),
  rectifiedUnions: raw(inStages(funnelStages.rectifiedUnions)),
  closedUnions: raw(inStages(funnelStages.closedUnions)),
  shells: raw(`${inStages(funnelStages.submitted)} and shell`),
  items: raw("kind = 'item'"),
  rectified: raw(settled),
  closed: raw("kind = 'item' and stage = 'closed'"),
  onTime: raw(`${settled} and not late`),
  overdue: sql`kind = 'item' and stage in (${raw(quoted(unsettledStatuses))}) and due_on < ${today}::date`,
});

const sums = (today: Sql) =>
  join(
    countNames.map(
      (name) => sql`coalesce(sum(n) filter (where ${conditions(today)[name]}), 0)::int as ${raw(`"${name}"`)}`,
    ),
  );

const ledgerColumns = raw('kind, stage, item_key, track, due_on, late, shell, n');

/** What narrows every read of the ledger to one campaign below one organisation. */
type Place = { campaignId: string; provinceCode: string; orgCode: string };

const within = (ctx: Ctx, table: string, place: Place) => {
  const { from, to } = boundsOf(place.orgCode);
  return sql`province_code = ${place.provinceCode} and campaign_id = ${place.campaignId}
    and org_code >= ${from} and org_code < ${to} and ${inScope(ctx, table)}`;
};

/** The ledger of now at the organisations of `codes`: folded counts, and the inbox lifted to the same levels. */
function present(ctx: Ctx, place: Place, codes: readonly string[]): Sql {
  return sql`
    select org_code as code, ${ledgerColumns} from progress_counts
    where ${within(ctx, 'progress_counts', place)} and org_code = any(${codes}::text[] collate "C")
    union all
    select c.code, ${ledgerColumns} from progress_pending p
    join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
    where ${within(ctx, 'progress_pending', place)}`;
}

/** The ledger as it stood at an instant, from the journal and the inbox. */
function past(ctx: Ctx, place: Place, codes: readonly string[], asOf: Date): Sql {
  const journal = (table: string) => sql`
    select c.code, ${ledgerColumns} from ${raw(table)} p
    join unnest(${codes}::text[]) as c (code) on starts_with(p.org_code, c.code)
    where ${within(ctx, table, place)} and p.at <= ${asOf}`;
  return sql`${journal('progress_entries')} union all ${journal('progress_pending')}`;
}

function ledger(ctx: Ctx, place: Place, codes: readonly string[], asOf: Date | null): Sql {
  return asOf ? past(ctx, place, codes, asOf) : present(ctx, place, codes);
}

type Coded = Counts & { code: string };

/** Counts of several organisations at once, by code; one without rows is all zeros. */
export async function countsOf(ctx: Ctx, place: Place, codes: readonly string[], asOf: Date | null) {
  const today = asOf ? dayOf(asOf) : ctx.today;
  const rows = await ctx.query<Coded>(sql`
    select code, ${sums(sql`${today}`)} from (${ledger(ctx, place, codes, asOf)}) as ledger group by code`);
  const byCode = new Map(rows.map(({ code, ...counts }) => [code, counts as Counts]));
  return (code: string): Counts => byCode.get(code) ?? noCounts;
}

/** Counts of one organisation by checklist item or by track. Unions have no item, so only the counts of items. */
export async function countsBy(ctx: Ctx, place: Place, by: 'item' | 'track', asOf: Date | null): Promise<Coded[]> {
  const today = asOf ? dayOf(asOf) : ctx.today;
  const key = raw(by === 'item' ? 'item_key' : 'track');
  return ctx.query<Coded>(sql`
    select ${key} as code, ${sums(sql`${today}`)} from (${ledger(ctx, place, [place.orgCode], asOf)}) as ledger
    where kind = 'item' group by ${key} order by ${key}`);
}

/**
 * The history by day: every count as it stood at the end of each day. An unsettled item becomes overdue on the day
 * after its due day, so its difference counts from the later of that day and its own.
 */
export async function countsByDay(ctx: Ctx, place: Place, from: Day | null): Promise<Coded[]> {
  const never = sql`'-infinity'`;
  const own = countNames.filter((name) => name !== 'overdue');
  const difference = (name: keyof Counts) => sql`coalesce(sum(n) filter (where ${conditions(never)[name]}), 0)`;
  const rows = await ctx.query<Coded>(sql`
    with moves as (
      select day, kind, stage, due_on, late, shell, n from progress_days
      where ${within(ctx, 'progress_days', place)} and org_code = ${place.orgCode}
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
  return ctx.query<Child>(sql`
    select code, short_name as name from organisations
    where superior_code = ${orgCode} and not nominal and ${inScope(ctx, 'organisations')} order by code`);
}

export function placeOf(campaign: { id: string; provinceCode: string }, orgCode: string): Place {
  return {
    campaignId: campaign.id,
    provinceCode: campaign.provinceCode,
    orgCode: orgCode === NATION ? provinceOf(campaign.provinceCode) : orgCode,
  };
}
