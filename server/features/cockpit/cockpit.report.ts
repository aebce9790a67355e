import sql from 'sql-template-tag';
import {
  cockpitGroups,
  cockpitKeys,
  type Cockpit,
  type CockpitGroup,
  type CockpitKey,
  type CockpitMeasures,
  type CockpitQuery,
  type Figure,
  type HaveFigure,
} from '../../../shared/cockpit.ts';
import { doorOf, haveDoor, type DoorPlace } from '../../../shared/doors.ts';
import { addDays, dayOf, type Day } from '../../../shared/rules/days.ts';
import { measuresOf, noCounts, type Counts } from '../../../shared/rules/measures.ts';
import { NATION, provinceCodes } from '../../../shared/rules/orgCode.ts';
import { monthsBefore, quarterEnds, weekEnds } from '../../../shared/rules/quarters.ts';
import { isRate, rateParts, type CountKey } from '../../../shared/rules/rateParts.ts';
import { sixHaves, type SixHave } from '../../../shared/rules/scoring.ts';
import { standingMeasures, type StandingCounts } from '../../../shared/rules/standing.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { STANDING } from '../progress/ledger.ts';
import { ledger, movesAfter } from '../progress/ledger.report.ts';
import { countsByDay } from '../progress/progress.report.ts';
import { standingByDay } from '../progress/standing.report.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { campaignFilter, campaignFor, ledgerOf, orgAsked, pathTo, type ReachingCampaign } from './cockpit.place.ts';

const quartersShown = 8;
const weeksShown = 12;
/** A campaign is compared with the week before, the registers with the quarter before. */
const campaignStepBack = 7;

/** All measures at some days; null for a day on which nothing was counted yet. */
type History = { days: Day[]; since: Day; at: (day: Day) => Partial<CockpitMeasures> | null };

const anything = (counts: Partial<Record<string, number>>) => Object.values(counts).some((n) => n !== 0);

/** The registers at the ends of the last quarters, a quarter ago, and now. */
async function registerHistory(ctx: Ctx, orgCode: string): Promise<History> {
  const since = monthsBefore(ctx.today, 3);
  const ends = quarterEnds(ctx.today, quartersShown);
  const { now, at } = await standingByDay(ctx, orgCode, [orgCode], [...new Set([...ends, since])].sort());
  const measured = (counts: StandingCounts) => (anything(counts) ? standingMeasures(counts) : null);
  return {
    days: [...ends, ctx.today],
    since,
    at: (day) => (day === ctx.today ? standingMeasures(now(orgCode)) : measured(at(day)(orgCode))),
  };
}

/** A campaign at the ends of the last weeks, or of the last quarters once it is that old, a week ago, and now. */
async function campaignHistory(ctx: Ctx, orgCode: string, campaign: ReachingCampaign): Promise<History & StepOf> {
  const rows = await countsByDay(ctx, ledgerOf(campaign, orgCode), null);
  const quarters = quarterEnds(ctx.today, quartersShown);
  const campaignStep = rows[0] && rows[0].code <= quarters[0]! ? 'quarter' : 'week';
  const upTo = (day: Day): Counts | null => rows.findLast(({ code }) => code <= day) ?? null;
  const measured = (counts: Counts | null) => {
    if (!counts) return null;
    const { targets, items } = counts;
    return targets + items === 0 ? null : measuresOf(counts);
  };
  return {
    days: [...(campaignStep === 'quarter' ? quarters : weekEnds(ctx.today, weeksShown)), ctx.today],
    since: addDays(ctx.today, -campaignStepBack),
    campaignStep,
    at: (day) => (day === ctx.today ? measuresOf(upTo(day) ?? noCounts) : measured(upTo(day))),
  };
}
type StepOf = Pick<Cockpit, 'campaignStep'>;

function figureOf(
  key: CockpitKey,
  group: CockpitGroup,
  { days, since, at }: History,
  where: { place: DoorPlace; targets: Partial<Record<string, number | null>> },
): Figure {
  const now = at(days.at(-1)!) ?? {};
  const valueOf = (measures: Partial<CockpitMeasures> | null) => measures?.[key] ?? null;
  const part = (name: CountKey) => ({ key: name, value: now[name] ?? null, door: doorOf(name, where.place) });
  return {
    key,
    group,
    value: valueOf(now),
    previous: valueOf(at(since)),
    series: days.map((day) => ({ day, value: valueOf(at(day)) })),
    target: where.targets[key] ?? null,
    door: isRate(key) ? null : doorOf(key, where.place),
    parts: isRate(key) ? { above: rateParts[key].above.map(part), below: rateParts[key].below.map(part) } : null,
  };
}

type HaveRow = { have: SixHave } & Record<'passed' | 'failed' | 'passedBefore' | 'failedBefore', number>;

/** How many unions pass and fail each have, now and at the end of `since`; the one that fails most first. */
async function havesOf(ctx: Ctx, orgCode: string, since: Day): Promise<HaveFigure[]> {
  const place = { campaignId: STANDING, orgCode };
  const codes = orgCode === NATION ? provinceCodes : [orgCode];
  const rows = await ctx.query<HaveRow>(sql`
    select item_key as have,
      coalesce(sum(n) filter (where stage = 'pass' and not later), 0)::int as passed,
      coalesce(sum(n) filter (where stage = 'fail' and not later), 0)::int as failed,
      coalesce(sum(case when later then -n else n end) filter (where stage = 'pass'), 0)::int as "passedBefore",
      coalesce(sum(case when later then -n else n end) filter (where stage = 'fail'), 0)::int as "failedBefore"
    from (
      select kind, stage, item_key, n, false as later from (${ledger(ctx, place, codes, null)}) as present
      union all
      select kind, stage, item_key, n, true from (${movesAfter(ctx, place, codes, since)}) as moves
    ) as haves
    where kind = 'have' group by item_key`);
  return sixHaves
    .flatMap((have) => rows.filter((row) => row.have === have))
    .map(({ have, passed, failed, passedBefore, failedBefore }) => ({
      have,
      passed,
      failed,
      previous: { passed: passedBefore, failed: failedBefore },
      doors: { passed: haveDoor(have, 'passing', orgCode), failed: haveDoor(have, 'failing', orgCode) },
    }))
    .sort((a, b) => b.failed - a.failed);
}

const targetsOf = ({ targets, ledger: { targetRate } }: Settings) => ({
  ...targets,
  establishmentRate: targets.establishmentRate ?? targetRate,
});

const nothing = (ctx: Ctx): History & StepOf => ({
  days: [ctx.today],
  since: addDays(ctx.today, -campaignStepBack),
  campaignStep: 'week',
  at: () => null,
});

/** One organisation on one page: campaign, six haves, sites, ledger and membership, each number with its rows. */
export async function cockpitOf(ctx: Ctx, query: CockpitQuery): Promise<Cockpit> {
  const orgCode = orgAsked(ctx, query.orgCode);
  const [path, { campaign, campaigns }, settings, registers] = await Promise.all([
    pathTo(ctx, orgCode),
    campaignFor(ctx, orgCode, query),
    settingsOf(ctx, orgCode),
    registerHistory(ctx, orgCode),
  ]);
  const [course, haves] = await Promise.all([
    campaign ? campaignHistory(ctx, orgCode, campaign) : nothing(ctx),
    havesOf(ctx, orgCode, registers.since),
  ]);
  const where = {
    place: { orgCode, ...(campaign ? { campaignId: campaignFilter(campaign) } : {}) },
    targets: targetsOf(settings),
  };
  const shown = cockpitGroups.filter((group) => group !== 'campaign' || campaign);
  const { issuedOn: _issuedOn, ...told } = campaign ?? { issuedOn: null };
  return {
    asOf: ctx.now.toISOString(),
    today: dayOf(ctx.now),
    orgCode,
    path,
    campaign: campaign ? (told as Cockpit['campaign']) : null,
    campaigns: campaigns.map(({ id, title, status }) => ({ id, title, status })),
    figures: shown.flatMap((group) =>
      cockpitKeys[group].map((key) => figureOf(key, group, group === 'campaign' ? course : registers, where)),
    ),
    haves,
    since: { campaign: course.since, registers: registers.since },
    campaignStep: course.campaignStep,
    ledgerAsOf: settings.ledger.asOf,
  };
}
