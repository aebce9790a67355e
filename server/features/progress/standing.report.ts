import sql, { join, raw, type Sql } from 'sql-template-tag';
import { dayOf, type Day } from '../../../shared/rules/days.ts';
import { NATION, provinceCodes } from '../../../shared/rules/orgCode.ts';
import { addStanding, noStanding, standingNames, type StandingCounts } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { STANDING } from './ledger.ts';
import { ledger, movesAfter, type LedgerPlace } from './ledger.report.ts';

/** Which ledger rows each count of the registers sums up. */
const conditions = (today: Day): Record<keyof StandingCounts, Sql> => {
  const eligible = (stage?: keyof StandingCounts) =>
    sql`kind = 'enterprise' and due_on <= ${today}::date${stage ? raw(` and stage = '${stage}'`) : raw('')}`;
  return {
    unions: raw("kind = 'union'"),
    assessed: raw("kind = 'union' and stage <> 'unassessed'"),
    standardised: raw("kind = 'union' and stage = 'standard'"),
    employees: raw("kind = 'employees'"),
    members: raw("kind = 'members'"),
    enterprises: eligible(),
    established: eligible('established'),
    forming: eligible('forming'),
    willing: eligible('willing'),
    outreach: eligible('outreach'),
    refused: eligible('refused'),
    benchmarks: raw("kind = 'enterprise' and late"),
    visits: raw("kind = 'visit'"),
    recruited: raw("kind = 'recruit'"),
    sites: raw("kind = 'site' and stage in ('accepted', 'listed')"),
    sitesListed: raw("kind = 'site' and stage = 'listed'"),
    sitesPreparing: raw("kind = 'site' and stage in ('nominated', 'recommended', 'building')"),
  };
};

const sums = (today: Day) => {
  const when = conditions(today);
  return join(
    standingNames.map((name) => sql`coalesce(sum(n) filter (where ${when[name]}), 0)::bigint as ${raw(`"${name}"`)}`),
  );
};

type Coded = StandingCounts & { code: string };
export type StandingOf = (code: string) => StandingCounts;

const placeOf = (orgCode: string): LedgerPlace => ({ campaignId: STANDING, orgCode });

/** The ledger knows no row of the nation: it is the sum of its provinces. */
const known = (codes: readonly string[]) => [
  ...new Set(codes.flatMap((code) => (code === NATION ? provinceCodes : [code]))),
];
const lookUp =
  (byCode: Map<string, StandingCounts>): StandingOf =>
  (code) =>
    code === NATION
      ? addStanding(provinceCodes.map((one) => byCode.get(one) ?? noStanding))
      : (byCode.get(code) ?? noStanding);

const byCodeOf = (rows: readonly Coded[]) =>
  new Map(rows.map(({ code, ...counts }) => [code, counts as StandingCounts]));

/** Counts of the registers at organisations at or below `orgCode`, now or as they stood at an instant. */
export async function standingOf(
  ctx: Ctx,
  orgCode: string,
  codes: readonly string[],
  asOf: Date | null = null,
): Promise<StandingOf> {
  const rows = await ctx.query<Coded>(sql`
    select code, ${sums(asOf ? dayOf(asOf) : ctx.today)} from (${ledger(ctx, placeOf(orgCode), known(codes), asOf)}) as ledger group by code`);
  return lookUp(byCodeOf(rows));
}

const minus = (a: StandingCounts, b: StandingCounts): StandingCounts =>
  Object.fromEntries(standingNames.map((name) => [name, a[name] - b[name]])) as StandingCounts;

/**
 * The same at the end of each of `days` (ascending), told backwards from the present: what came after a day is taken
 * away, so that only the days asked for are read.
 */
export async function standingByDay(
  ctx: Ctx,
  orgCode: string,
  codes: readonly string[],
  days: readonly Day[],
): Promise<{ now: StandingOf; at: (day: Day) => StandingOf }> {
  const place = placeOf(orgCode);
  const wanted = known(codes);
  const now = await standingOf(ctx, orgCode, codes);
  const rows = await ctx.query<Coded & { slot: number }>(sql`
    select code, slot, ${sums(ctx.today)} from (
      select m.*, width_bucket(m.day - 1, ${days}::date[]) as slot
      from (${movesAfter(ctx, place, wanted, days[0]!)}) as m
    ) as moves group by code, slot`);
  const at = (day: Day): StandingOf => {
    const slot = days.indexOf(day) + 1;
    const later = new Map<string, StandingCounts>();
    for (const { code, slot: own, ...counts } of rows) {
      if (own < slot) continue;
      later.set(code, addStanding([later.get(code) ?? noStanding, counts as unknown as StandingCounts]));
    }
    const laterOf = lookUp(later);
    return (code) => minus(now(code), laterOf(code));
  };
  return { now, at };
}

/** How many unions pass and fail each have, at organisations at or below `orgCode`. */
export async function havesOf(
  ctx: Ctx,
  orgCode: string,
  codes: readonly string[],
  asOf: Date | null = null,
): Promise<{ code: string; have: string; passed: number; failed: number }[]> {
  const rows = await ctx.query<{ code: string; have: string; passed: number; failed: number }>(sql`
    select code, item_key as have, coalesce(sum(n) filter (where stage = 'pass'), 0)::int as passed,
      coalesce(sum(n) filter (where stage = 'fail'), 0)::int as failed
    from (${ledger(ctx, placeOf(orgCode), known(codes), asOf)}) as ledger
    where kind = 'have' group by code, item_key order by code, item_key`);
  if (!codes.includes(NATION)) return rows;
  const nation = new Map<string, { code: string; have: string; passed: number; failed: number }>();
  for (const { have, passed, failed } of rows) {
    const sum = nation.get(have) ?? { code: NATION, have, passed: 0, failed: 0 };
    nation.set(have, { ...sum, passed: sum.passed + passed, failed: sum.failed + failed });
  }
  return [...rows, ...nation.values()];
}
