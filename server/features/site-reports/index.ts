import sql from 'sql-template-tag';
import { builtStatuses } from '../../../shared/sites.ts';
import { mayReportSite } from '../../../shared/rules/sites.ts';
import { siteReportFilter, siteReportWrite, type SiteReport } from '../../../shared/site-reports.ts';
import type { Ctx } from '../../ctx.ts';
import { containing } from '../../db/conditions.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { siteReportEntity, type SiteReportRow } from './siteReport.entity.ts';
import { create, remove, update } from './siteReport.service.ts';

export function toRecord(ctx: Ctx, row: SiteReportRow): SiteReport {
  const { provinceCode: _province, siteStatus, ...rest } = row;
  const may = mayReportSite(ctx.actor, { orgCode: row.orgCode, status: siteStatus });
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: may ? ['edit', 'delete'] : [],
  };
}

export const siteReportList: ListSpec<SiteReportRow> = {
  entity: siteReportEntity,
  defaultSort: { field: 'month', descending: true },
  search: ['note'],
  join: (ctx) =>
    sql`left join sites s on s.province_code = t.province_code and s.id = t.site_id and ${inScope(ctx, 'sites', 's')}`,
  select: sql`s.name as "siteName", s.status as "siteStatus"`,
  filters: {
    q: (_ctx, text) => containing(sql`s.name`, String(text)),
    built: (_ctx, wanted) =>
      wanted ? sql`s.status = any(${[...builtStatuses]})` : sql`s.status <> all(${[...builtStatuses]})`,
    newestBy: (ctx, month) => sql`(t.month <= ${month} and not exists (
      select from site_reports r
      where r.province_code = t.province_code and r.site_id = t.site_id and r.month > t.month and r.month <= ${month}
        and ${inScope(ctx, 'site_reports', 'r')}))`,
    doubtful: (_ctx, wanted) => (wanted ? sql`cardinality(t.doubts) > 0` : sql`cardinality(t.doubts) = 0`),
  },
  sorts: { siteName: sql`s.name` },
};

export const siteReports: Feature = {
  entity: siteReportEntity as never,
  routes: crud({
    resource: 'site-reports',
    list: siteReportList,
    filter: siteReportFilter,
    toRecord,
    create: { schema: siteReportWrite, run: create },
    update: { schema: siteReportWrite, run: update },
    remove,
  }),
};
