import sql from 'sql-template-tag';
import type {
  CockpitChildren,
  CockpitForecast,
  CockpitMeasures,
  CockpitQuery,
  CockpitRow,
  ForecastKind,
  ForecastRow,
  RankingLine,
} from '../../../shared/cockpit.ts';
import { forecastCounts, remainingDoor } from '../../../shared/cockpit.ts';
import { addDays, dayOf, latest } from '../../../shared/rules/days.ts';
import { forecastOf, paceDays } from '../../../shared/rules/forecast.ts';
import { addCounts, countNames, measuresOf, noCounts, type Counts } from '../../../shared/rules/measures.ts';
import { NATION, provinceOf } from '../../../shared/rules/orgCode.ts';
import { monthsBefore } from '../../../shared/rules/quarters.ts';
import { rankedMeasures, rankingOf, type RankedMeasure } from '../../../shared/rules/ranking.ts';
import { addStanding, standingMeasures, standingNames, type StandingCounts } from '../../../shared/rules/standing.ts';
import { isCampaignCount } from '../../../shared/doors.ts';
import { rateParts, isRate } from '../../../shared/rules/rateParts.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { childrenOf, countsBack, countsOf, movesByDay, type Child } from '../progress/progress.report.ts';
import { standingByDay } from '../progress/standing.report.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { campaignFilter, campaignFor, ledgerOf, orgAsked, pathTo, type ReachingCampaign } from './cockpit.place.ts';

type CountsAt = (code: string) => Counts;

/** The nation itself has no row in the ledger: it is the sum of its provinces. */
const withNation =
  (counts: CountsAt, children: readonly Child[]): CountsAt =>
  (code) =>
    code === NATION ? addCounts(children.map((child) => counts(child.code))) : counts(code);

type Before = { at: string; bulletinId: string | null };

/** The ranking before: the cut-off of the newest circular on the campaign here, or the end of the day a week ago. */
async function rankedBefore(ctx: Ctx, campaign: ReachingCampaign | null, orgCode: string): Promise<Before> {
  const [circular] = campaign
    ? await ctx.query<{ id: string; cutOffAt: Date }>(sql`
        select id, cut_off_at as "cutOffAt" from bulletins
        where province_code = ${provinceOf(orgCode)} and org_code = ${orgCode} and campaign_id = any(${campaign.ids}::uuid[])
          and status = 'published' and cut_off_at <= ${ctx.now} and ${inScope(ctx, 'bulletins')}
        order by cut_off_at desc limit 1`)
    : [];
  if (circular) return { at: circular.cutOffAt.toISOString(), bulletinId: circular.id };
  return { at: `${addDays(ctx.today, -7)}T23:59:59.999+08:00`, bulletinId: null };
}

type Counted = { campaign: CountsAt; registers: (code: string) => StandingCounts };

const measured = (campaign: Counts, registers: StandingCounts): CockpitMeasures => ({
  ...measuresOf(campaign),
  ...standingMeasures(registers),
});

const difference = <T extends Record<string, number>>(names: readonly (keyof T)[], a: T, b: T): T =>
  Object.fromEntries(names.map((name) => [name, a[name]! - b[name]!])) as T;

/** Children, and what hangs on the organisation itself, so that the rows add up to the total. */
function rowsOf(ctx: Ctx, orgCode: string, children: readonly Child[], { campaign, registers }: Counted): CockpitRow[] {
  const rows = children.map(({ code, name }) => ({ code, name, ...measured(campaign(code), registers(code)) }));
  const own = {
    campaign: difference<Counts>(countNames, campaign(orgCode), addCounts(children.map(({ code }) => campaign(code)))),
    registers: difference<StandingCounts>(
      standingNames,
      registers(orgCode),
      addStanding(children.map(({ code }) => registers(code))),
    ),
  };
  const counted = Object.values({ ...own.campaign, ...own.registers }).some((n) => n !== 0);
  if (!counted || orgCode === NATION) return rows;
  const name = ctx.language === 'zh' ? '本级' : 'Own level';
  return [...rows, { code: orgCode, name, own: true as const, ...measured(own.campaign, own.registers) }];
}

/** Provinces that are no tenants have nothing to compare. */
const known = (orgCode: string, children: readonly Child[], { campaign, registers }: Counted) =>
  orgCode === NATION
    ? children.filter(({ code }) => Object.values({ ...campaign(code), ...registers(code) }).some((n) => n !== 0))
    : children;

const ofCampaign = (measure: RankedMeasure) =>
  isCampaignCount(isRate(measure) ? rateParts[measure].below[0]! : measure);

/** The federations below by every measure, and their places by each measure that is ranked. */
export async function cockpitChildren(ctx: Ctx, query: CockpitQuery): Promise<CockpitChildren> {
  const orgCode = orgAsked(ctx, query.orgCode);
  const [, { campaign }, settings, below] = await Promise.all([
    pathTo(ctx, orgCode),
    campaignFor(ctx, orgCode, query),
    settingsOf(ctx, orgCode),
    childrenOf(ctx, orgCode),
  ]);
  const codes = [orgCode, ...below.map(({ code }) => code)];
  const quarterAgo = monthsBefore(ctx.today, 3);
  const since = await rankedBefore(ctx, campaign, orgCode);
  const cutOff = new Date(since.at);
  const none = () => noCounts;
  const nothing = { now: none, before: none };
  const place = campaign && ledgerOf(campaign, orgCode);
  const [{ now, before }, registers] = await Promise.all([
    place ? countsBack(ctx, place, codes, dayOf(cutOff), since.bulletinId ? cutOff : null) : nothing,
    standingByDay(ctx, orgCode, codes, [quarterAgo]),
  ]);
  const present: Counted = { campaign: withNation(now, below), registers: registers.now };
  const past: Counted = { campaign: withNation(before, below), registers: registers.at(quarterAgo) };
  const children = known(orgCode, below, present);
  const rows = rowsOf(ctx, orgCode, children, present);
  const earlier = children.map(({ code, name }) => ({
    code,
    name,
    ...measured(past.campaign(code), past.registers(code)),
  }));
  const { minimumBase } = settings.ranking;
  const ranked = rows.filter(({ own }) => !own);
  const lines = (measure: RankedMeasure): RankingLine[] =>
    ofCampaign(measure) && !campaign
      ? []
      : rankingOf<CockpitRow>(ranked, { measure, minimumBase, previous: earlier }).map(
          ({ code, place: at, tied, apart, moved }) => ({ code, place: at, tied, apart, moved }),
        );
  return {
    asOf: ctx.now.toISOString(),
    orgCode,
    campaignIds: campaign?.ids ?? [],
    total: measured(present.campaign(orgCode), present.registers(orgCode)),
    rows,
    minimumBase,
    since: { campaign: since, registers: quarterAgo },
    rankings: Object.fromEntries(
      rankedMeasures.map((measure) => [measure, lines(measure)]),
    ) as CockpitChildren['rankings'],
  };
}

/** When the campaign will be done at the present pace, here and in each federation below. */
export async function cockpitForecast(ctx: Ctx, query: CockpitQuery): Promise<CockpitForecast> {
  const orgCode = orgAsked(ctx, query.orgCode);
  const [path, { campaign }, below] = await Promise.all([
    pathTo(ctx, orgCode),
    campaignFor(ctx, orgCode, query),
    childrenOf(ctx, orgCode),
  ]);
  const answer = { asOf: ctx.now.toISOString(), orgCode, campaignIds: campaign?.ids ?? [] };
  if (!campaign) return { ...answer, forecasts: null };
  const codes = [orgCode, ...below.map(({ code }) => code)];
  const place = ledgerOf(campaign, orgCode);
  const start = addDays(ctx.today, -paceDays);
  const [now, moves] = await Promise.all([countsOf(ctx, place, codes, null), movesByDay(ctx, place, codes, start)]);
  const nowOf = withNation(now, below);
  // The history begins with the campaign: before it nothing could be done.
  const first = latest(start, campaign.issuedOn);
  const rowOf = (kind: ForecastKind, { code, name }: Child): ForecastRow => {
    const { done, of } = forecastCounts[kind];
    const counts = nowOf(code);
    const mine = moves.filter((move) => move.code === code || (code === NATION && move.code !== NATION));
    const history = [...mine.map(({ day }) => day), ctx.today, first].filter((day) => day >= first);
    const doneBy = (day: string) =>
      counts[done] - mine.filter((move) => move.day > day).reduce((sum, move) => sum + move[done as 'submitted'], 0);
    return {
      code,
      name,
      ...forecastOf({
        history: [...new Set(history)].sort().map((day) => ({ day, done: doneBy(day) })),
        total: counts[of],
        dueOn: kind === 'answering' ? campaign.submitBy : campaign.scheduledDueOn,
        today: ctx.today,
      }),
      door: remainingDoor(kind, campaignFilter(campaign), code),
    };
  };
  const own = { code: orgCode, name: path.at(-1)!.name };
  const both = (kind: ForecastKind) => ({
    total: rowOf(kind, own),
    children: below.map((child) => rowOf(kind, child)).filter((row) => orgCode !== NATION || row.total > 0),
  });
  return { ...answer, forecasts: { answering: both('answering'), rectifying: both('rectifying') } };
}
