import sql, { raw } from 'sql-template-tag';
import { z } from 'zod';
import { monthOf } from '../../../../shared/rules/months.ts';
import { doubtsOf, isReporting, type Figures } from '../../../../shared/rules/sites.ts';
import { id, text } from '../../../../shared/schema.ts';
import { siteFigures, siteReportWrite, type SiteFigure } from '../../../../shared/site-reports.ts';
import type { Ctx } from '../../../ctx.ts';
import { inOwnScope, scoped } from '../../../db/scoped.ts';
import { conflict } from '../../../errors.ts';
import { siteReportEntity, type SiteReportRow } from '../../site-reports/siteReport.entity.ts';
import {
  createReports,
  discardReports,
  previousOfMany,
  reviseReports,
  type Reported,
} from '../../site-reports/siteReport.many.ts';
import type { GivenRow, ImportKind, Matched, RowErrors, ValidRow, WritableRow, WrittenRow } from '../kind.ts';
import { touchedByVersion } from '../touched.ts';
import { columns, sitesOf, type KnownSite } from './siteReports.columns.ts';

/** The form's own schema, with the site by its name. */
const schema = siteReportWrite
  .omit({ version: true })
  .extend({ siteId: id.optional(), siteName: text(80, 1), orgCode: z.string().optional() });
type Values = z.infer<typeof schema>;

const fields = ['siteName', 'month', ...siteFigures, 'note'] as const;

const asText = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

type There = Figures & Pick<SiteReportRow, 'id' | 'version' | 'siteId' | 'siteName' | 'orgCode' | 'month' | 'note'>;

async function match(
  ctx: Ctx,
  rows: readonly GivenRow[],
  { siteId }: Record<string, string>,
): Promise<Matched<Values>[]> {
  const names = rows.map(({ given }) => asText(given.siteName));
  const sites = await sitesOf(ctx, siteId ? { id: siteId } : { names });
  const siteOf = (given: Record<string, unknown>): KnownSite[] => {
    const name = asText(given.siteName);
    const all = sites.filter((site) => (siteId && name === '') || site.name === name);
    const here = all.filter(({ orgCode }) => orgCode === given.orgCode);
    return here.length > 0 ? here : all;
  };
  const { metadata } = scoped(ctx, siteReportEntity);
  const figures = siteFigures.map(
    (figure) => `r."${metadata.findColumnWithPropertyName(figure)!.databaseName}" as "${figure}"`,
  );
  const ids = rows.flatMap((row) => row.id ?? []);
  const months = rows.map(({ given }) => asText(given.month));
  const reports = await ctx.query<There>(sql`
    select r.id, r.version, r.site_id as "siteId", s.name as "siteName", r.org_code as "orgCode", r.month, r.note,
      ${raw(figures.join(', '))}
    from site_reports r
    join sites s on s.province_code = r.province_code and s.id = r.site_id and ${inOwnScope(ctx, 'sites', 's')}
    where r.province_code = left(${ctx.actor.orgCode}, 2)
      and (r.id = any(${ids}::uuid[]) or (r.site_id = any(${sites.map((site) => site.id)}::uuid[]) and r.month = any(${months})))
      and ${inOwnScope(ctx, 'site_reports', 'r')}`);
  const byId = new Map(reports.map((report) => [report.id, report]));
  const byMonth = new Map(reports.map((report) => [`${report.siteId} ${report.month}`, report]));
  return rows.map((row): Matched<Values> => {
    const { given } = row;
    const there = siteOf(given);
    const site = there.length === 1 ? there[0] : undefined;
    const report = row.id ? byId.get(row.id) : site && byMonth.get(`${site.id} ${asText(given.month)}`);
    if (row.id && !report) return { found: null, errors: { id: 'import-unknown-id' } };
    if (report) {
      const { id: reportId, version, ...values } = report;
      given.orgCode = values.orgCode;
      const other = byMonth.get(`${report.siteId} ${asText(given.month)}`);
      const errors: RowErrors = other && other.id !== reportId ? { month: 'month-taken' } : {};
      return {
        errors,
        found: { id: reportId, version, values: { ...(values as unknown as Values), confirmed: false } },
      };
    }
    if (site) {
      given.siteName ??= site.name;
      given.siteId = site.id;
      given.orgCode = site.orgCode;
      return { found: null };
    }
    const value = asText(given.siteName);
    const code = there.length > 1 ? ('import-ambiguous-site' as const) : ('import-unknown-site' as const);
    return { found: null, errors: value === '' ? {} : { siteName: { code, params: { value } } } };
  });
}

const figuresOf = (values: Values): Figures =>
  Object.fromEntries(siteFigures.map((figure) => [figure, values[figure] ?? null]));

/** What each row is compared with: the report of its site before its month, in the register or among the rows. */
async function doubtsOfRows(ctx: Ctx, rows: readonly { values: Values }[]): Promise<ReturnType<typeof doubtsOf>[]> {
  const placed = rows.map(({ values }) => ({ siteId: values.siteId!, month: values.month }));
  const before = await previousOfMany(ctx, placed);
  return rows.map(({ values }) => {
    const kept = before(values.siteId!, values.month);
    const beside = rows
      .filter((other) => other.values.siteId === values.siteId && other.values.month < values.month)
      .map((other) => other.values)
      .toSorted((a, b) => (a.month < b.month ? 1 : -1))[0];
    const nearer = beside && (!kept || beside.month >= kept.month) ? figuresOf(beside) : kept;
    return doubtsOf(figuresOf(values), nearer);
  });
}

const isSame = (values: Values, found: Values) =>
  fields.every((field) => (values[field] ?? null) === (found[field] ?? null));

async function check(ctx: Ctx, rows: readonly ValidRow<Values>[]): Promise<(RowErrors | undefined)[]> {
  const changed = rows.filter(({ values, found }) => !found || !isSame(values, found.values));
  const ids = [...new Set(changed.flatMap(({ values }) => values.siteId ?? []))];
  const sites = await ctx.query<KnownSite>(sql`
    select id, name, org_code as "orgCode", status from sites
    where province_code = left(${ctx.actor.orgCode}, 2) and id = any(${ids}::uuid[]) and ${inOwnScope(ctx, 'sites')}`);
  const statusOf = new Map(sites.map(({ id: siteId, status }) => [siteId, status]));
  const doubts = await doubtsOfRows(ctx, changed);
  const errorsOf = new Map(
    changed.map((row, index) => {
      const { values, found } = row;
      const doubtful = values.confirmed ? {} : doubts[index]!;
      const errors: RowErrors = { ...doubtful };
      if (Object.keys(doubtful).length > 0) errors.confirmed = 'import-confirm-figures';
      if (values.month > monthOf(ctx.today)) errors.month = 'month-in-future';
      if (found && values.siteName !== found.values.siteName) errors.siteName = 'import-site-stays';
      if (!isReporting(statusOf.get(values.siteId!)!)) errors.siteName ??= 'site-not-reporting';
      return [row.row, errors];
    }),
  );
  return rows.map(({ row }) => errorsOf.get(row));
}

/** Rows under a lock, each with exactly the version that was seen. */
async function locked(
  ctx: Ctx,
  targets: readonly { id: string; version: number }[],
): Promise<Map<string, SiteReportRow>> {
  const rows = await scoped(ctx, siteReportEntity).findMany(
    targets.map(({ id: reportId }) => reportId),
    { lock: true, write: true },
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (targets.some(({ id: reportId, version }) => byId.get(reportId)?.version !== version)) {
    throw conflict('stale-version');
  }
  return byId;
}

const written = (
  reports: readonly SiteReportRow[],
  from: readonly WritableRow<Values>[],
  created: boolean,
): WrittenRow[] =>
  reports.map((report, index) => {
    const { row, changes } = from[index]!;
    return { row, id: report.id, version: report.version, created, changes };
  });

async function write(ctx: Ctx, rows: readonly WritableRow<Values>[]): Promise<WrittenRow[]> {
  const fresh = rows.filter(({ target }) => !target);
  const known = rows.flatMap((row) => (row.target ? [{ ...row, target: row.target }] : []));
  const doubts = await doubtsOfRows(ctx, rows);
  const reported = (row: WritableRow<Values>): Reported => {
    const { siteName: _name, orgCode: _org, confirmed: _confirmed, siteId, ...body } = row.values;
    const doubtful = Object.keys(doubts[rows.findIndex((one) => one.row === row.row)]!) as SiteFigure[];
    return { ...body, id: row.target?.id ?? row.newId, siteId: siteId!, doubts: doubtful };
  };
  const before = await locked(
    ctx,
    known.map(({ target }) => target),
  );
  const created = await createReports(ctx, fresh.map(reported));
  const changed = await reviseReports(
    ctx,
    known.map((row) => ({ row: before.get(row.target.id)!, next: reported(row) })),
  );
  return [...written(created, fresh, true), ...written(changed, known, false)];
}

async function revert(ctx: Ctx, rows: readonly WrittenRow[]): Promise<void> {
  const before = await locked(ctx, rows);
  const edited = rows.filter(({ created }) => !created);
  const olds = edited.map(({ id: reportId, changes }) => {
    const old = Object.fromEntries(Object.entries(changes).map(([field, [was]]) => [field, was]));
    return { ...before.get(reportId)!, ...old };
  });
  const doubts = await doubtsOfRows(
    ctx,
    olds.map((values) => ({ values: values as unknown as Values })),
  );
  await reviseReports(
    ctx,
    olds.map((next, index) => ({
      row: before.get(next.id)!,
      next: { ...next, doubts: Object.keys(doubts[index]!) as SiteFigure[] },
    })),
  );
  await discardReports(
    ctx,
    rows.filter(({ created }) => created).map(({ id: reportId }) => before.get(reportId)!),
  );
}

export const siteReports: ImportKind<Values> = {
  kind: 'site-reports',
  params: z.object({ siteId: id.optional() }),
  columns,
  schema: schema as unknown as ImportKind<Values>['schema'],
  fields,
  label: ({ siteName, month }) => [siteName, month].filter(Boolean).join(' · '),
  naturalKey: ({ siteId, month }) => `${siteId} ${month}`,
  match,
  check,
  write,
  touched: (ctx, rows) => touchedByVersion(ctx, { table: 'site_reports', resource: 'site-reports' }, rows),
  revert,
};
