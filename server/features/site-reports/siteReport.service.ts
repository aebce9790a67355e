import sql from 'sql-template-tag';
import { monthOf } from '../../../shared/rules/months.ts';
import { doubtsOf, isReporting, type Figures } from '../../../shared/rules/sites.ts';
import { siteFigures, type SiteFigure, type SiteReportWrite } from '../../../shared/site-reports.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { conflict, Failure, invalid } from '../../errors.ts';
import { changesBetween, recordEvents, type Changes, type NewEvent } from '../events/event.service.ts';
import { siteEntity, type SiteRow } from '../sites/site.entity.ts';
import { siteReportEntity, type SiteReportRow } from './siteReport.entity.ts';

const reports = (ctx: Ctx) => scoped(ctx, siteReportEntity);
export const reportFields = ['month', ...siteFigures, 'note', 'doubts'] as const;

/** The history of a report is told with its site's. */
export const eventsOf = (row: SiteReportRow, action: string, changes: Changes | null): NewEvent[] => [
  { subjectType: 'site-reports', subjectId: row.id, orgCode: row.orgCode, action, changes },
  {
    subjectType: 'sites',
    subjectId: row.siteId,
    orgCode: row.orgCode,
    action: `${action}-report`,
    changes: { month: [null, row.month] },
  },
];

const note = (ctx: Ctx, row: SiteReportRow, action: string, changes: Changes | null): Promise<void> =>
  recordEvents(ctx, eventsOf(row, action, changes));

/** The last report of a site before a month: what its stocks are compared with. */
async function previousOf(ctx: Ctx, site: SiteRow, month: string): Promise<Figures | null> {
  const { metadata } = reports(ctx);
  const [row] = await ctx.query<Record<string, number | null>>(sql`
    select * from site_reports
    where province_code = ${site.provinceCode} and site_id = ${site.id} and month < ${month} and ${inScope(ctx, 'site_reports')}
    order by month desc limit 1`);
  if (!row) return null;
  return Object.fromEntries(
    siteFigures.map((figure) => [figure, row[metadata.findColumnWithPropertyName(figure)!.databaseName] ?? null]),
  );
}

/** The fields that were implausible and confirmed; without the confirmation they are the fields' faults. */
async function judged(ctx: Ctx, site: SiteRow, body: SiteReportWrite): Promise<SiteFigure[]> {
  if (body.month > monthOf(ctx.today)) throw invalid({ month: 'month-in-future' });
  const doubts = doubtsOf(body, await previousOf(ctx, site, body.month));
  const doubtful = Object.keys(doubts) as SiteFigure[];
  if (doubtful.length > 0 && !body.confirmed) throw new Failure(422, 'implausible-figures', { errors: doubts });
  if (!isReporting(site.status)) throw conflict('site-not-reporting');
  return doubtful;
}

export const valuesOf = (body: Omit<SiteReportWrite, 'siteId' | 'version'>) => ({
  ...(Object.fromEntries(siteFigures.map((figure) => [figure, body[figure] ?? null])) as Pick<
    SiteReportRow,
    SiteFigure
  >),
  month: body.month,
  note: body.note ?? null,
});

/** Once work hangs on them, the start of building can no longer be taken back. */
export const settleStart = (ctx: Ctx, sites: readonly Pick<SiteRow, 'provinceCode' | 'id'>[]) =>
  ctx.query(sql`
    update sites set undo = null
    where province_code = any(${[...new Set(sites.map((site) => site.provinceCode))]})
      and id = any(${sites.map(({ id }) => id)}) and undo->>'action' = 'start-building'
      and ${inOwnScope(ctx, 'sites')}`);

export async function create(ctx: Ctx, body: SiteReportWrite): Promise<SiteReportRow> {
  const site = await scoped(ctx, siteEntity).find(body.siteId, { lock: true, write: true });
  if (!site) throw invalid({ siteId: 'unknown-site' });
  const doubts = await judged(ctx, site, body);
  const row = await reports(ctx).insert({
    ...valuesOf(body),
    siteId: site.id,
    orgCode: site.orgCode,
    doubts,
    reportedBy: ctx.actor.name,
  });
  await settleStart(ctx, [site]);
  await note(ctx, row, 'create', null);
  return row;
}

export async function update(ctx: Ctx, row: SiteReportRow, body: SiteReportWrite): Promise<SiteReportRow> {
  const site = await scoped(ctx, siteEntity).get(row.siteId, { lock: true, write: true });
  const doubts = await judged(ctx, site, body);
  const after = await reports(ctx).update(row, { ...valuesOf(body), doubts, reportedBy: ctx.actor.name });
  await note(ctx, after, 'edit', changesBetween(row, after, reportFields));
  return after;
}

export async function remove(ctx: Ctx, row: SiteReportRow): Promise<void> {
  const site = await scoped(ctx, siteEntity).get(row.siteId, { lock: true, write: true });
  if (!isReporting(site.status)) throw conflict('site-not-reporting');
  await reports(ctx).remove(row);
  await note(ctx, row, 'delete', null);
}
