import sql, { join, raw, type Sql } from 'sql-template-tag';
import { boundsOf, isAtOrAbove, NATION, provinceCodes, provinceOf } from '../../../shared/rules/orgCode.ts';
import { siteParagraph } from '../../../shared/rules/siteParagraph.ts';
import { siteFlows, siteStocks } from '../../../shared/site-reports.ts';
import type { SiteOverview, SiteOverviewQuery } from '../../../shared/site-overview.ts';
import { builtStatuses, siteKinds, type SiteQuota } from '../../../shared/sites.ts';
import type { Settings } from '../../../shared/settings.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { notFound } from '../../errors.ts';
import { childrenOf } from '../progress/progress.report.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { addCells, byChild, byKey, everyMonth, mostMonths, type Cell, type MonthCell } from './site.fold.ts';
import { monthNumber, sitesWithMissing } from './site.months.ts';
import { batchNameOf } from './site.quota.ts';

const quoted = (values: readonly string[]) => raw(values.map((value) => `'${value}'`).join(', '));
const columnOf = (figure: string) => figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const figures = [...siteStocks, ...siteFlows];
const each = (names: readonly string[], text: (column: string) => string): Sql =>
  raw(names.map((name) => `${text(columnOf(name))} as ${columnOf(name)}`).join(', '));
const named = (names: readonly string[], text: (column: string) => string): Sql =>
  raw(names.map((name) => `${text(columnOf(name))} as "${name}"`).join(', '));
const sumOf = (alias: string) => (column: string) => `sum(${alias}${column})::bigint`;
/** Members may be left out of a report: a sum over some of the sites alone would say nothing. */
const newestOf = (column: string) =>
  column === 'members'
    ? 'case when bool_and(newest.members is not null) then sum(newest.members)::bigint end'
    : `sum(newest.${column})::bigint`;

const within = (ctx: Ctx, alias: string, orgCode: string): Sql => {
  const { from, to } = boundsOf(orgCode);
  const provinces = orgCode === NATION ? provinceCodes : [provinceOf(orgCode)];
  const t = raw(alias);
  return sql`${t}.province_code = any(${provinces}) and ${t}.org_code >= ${from} and ${t}.org_code < ${to}`;
};

/** The reports `r` of the site `b` within the period. */
const reports = (ctx: Ctx, { from, to }: SiteOverviewQuery): Sql =>
  join(
    [
      sql`r.province_code = b.province_code and r.site_id = b.id and ${inScope(ctx, 'site_reports', 'r')}`,
      ...(from ? [sql`r.month >= ${from}`] : []),
      ...(to ? [sql`r.month <= ${to}`] : []),
    ],
    ' and ',
  );

/** Whether the site `t` is accepted or listed, and was accepted by the end of the period. */
const builtIn = ({ to }: SiteOverviewQuery): Sql => {
  const built = sql`t.status in (${quoted(builtStatuses)})`;
  const day = raw('coalesce(t.accepted_on, t.listed_on)');
  return to ? sql`(${built} and (${day} is null or to_char(${day}, 'YYYY-MM') <= ${to}))` : built;
};

const cellKey = raw('org_code as "orgCode", batch_category as "batchCategory", kind');

/** How many sites stand where, by organisation, batch and kind. */
const countSites = (ctx: Ctx, orgCode: string, query: SiteOverviewQuery) =>
  ctx.query<Cell>(sql`
    select ${cellKey}, count(*) filter (where ${builtIn(query)})::int as sites,
      count(*) filter (where ${builtIn(query)} and t.status = 'listed')::int as listed,
      count(*) filter (where t.status in (${quoted(builtStatuses)}))::int as standing,
      count(*) filter (where t.status in ('nominated', 'recommended', 'building'))::int as preparing
    from sites t where ${within(ctx, 't', orgCode)} and ${inScope(ctx, 'sites', 't')}
    group by org_code, batch_category, kind`);

type FigureRow = Cell & MonthCell & { part: 'cell' | 'month' | 'gap'; next: string | null };

/**
 * The figures of the built sites in one pass over their reports. `cell`: of a stock the newest month, of a flow the sum
 * of the months, by organisation, batch and kind. `month`: what was reported of each month. `gap`: stocks of the reports
 * of `month` after which their sites reported nothing until `next`.
 */
const figuresOf = (ctx: Ctx, orgCode: string, query: SiteOverviewQuery) =>
  ctx.query<FigureRow>(sql`
    with b as materialized (
      select t.province_code, t.id, t.org_code, t.batch_category, t.kind from sites t
      where ${within(ctx, 't', orgCode)} and ${builtIn(query)} and ${inScope(ctx, 'sites', 't')}
    ), sums as materialized (
      select b.province_code, b.id, b.org_code, b.batch_category, b.kind, r.month,
        count(*)::int as reports, min(r.month) as first, max(r.month) as last, ${each(figures, sumOf('r.'))}
      from site_reports r join b on ${reports(ctx, query)}
      where ${within(ctx, 'r', orgCode)}
      group by grouping sets ((b.province_code, b.id, b.org_code, b.batch_category, b.kind), (r.month))
    ), gaps as (
      select r.month, lead(r.month) over (partition by r.site_id order by r.month) as next, ${each(siteStocks, (c) => `r.${c}`)}
      from site_reports r join b on ${reports(ctx, query)}
      where r.site_id in (
        select id from sums
        where reports < ${monthNumber('(select max(last) from sums)')} - ${monthNumber('first')} + 1)
    )
    select 'cell' as part, ${cellKey}, max(b.last) as month, null as next, sum(reports)::int as reports,
      ${named(siteStocks, newestOf)}, ${named(siteFlows, sumOf('b.'))}
    from sums as b
    cross join lateral (
      select ${each(siteStocks, (c) => `r.${c}`)} from site_reports r
      where ${reports(ctx, query)} and r.month = b.last) as newest
    group by org_code, batch_category, kind
    union all
    select 'month', null, null, null, month, null, reports, ${each(figures, (c) => c)} from sums where month is not null
    union all
    select 'gap', null, null, null, month, next, count(*)::int, ${each(siteStocks, sumOf(''))}, ${each(siteFlows, () => '0')}
    from gaps where next is null or ${monthNumber('next')} > ${monthNumber('month')} + 1 group by month, next`);

const countMissing = (ctx: Ctx, orgCode: string) =>
  ctx.query<Cell>(sql`
    select ${cellKey}, count(*)::int as missing from (${sitesWithMissing(ctx)}) as m
    where ${within(ctx, 'm', orgCode)} group by org_code, batch_category, kind`);

type Place = { code: string; name: string; shortName: string; nominal: boolean };

const placesOf = (ctx: Ctx, codes: readonly string[]) =>
  ctx.query<Place>(sql`
    select code, name, short_name as "shortName", nominal from organisations
    where code = any(${codes}) and ${inScope(ctx, 'organisations')} order by length(code)`);

/** The quotas of the cities that lie whole within the organisation, with what is taken of them now. */
function quotasOf(settings: Settings | null, orgCode: string, cells: readonly Cell[], names: Map<string, string>) {
  return (settings?.siteQuotas ?? [])
    .filter((quota) => isAtOrAbove(orgCode, quota.orgCode))
    .map((quota): SiteQuota => {
      const there = cells.filter(
        (cell) => cell.batchCategory === quota.batchCategory && isAtOrAbove(quota.orgCode, cell.orgCode),
      );
      const used = there.reduce((sum, { standing }) => sum + (standing ?? 0), 0);
      return { ...quota, name: names.get(quota.orgCode) ?? '', used };
    });
}

/** All figures of one organisation's page of sites. An organisation outside the reader's is a 404, there or not. */
export async function siteOverview(ctx: Ctx, query: SiteOverviewQuery): Promise<SiteOverview> {
  const orgCode = query.orgCode ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, orgCode)) throw notFound();
  const settings = orgCode === NATION ? null : await settingsOf(ctx, provinceOf(orgCode));
  const line = [orgCode, ...[2, 4, 6].map((length) => orgCode.slice(0, length))];
  const cities = (settings?.siteQuotas ?? []).map((quota) => quota.orgCode);
  const [counts, rows, missing, children, places] = await Promise.all([
    countSites(ctx, orgCode, query),
    figuresOf(ctx, orgCode, query),
    countMissing(ctx, orgCode),
    childrenOf(ctx, orgCode),
    placesOf(ctx, [...line, ...cities]),
  ]);
  const own = places.find(({ code }) => code === orgCode);
  if (!own) throw notFound();
  const part = (name: FigureRow['part']) => rows.filter((row) => row.part === name);
  const cells = [...counts, ...part('cell'), ...missing];
  const total = addCells(cells);
  const months = everyMonth(part('month'), part('gap'));
  const ownName = ctx.language === 'zh' ? '本级' : 'Own level';
  return {
    asOf: ctx.now.toISOString(),
    orgCode,
    path: places
      .filter(({ code, nominal }) => line.includes(code) && (!nominal || code === orgCode))
      .filter(({ code }) => isAtOrAbove(ctx.actor.orgCode, code))
      .map(({ code, shortName }) => ({ code, name: shortName })),
    from: query.from ?? null,
    to: query.to ?? null,
    month: months.at(-1)?.month ?? null,
    total,
    children: byChild(cells, { code: orgCode, name: ownName }, children),
    // Each province names its batches itself: over the nation they are no categories.
    batches: settings
      ? byKey(
          cells,
          'batchCategory',
          settings.batchCategories.map(({ key, name }) => ({ code: key, name })),
          (key) => batchNameOf(ctx, settings.batchCategories, key),
        )
      : [],
    kinds: byKey(
      cells,
      'kind',
      siteKinds.map((code) => ({ code, name: wordFor('siteKind', code, ctx.language) })),
    ),
    months: months.slice(-mostMonths),
    quotas: quotasOf(settings, orgCode, cells, new Map(places.map(({ code, shortName }) => [code, shortName]))),
    paragraph: siteParagraph(
      { organisation: own, month: months.at(-1)?.month ?? null, from: query.from ?? null, total },
      ctx.language,
    ),
  };
}
