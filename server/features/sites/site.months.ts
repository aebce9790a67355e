import sql, { raw, type Sql } from 'sql-template-tag';
import { addMonths, monthOf } from '../../../shared/rules/months.ts';
import { reportingStatuses } from '../../../shared/rules/sites.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';

type Reporting = Settings['siteReporting'];

/** The decision on reporting that is nearest to the site `s`, as a subquery; null where nobody has decided. */
const nearestRule = (ctx: Ctx): Sql => sql`(
  select d.site_reporting from settings d
  where d.province_code = s.province_code
    and d.org_code = any(array[left(s.org_code, 2), left(s.org_code, 4), left(s.org_code, 6), s.org_code])
    and d.site_reporting is not null and ${inScope(ctx, 'settings', 'd')}
  order by length(d.org_code) desc limit 1)`;

const reportsOf = (ctx: Ctx, alias: string): Sql =>
  sql`r.province_code = ${raw(alias)}.province_code and r.site_id = ${raw(alias)}.id and ${inScope(ctx, 'site_reports', 'r')}`;

/**
 * Rows (province_code, id, org_code, batch_category, kind, first, last) of the sites that owe reports: `owedMonths` of the rules, for a whole
 * scope at once. A month is one of theirs when it lies between the two.
 */
function owing(ctx: Ctx): Sql {
  const thisMonth = monthOf(ctx.today);
  const start = raw(
    ['building_on', 'accepted_on', 'listed_on'].map((day) => `to_char(s.${day}, 'YYYY-MM')`).join(', '),
  );
  return sql`
    select s.province_code, s.id, s.org_code, s.batch_category, s.kind,
      greatest(rule.body->>'fromMonth',
        least(${start}, (select min(r.month) from site_reports r where ${reportsOf(ctx, 's')}))) as first,
      least(rule.body->>'toMonth', case
        when ${Number(ctx.today.slice(8))} > coalesce((rule.body->>'dueDay')::int, ${defaultSettings.siteReporting.dueDay})
        then ${addMonths(thisMonth, -1)} else ${addMonths(thisMonth, -2)} end) as last
    from sites s cross join lateral (select ${nearestRule(ctx)} as body offset 0) as rule
    where s.province_code = any(${provincesOf(ctx.actor)}) and s.status = any(${[...reportingStatuses]})
      and ${inScope(ctx, 'sites', 's')}`;
}

/** Months since the year 0, so that they can be counted. */
export const monthNumber = (month: string): Sql => raw(`(left(${month}, 4)::int * 12 + right(${month}, 2)::int)`);

/** The sites for which some month's report is missing, as rows (province_code, id, org_code, batch_category, kind). */
export const sitesWithMissing = (ctx: Ctx): Sql => sql`
  -- Materialised, or the rule would be looked up again for every report.
  with o as materialized (${owing(ctx)})
  select o.province_code, o.id, o.org_code, o.batch_category, o.kind from o
  where o.first <= o.last and ${monthNumber('o.last')} - ${monthNumber('o.first')} + 1 > (
    select count(*) from site_reports r where ${reportsOf(ctx, 'o')} and r.month between o.first and o.last)`;

/** The sites that owe the report of one month. */
export const sitesMissing = (ctx: Ctx, month: string): Sql => sql`
  with o as materialized (${owing(ctx)})
  select o.province_code, o.id from o
  where ${month} between o.first and o.last
    and not exists (select from site_reports r where ${reportsOf(ctx, 'o')} and r.month = ${month})`;

export type SiteFacts = {
  id: string;
  reporting: Reporting | null;
  /** Months reported, oldest first. */
  months: string[];
  batchCategories: Settings['batchCategories'] | null;
};

/** What a page of sites needs beside its rows, in one statement. */
export async function factsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, SiteFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.query<SiteFacts>(sql`
    select s.id, ${nearestRule(ctx)} as reporting,
      array(select r.month from site_reports r where ${reportsOf(ctx, 's')} order by r.month) as months,
      (select d.batch_categories from settings d where d.province_code = s.province_code
        and d.org_code = s.province_code and ${inScope(ctx, 'settings', 'd')}) as "batchCategories"
    from sites s
    where s.province_code = any(${provincesOf(ctx.actor)}) and s.id = any(${ids}) and ${inScope(ctx, 'sites', 's')}`);
  return new Map(rows.map((row) => [row.id, row]));
}
