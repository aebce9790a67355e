import sql from 'sql-template-tag';
import type { HavesQuarter, HavesReport, HavesRow } from '../../../shared/haves.ts';
import { haveCounts, worstHave } from '../../../shared/rules/haves.ts';
import { isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import { quarterEnds } from '../../../shared/rules/quarters.ts';
import { sixHaves } from '../../../shared/rules/scoring.ts';
import { addStanding, standingNames, standingRates, type StandingCounts } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { notFound } from '../../errors.ts';
import { organisationEntity } from '../organisations/organisation.entity.ts';
import { childrenOf } from '../progress/progress.report.ts';
import { havesOf, standingByDay, standingOf } from '../progress/standing.report.ts';
import { settingsOf } from '../settings/settings.service.ts';

/** The quarters that have ended, and the present one as it stands today. */
const endedQuarters = 7;

type Passes = { have: string; passed: number; failed: number };

function rowOf(name: { code: string; name: string; own?: true }, counts: StandingCounts, passes: Passes[]): HavesRow {
  const haves = sixHaves.map((have) => {
    const { passed = 0, failed = 0 } = passes.find((one) => one.have === have) ?? {};
    return haveCounts(have, passed, failed);
  });
  const { unions, assessed, standardised } = counts;
  return {
    ...name,
    unions,
    assessed,
    standardised,
    sixHavesRate: standingRates(counts).sixHavesRate,
    haves,
    worst: worstHave(haves),
  };
}

const minus = (a: StandingCounts, b: StandingCounts): StandingCounts =>
  Object.fromEntries(standingNames.map((name) => [name, a[name] - b[name]])) as StandingCounts;

/** What the children leave of their parent's passes: the results of the unions that hang directly on it. */
function restOf(total: readonly Passes[], children: readonly Passes[]): Passes[] {
  return total.map(({ have, passed, failed }) => {
    const own = children.filter((one) => one.have === have);
    return {
      have,
      passed: own.reduce((left, one) => left - one.passed, passed),
      failed: own.reduce((left, one) => left - one.failed, failed),
    };
  });
}

/** The organisation asked for, by default the reader's own; foreign, unknown and nominal ones are the same 404. */
async function placeAsked(ctx: Ctx, asked: string | undefined): Promise<string> {
  const orgCode = asked ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, orgCode)) throw notFound();
  if ((await scoped(ctx, organisationEntity).get(orgCode)).nominal) throw notFound();
  return orgCode;
}

const pathTo = (ctx: Ctx, orgCode: string) =>
  ctx.query<{ code: string; name: string }>(sql`
    select code, short_name as name from organisations
    where (code = 'CN' or starts_with(${orgCode}, code)) and not nominal and ${inScope(ctx, 'organisations')}
    order by code <> 'CN', length(code)`);

/** The six haves by region, by have and by quarter, all from the ledger of counts. */
export async function havesReport(ctx: Ctx, asked: string | undefined): Promise<HavesReport> {
  const orgCode = await placeAsked(ctx, asked);
  const days = [...quarterEnds(ctx.today, endedQuarters), ctx.today];
  const children = await childrenOf(ctx, orgCode);
  const codes = [orgCode, ...children.map(({ code }) => code)];
  const [now, { at }, passes, path, { targets }] = await Promise.all([
    standingOf(ctx, orgCode, codes),
    standingByDay(ctx, orgCode, [orgCode], days),
    havesOf(ctx, orgCode, codes),
    pathTo(ctx, orgCode),
    settingsOf(ctx, orgCode),
  ]);
  const passesOf = (code: string) => passes.filter((one) => one.code === code);
  const below = children.map(({ code }) => code);
  const own = minus(now(orgCode), addStanding(below.map(now)));
  const ownRow = rowOf(
    { code: orgCode, name: ctx.language === 'zh' ? '本级' : 'Own level', own: true },
    own,
    restOf(
      passesOf(orgCode),
      passes.filter(({ code }) => below.includes(code)),
    ),
  );
  const rows = children.map((child) => rowOf(child, now(child.code), passesOf(child.code)));
  return {
    asOf: ctx.now.toISOString(),
    orgCode,
    path: path.filter(({ code }) => isAtOrAbove(ctx.actor.orgCode, code)),
    target: targets.sixHavesRate ?? null,
    total: rowOf({ code: orgCode, name: path.at(-1)?.name ?? '' }, now(orgCode), passesOf(orgCode)),
    rows: ownRow.unions > 0 ? [...rows, ownRow] : rows,
    quarters: days.map((day): HavesQuarter => {
      const { assessed, standardised, sixHavesRate } = rowOf({ code: orgCode, name: '' }, at(day)(orgCode), []);
      return { day, assessed, standardised, sixHavesRate };
    }),
  };
}
