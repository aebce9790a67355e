import sql, { raw } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { isReporting, type Figures } from '../../../shared/rules/sites.ts';
import { siteFigures, type SiteFigure, type SiteReportWrite } from '../../../shared/site-reports.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { insertMany, removeMany, updateMany } from '../../db/sets.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict } from '../../errors.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { siteEntity, type SiteRow } from '../sites/site.entity.ts';
import { siteReportEntity, type SiteReportRow } from './siteReport.entity.ts';
import { eventsOf, reportFields, settleStart, valuesOf } from './siteReport.service.ts';

export type Reported = Omit<SiteReportWrite, 'version' | 'confirmed'> & { id?: string; doubts: SiteFigure[] };

/** The sites, held, or 409 where one is gone or no longer reports. */
async function reportingSites(ctx: Ctx, ids: readonly string[]): Promise<Map<string, SiteRow>> {
  const wanted = [...new Set(ids)];
  const sites = await scoped(ctx, siteEntity).findMany(wanted, { lock: true, write: true });
  if (sites.length < wanted.length) throw conflict('stale-version');
  if (!sites.every(({ status }) => isReporting(status))) throw conflict('site-not-reporting');
  return new Map(sites.map((site) => [site.id, site]));
}

/** The last report of each of these sites before a month, of those that are written: what its stocks are compared with. */
export async function previousOfMany(
  ctx: Ctx,
  wanted: readonly { siteId: string; month: string }[],
): Promise<(siteId: string, month: string) => (Figures & { month: string }) | null> {
  const { metadata } = scoped(ctx, siteReportEntity);
  const figures = raw(
    siteFigures
      .map((figure) => `r."${metadata.findColumnWithPropertyName(figure)!.databaseName}" as "${figure}"`)
      .join(', '),
  );
  const rows = await ctx.query<Figures & { siteId: string; wantedMonth: string; month: string }>(sql`
    select p.site_id as "siteId", p.month as "wantedMonth", r.month, ${figures}
    from jsonb_to_recordset(${JSON.stringify(wanted.map(({ siteId, month }) => ({ site_id: siteId, month })))}::jsonb)
      as p (site_id uuid, month text)
    cross join lateral (
      select * from site_reports t
      where t.province_code = any(${provincesOf(ctx.actor)}) and t.site_id = p.site_id and t.month < p.month collate "C"
        and ${inScope(ctx, 'site_reports', 't')}
      order by t.month desc limit 1) r`);
  const known = new Map(rows.map((row) => [`${row.siteId} ${row.wantedMonth}`, row]));
  return (siteId, month) => known.get(`${siteId} ${month}`) ?? null;
}

/** New reports of sites that report; their figures were judged before. */
export async function createReports(ctx: Ctx, reports: readonly Reported[]): Promise<SiteReportRow[]> {
  if (reports.length === 0) return [];
  const sites = await reportingSites(
    ctx,
    reports.map(({ siteId }) => siteId),
  );
  const rows = await insertMany(
    ctx,
    siteReportEntity,
    reports.map(({ siteId, doubts, id = uuid(), ...body }) => ({
      id,
      ...valuesOf({ ...body, confirmed: true }),
      siteId,
      orgCode: sites.get(siteId)!.orgCode,
      doubts,
      reportedBy: ctx.actor.name,
    })),
  );
  await settleStart(ctx, [...sites.values()]);
  await recordEvents(
    ctx,
    rows.flatMap((row) => eventsOf(row, 'create', null)),
  );
  return rows;
}

const changed = [...reportFields, 'reportedBy'] as const;

/** Other figures in reports, each as it was read. */
export async function reviseReports(
  ctx: Ctx,
  revisions: readonly { row: SiteReportRow; next: Omit<Reported, 'siteId'> }[],
): Promise<SiteReportRow[]> {
  if (revisions.length === 0) return [];
  await reportingSites(
    ctx,
    revisions.map(({ row }) => row.siteId),
  );
  const rows = await updateMany(
    ctx,
    siteReportEntity,
    changed,
    revisions.map(({ row, next: { doubts, ...body } }) => ({
      ...row,
      ...valuesOf({ ...body, confirmed: true }),
      doubts,
      reportedBy: ctx.actor.name,
    })),
  );
  await recordEvents(
    ctx,
    rows.flatMap((after, index) => eventsOf(after, 'edit', changesBetween(revisions[index]!.row, after, reportFields))),
  );
  return rows;
}

/** Takes reports out again while their sites report. */
export async function discardReports(ctx: Ctx, rows: readonly SiteReportRow[]): Promise<void> {
  if (rows.length === 0) return;
  await reportingSites(
    ctx,
    rows.map(({ siteId }) => siteId),
  );
  await removeMany(ctx, siteReportEntity, rows);
  await recordEvents(
    ctx,
    rows.flatMap((row) => eventsOf(row, 'delete', null)),
  );
}
