import sql from 'sql-template-tag';
import type { BulletinFigures, BulletinRanking, FigureRow } from '../../../shared/bulletins.ts';
import { dayOf } from '../../../shared/rules/days.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { placeName } from '../../../shared/rules/bulletin.ts';
import { addCounts, countNames, measuresOf, type Counts } from '../../../shared/rules/measures.ts';
import { rankingOf } from '../../../shared/rules/ranking.ts';
import { standingMeasures, standingNames } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import type { CampaignRow } from '../campaigns/campaign.entity.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import { movesSince, within } from '../progress/ledger.report.ts';
import { childrenOf, countsBack, countsBy, placeOf } from '../progress/progress.report.ts';
import { standingOf } from '../progress/standing.report.ts';
import { settingsOf } from '../settings/settings.service.ts';

type Asked = {
  campaign: CampaignRow;
  org: { code: string; name: string };
  cutOffAt: Date;
  rankedBy: BulletinRanking;
};

const minus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(countNames.map((name) => [name, a[name] - b[name]])) as Counts;
const any = (counts: Counts): boolean => countNames.some((name) => counts[name] !== 0);

/** The federations directly below, by the names that documents call their regions. */
async function placesBelow(ctx: Ctx, orgCode: string): Promise<{ code: string; name: string }[]> {
  const children = await childrenOf(ctx, orgCode);
  const rows = await ctx.query<{ code: string; name: string }>(sql`
    select code, name from organisations
    where code = any(${children.map(({ code }) => code)}) and ${inScope(ctx, 'organisations')} order by code`);
  return rows.map(({ code, name }) => ({ code, name: placeName(name) }));
}

/**
 * Children and the own level, which add up to the total. Who has no part in the campaign is left out: an organisation
 * that is founded later must not change what was counted before.
 */
async function rowsOf(ctx: Ctx, { campaign, org, cutOffAt }: Asked): Promise<{ total: Counts; rows: FigureRow[] }> {
  const children = await placesBelow(ctx, org.code);
  const codes = [org.code, ...children.map(({ code }) => code)];
  const { before: counts } = await countsBack(ctx, placeOf(campaign, org.code), codes, dayOf(cutOffAt), cutOffAt);
  const total = counts(org.code);
  const rows: FigureRow[] = children
    .filter(({ code }) => any(counts(code)))
    .map(({ code, name }) => ({ code, name, ...measuresOf(counts(code)) }));
  const own = minus(total, addCounts(rows));
  return {
    total,
    rows: any(own) ? [...rows, { code: org.code, name: '本级', own: true, ...measuresOf(own) }] : rows,
  };
}

/** The circular that places are compared with: the last one published for an earlier cut-off of the same campaign. */
async function previousOf(ctx: Ctx, { campaign, org, cutOffAt }: Asked) {
  const [row] = await ctx.query<{ title: string; cutOffAt: Date; figures: BulletinFigures }>(sql`
    select title, cut_off_at as "cutOffAt", figures from bulletins
    where province_code = ${campaign.provinceCode} and org_code = ${org.code} and campaign_id = ${campaign.id}
      and status = 'published' and cut_off_at < ${cutOffAt} and ${inScope(ctx, 'bulletins')}
    order by cut_off_at desc limit 1`);
  return row ?? null;
}

/** Questions with items at the cut-off, most first. */
async function itemsOf(ctx: Ctx, { campaign, org, cutOffAt }: Asked): Promise<BulletinFigures['items']> {
  const rows = await countsBy(ctx, placeOf(campaign, org.code), 'item', cutOffAt);
  const checklist = await checklistOf(ctx, campaign.checklistId);
  const textOf = new Map(checklist.items.map(({ key, text }) => [key, text]));
  return rows
    .filter(({ items }) => items > 0)
    .map(({ code: key, items, rectified, overdue }) => ({
      key,
      text: textOf.get(key) ?? key,
      items,
      rectified,
      overdue,
    }))
    .sort((a, b) => b.items - a.items || (a.key < b.key ? -1 : 1));
}

/** Up to the instant of the cut-off: what was counted later on its day is taken away again. */
async function daysOf(ctx: Ctx, { campaign, org, cutOffAt }: Asked): Promise<BulletinFigures['days']> {
  const place = placeOf(campaign, org.code);
  const last = dayOf(cutOffAt);
  return ctx.query(sql`
    select day, (sum(sum(n)) over (order by day))::int as open from (
      select day, kind, stage, n from progress_days
      where ${within(ctx, 'progress_days', place)} and org_code = ${place.orgCode} and day <= ${last}::date
      union all
      select day, kind, stage, n from progress_pending
      where ${within(ctx, 'progress_pending', place)} and day <= ${last}::date
      union all
      select day, kind, stage, -n from (${movesSince(ctx, place, [place.orgCode], cutOffAt, last)}) as later
    ) as moves
    where kind = 'item' and stage = any(${[...unsettledStatuses]})
    group by day order by day`);
}

/** Everything that a circular says in numbers, as it stood at the cut-off. */
export async function figuresOf(ctx: Ctx, asked: Asked): Promise<BulletinFigures> {
  const { campaign, org, cutOffAt, rankedBy } = asked;
  const { total, rows } = await rowsOf(ctx, asked);
  const items = await itemsOf(ctx, asked);
  const days = await daysOf(ctx, asked);
  const standing = (await standingOf(ctx, org.code, [org.code], cutOffAt))(org.code);
  const settings = await settingsOf(ctx, org.code);
  const previous = await previousOf(ctx, asked);
  const { minimumBase } = settings.ranking;
  return {
    cutOffAt: cutOffAt.toISOString(),
    orgName: placeName(org.name),
    campaign: {
      title: campaign.title,
      docNo: campaign.docNo,
      submitBy: campaign.submitBy,
      immediateDueOn: campaign.immediateDueOn,
      scheduledDueOn: campaign.scheduledDueOn,
    },
    total: measuresOf(total),
    rows,
    ranking: {
      measure: rankedBy,
      minimumBase,
      target: (settings.targets as Partial<Record<string, number | null>>)[rankedBy] ?? null,
      previous: previous && { title: previous.title, cutOffAt: previous.cutOffAt.toISOString() },
      rows: rankingOf(
        rows.filter((row) => !row.own),
        { measure: rankedBy, minimumBase, previous: previous?.figures.rows.filter((row) => !row.own) ?? null },
      ),
    },
    items,
    days,
    standing: standingNames.some((name) => standing[name] !== 0) ? standingMeasures(standing) : null,
  };
}
