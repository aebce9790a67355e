import sql from 'sql-template-tag';
import {
  dashboardQuery,
  progressQuery,
  type Dashboard,
  type Progress,
  type ProgressQuery,
} from '../../../shared/progress.ts';
import { addCounts, countNames, measuresOf, worstOf, type Counts } from '../../../shared/rules/measures.ts';
import { addDays, dayOf } from '../../../shared/rules/days.ts';
import { officePhoneFor } from '../../../shared/rules/masking.ts';
import { isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { openRows } from '../../db/sealed.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { notFound } from '../../errors.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { campaignEntity, type CampaignRow } from '../campaigns/campaign.entity.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import type { LedgerPlace } from './ledger.report.ts';
import { childrenOf, countsBy, countsByDay, countsOf, levels, placeOf, toRow } from './progress.report.ts';

/** The organisation asked for, within the reader's scope and at or below the issuer; else 404, there or not. */
function orgOf(ctx: Ctx, campaign: CampaignRow, asked: string | undefined): string {
  const widest = isAtOrAbove(campaign.orgCode, ctx.actor.orgCode) ? ctx.actor.orgCode : campaign.orgCode;
  const orgCode = asked && asked !== 'CN' ? asked : widest;
  if (!isAtOrAbove(widest, orgCode)) throw notFound();
  return orgCode;
}

/** The campaigns of the provinces that were issued as one series with this one; none where it stands alone. */
async function waveOf(ctx: Ctx, campaignId: string): Promise<string[]> {
  const wave = await ctx.query<{ id: string }>(
    sql`
    select w.id from campaigns w
    where w.status <> 'draft' and ${inScope(ctx, 'campaigns', 'w')}
      and w.series_id = (select c.series_id from campaigns c where c.id = ${campaignId} and ${inScope(ctx, 'campaigns', 'c')})`,
    { name: 'progress.wave' },
  );
  return wave.map(({ id }) => id);
}

const campaignFor = (ctx: Ctx, id: string): Promise<CampaignRow> => scoped(ctx, campaignEntity).get(id);

const minus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(countNames.map((name) => [name, a[name] - b[name]])) as Counts;

/** The answer of `/api/progress`; 404 outside the reader's scope. */
export async function progressOf(ctx: Ctx, { campaignId, orgCode: asked, by, asOf }: ProgressQuery): Promise<Progress> {
  // The nation asked for by name is a wave: the provinces' campaigns of one series stand as one.
  const asWave = asked === NATION && ctx.actor.orgCode === NATION;
  // Most ask for their own place or name one: its children are read beside the campaign, not after it.
  const likely = asked ?? ctx.actor.orgCode;
  const [campaign, wave, likelyChildren] = await Promise.all([
    campaignFor(ctx, campaignId),
    asWave ? waveOf(ctx, campaignId) : [],
    by === 'child' ? childrenOf(ctx, likely) : [],
  ]);
  const place: LedgerPlace =
    asWave && campaign.seriesId
      ? { campaignId: wave, orgCode: NATION }
      : placeOf(campaign, orgOf(ctx, campaign, asked));
  const { orgCode } = place;
  const children = by === 'child' && orgCode !== likely ? await childrenOf(ctx, orgCode) : likelyChildren;
  const instant = asOf ? new Date(asOf) : null;
  const codes = new Set([...levels(orgCode), ...children.map((child) => child.code)]);
  const counts = await countsOf(ctx, place, [...codes], instant);
  const total = addCounts(levels(orgCode).map(counts));
  const answer = { asOf: (instant ?? ctx.now).toISOString(), campaignId, orgCode, total: measuresOf(total) };
  switch (by) {
    case 'child': {
      const rows = children.map(({ code, name }) => toRow({ code, ...counts(code) }, name));
      // What hangs directly on the organisation has a row of its own (本级), so that the rows add up to the total.
      const own = minus(total, addCounts(children.map(({ code }) => counts(code))));
      const any = countNames.some((name) => own[name] !== 0);
      const name = ctx.language === 'zh' ? '本级' : 'Own level';
      return { ...answer, rows: any ? [...rows, { ...toRow({ code: orgCode, ...own }, name), own: true }] : rows };
    }
    case 'item': {
      const [rows, { items }] = await Promise.all([
        countsBy(ctx, place, 'item', instant),
        checklistOf(ctx, campaign.checklistId),
      ]);
      const text = new Map(items.map((item) => [item.key, item.text]));
      return { ...answer, rows: rows.map((row) => toRow(row, text.get(row.code) ?? row.code)) };
    }
    case 'track': {
      const rows = await countsBy(ctx, place, 'track', instant);
      return { ...answer, rows: rows.map((row) => toRow(row, wordFor('track', row.code, ctx.language))) };
    }
    case 'day': {
      const rows = await countsByDay(ctx, place, null);
      const last = instant ? dayOf(instant) : ctx.today;
      return { ...answer, rows: rows.filter(({ code }) => code <= last).map((row) => toRow(row, row.code)) };
    }
  }
}

type Contact = { code: string; contactName: string | null; contactPhone: string | null };

/** Everything on a leader's page in one request: figures of now and of a week ago, children, items, days, the worst five. */
async function dashboardOf(ctx: Ctx, campaignId: string, asked: string | undefined): Promise<Dashboard> {
  const campaign = await campaignFor(ctx, campaignId);
  const orgCode = orgOf(ctx, campaign, asked);
  const query = { campaignId, orgCode };
  const children = await progressOf(ctx, { ...query, by: 'child' });
  const items = await progressOf(ctx, { ...query, by: 'item' });
  const days = await progressOf(ctx, { ...query, by: 'day' });
  const weekAgo = days.rows.findLast(({ code }) => code <= addDays(ctx.today, -7)) ?? null;
  const worst = worstOf(children.rows.filter((row) => !row.own));
  const contacts = await ctx.query<Contact>(sql`
    select code, contact_name as "contactName", contact_phone as "contactPhone" from organisations
    where code = any(${worst.map(({ code }) => code)}) and ${inScope(ctx, 'organisations')}`);
  const contactOf = new Map(
    openRows(ctx, 'organisations', contacts).map(({ code, contactName, contactPhone }) => [
      code,
      { contactName, contactPhone: officePhoneFor(ctx.actor, contactPhone) },
    ]),
  );
  const path = await ctx.query<{ code: string; name: string }>(sql`
    select code, short_name as name from organisations
    where ${orgCode} >= code and starts_with(${orgCode}, code) and not nominal and ${inScope(ctx, 'organisations')} order by code`);
  return {
    asOf: children.asOf,
    campaignId,
    orgCode,
    path: path.filter(({ code }) => isAtOrAbove(ctx.actor.orgCode, code)),
    total: children.total,
    weekAgo,
    children: children.rows,
    items: items.rows,
    days: days.rows,
    worst: worst.map((row) => ({ ...row, ...contactOf.get(row.code) })),
    deadlines: {
      submitBy: campaign.submitBy,
      immediateDueOn: campaign.immediateDueOn,
      scheduledDueOn: campaign.scheduledDueOn,
    },
  };
}

export const progressRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/progress',
    permission: ['measure', 'campaigns'],
    summary: 'The measures of a campaign by child, item, track or day; rows add up to the total',
    replica: true,
    query: progressQuery,
    run: (ctx, { query }) => progressOf(ctx, query),
  }),
  route({
    method: 'get',
    path: '/reports/dashboard',
    permission: ['measure', 'campaigns'],
    summary: 'All figures of one leader’s page',
    replica: true,
    query: dashboardQuery,
    run: (ctx, { query }) => dashboardOf(ctx, query.campaignId, query.orgCode),
  }),
];
