import sql, { type Sql } from 'sql-template-tag';
import type { Actor } from '../../../shared/permissions.ts';
import {
  blockedSteps,
  lastAuthorOf,
  mayDeleteSite,
  mayEditSite,
  mayReportSite,
  missingMonths,
} from '../../../shared/rules/sites.ts';
import { mayActions, stepOf, type Flow } from '../../../shared/rules/transitions.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { builtStatuses, type Site } from '../../../shared/sites.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds, type ListSpec } from '../../db/page.ts';
import { notFound } from '../../errors.ts';
import { siteEntity, type SiteRow } from './site.entity.ts';
import { factsOf, sitesMissing, sitesWithMissing, type SiteFacts } from './site.months.ts';
import { batchNameOf, quotaFor } from './site.quota.ts';

/** What the transition table asks of a site. */
export function flowOf(row: SiteRow): Flow {
  const { undo } = row;
  const undoable = undo && stepOf('sites', undo.action as 'accept')?.undoable;
  return {
    status: row.status,
    subject: { orgCode: row.orgCode, author: lastAuthorOf(row), lastActorId: undoable ? undo.actorId : null },
    blocked: blockedSteps(row),
  };
}

function actionsOf(actor: Actor, row: SiteRow): string[] {
  return [
    ...mayActions('sites', actor, flowOf(row)),
    ...(mayEditSite(actor, row) ? ['edit'] : []),
    ...(mayDeleteSite(actor, row) ? ['delete'] : []),
    ...(mayReportSite(actor, row) ? ['report'] : []),
  ];
}

function toRecord(ctx: Ctx, row: SiteRow, facts: SiteFacts | undefined): Site {
  const { provinceCode: _province, nominatedBy: _by, recommendedBy: _recommended, undo: _undo, ...rest } = row;
  const batches = facts?.batchCategories ?? defaultSettings.batchCategories;
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    batchName: batchNameOf(ctx, batches, row.batchCategory),
    missingMonths: missingMonths(
      row,
      facts?.months ?? [],
      facts?.reporting ?? defaultSettings.siteReporting,
      ctx.today,
    ),
    mayActions: actionsOf(ctx.actor, row),
  };
}

export async function toRecords(ctx: Ctx, rows: SiteRow[]): Promise<Site[]> {
  const ids = rows.map(({ id }) => id);
  const facts = await factsOf(ctx, ids);
  return rows.map((row) => toRecord(ctx, row, facts.get(row.id)));
}

/** A site's own page also tells how much of its city's quota is taken. */
export async function toFullRecord(ctx: Ctx, row: SiteRow): Promise<Site> {
  const [record] = await toRecords(ctx, [row]);
  return { ...record!, quota: await quotaFor(ctx, row) };
}

/** The record as it stands now. */
export async function recordOf(ctx: Ctx, id: string): Promise<Site> {
  const [row] = await rowsByIds(ctx, siteList, [id]);
  if (!row) throw notFound();
  return toFullRecord(ctx, row);
}

const not = (condition: Sql, wanted: unknown) => (wanted ? condition : sql`not ${condition}`);
const built = sql`(t.status = any(${[...builtStatuses]}))`;

/** Whose step is next: the federation right above whoever spoke last, its own side, or the province. */
function waitingFor(actor: Actor): Sql {
  if (actor.role !== 'officer' && actor.role !== 'admin') return sql`false`;
  if (actor.level === 'province') return sql`(t.status in ('building', 'accepted'))`;
  const own = actor.orgCode;
  const speaker = sql`coalesce(t.recommended_by->>'orgCode', t.nominated_by->>'orgCode', t.org_code)`;
  const below = (superior: Sql) =>
    sql`exists (select from organisations o where o.code = ${speaker} and o.superior_code = ${superior})`;
  return sql`(
    (t.status in ('nominated', 'recommended') and (t.status <> 'nominated' or t.return_reason is null) and ${below(sql`${own}`)})
    or (t.status = 'nominated' and t.return_reason is not null and t.nominated_by->>'orgCode' = ${own})
    or (t.status = 'recommended' and ${below(sql`t.province_code`)}
      and (t.org_code = ${own} or t.nominated_by->>'orgCode' = ${own})))`;
}

export const siteList: ListSpec<SiteRow> = {
  entity: siteEntity,
  defaultSort: { field: 'name', descending: false },
  search: ['name', 'address'],
  searchBy: { kind: 'sites' },
  filters: {
    built: (_ctx, wanted) => not(built, wanted),
    builtBy: (_ctx, month) =>
      sql`(${built} and (coalesce(t.accepted_on, t.listed_on) is null
        or to_char(coalesce(t.accepted_on, t.listed_on), 'YYYY-MM') <= ${month}))`,
    missingMonth: (ctx, month) => sql`((t.province_code, t.id) in (${sitesMissing(ctx, String(month))}))`,
    missingReports: (ctx, wanted) =>
      not(sql`((t.province_code, t.id) in (select province_code, id from (${sitesWithMissing(ctx)}) as m))`, wanted),
    forMe: ({ actor }, wanted) => not(waitingFor(actor), wanted),
  },
};
