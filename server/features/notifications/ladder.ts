import sql, { raw, type Sql } from 'sql-template-tag';
import { tracks, type Track } from '../../../shared/checklists.ts';
import type { NotificationKind } from '../../../shared/notifications.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { rungsOf, supervisedUpTo, supervisionLine, type Rung } from '../../../shared/rules/ladder.ts';
import type { Settings } from '../../../shared/settings.ts';
import { maximumSupervised } from '../../../shared/supervisions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { PRODUCT } from '../../db/tenancy.ts';
import { campaignEntity, type CampaignRow } from '../campaigns/campaign.entity.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { insertDrafts, issueRow, note, supervised, type Draft } from '../supervisions/supervision.service.ts';
import { owners } from './notice.reminders.ts';
import { cancelGone } from './notice.standing.ts';
import { isOfficer, isReporter, spread, tell, unreported } from './notice.write.ts';

type Plan = Settings['reminders'];
type Span = { today: string; lastDay: string | null };

/** Before the first run there was no day. */
const NEVER = '1900-01-01';

/** Takes the ladder of a campaign for today; null where it has been climbed already. Others wait for the row. */
async function take(ctx: Ctx, campaignId: string): Promise<Span | null> {
  const province = ctx.actor.orgCode;
  await ctx.query(sql`
    insert into ladder_days (province_code, campaign_id, org_code, day)
    values (${province}, ${campaignId}, ${province}, ${NEVER}) on conflict do nothing`);
  const mine = sql`province_code = ${province} and campaign_id = ${campaignId} and ${inOwnScope(ctx, 'ladder_days')}`;
  const [row] = await ctx.query<{ day: string }>(sql`select day from ladder_days where ${mine} for update`);
  if (row!.day >= ctx.today) return null;
  await ctx.query(sql`update ladder_days set day = ${ctx.today} where ${mine}`);
  return { today: ctx.today, lastDay: row!.day === NEVER ? null : row!.day };
}

/**
 * One day of the ladder of one campaign, in the transaction of the product: all of it or nothing. Run twice, or by
 * three servers at once, it is climbed once.
 */
export async function climb(ctx: Ctx, campaignId: string): Promise<void> {
  const span = await take(ctx, campaignId);
  if (!span) return;
  if (campaignId === PRODUCT) return remindOfOrders(ctx);
  const campaign = await scoped(ctx, campaignEntity).find(campaignId);
  if (!campaign) return;
  const { reminders: plan } = await settingsOf(ctx, campaign.orgCode);
  if (campaign.status === 'issued') await tellOfAnswers(ctx, campaign, plan, span);
  for (const track of tracks) {
    for (const rung of rungsOf(plan[track], plan.workingDays, span))
      await tellOfItems(ctx, campaign, plan, track, rung);
  }
  for (const track of tracks) await supervise(ctx, campaign, plan, track);
  await cancelGone(ctx, sql`n.campaign_id = ${campaignId}`);
}

const lengths = { township: 9, district: 6, city: 4 } as const;

/** The levels that are told of lateness as such: as owners they need not be told again. */
const watching = (plan: Plan) => plan.overdueLevels.map((level) => lengths[level]);

type Notices = { kind: NotificationKind; key: string; params: Sql; dueOn: string | null };

/** Notices of a campaign for the people of `set`, who have `n` records each. */
const tellSet = (ctx: Ctx, campaign: CampaignRow, { kind, key, params, dueOn }: Notices, set: Sql) =>
  tell(ctx, {
    kind,
    rows: sql`
      select s.recipient_id, s.org_code, s.union_id, s.campaign_id, 'campaigns' as subject_type, s.campaign_id as subject_id,
        jsonb_build_object('title', ${campaign.title}::text, 'count', s.n) || ${params} as params, ${dueOn} as due_on,
        ${`${kind}:${campaign.id}:${key}`} as reason_key
      from (${set}) s`,
  });

/** Officers of these levels above the records, each with the number in the own area. */
const watchers = (ctx: Ctx, of: Sql, levels: readonly number[]): Sql => sql`
  select u.id as recipient_id, u.org_code, null::uuid as union_id, t.campaign_id, count(*)::int as n
  ${of} cross join unnest(${levels}::int[]) as level (n)
  join users u on u.org_code = left(t.org_code, level.n) and length(t.org_code) >= level.n and ${isOfficer(ctx)}
  group by 1, 2, 3, 4`;

const json = (value: object) => sql`${JSON.stringify(value)}::jsonb`;

async function tellOfItems(ctx: Ctx, campaign: CampaignRow, plan: Plan, track: Track, rung: Rung): Promise<void> {
  const { kind, dueFrom, dueTo } = rung;
  const of = sql`
    from (
      select t.* from rectifications t
      where t.province_code = ${campaign.provinceCode} and t.campaign_id = ${campaign.id} and t.track = ${track}
        and t.status = any(${[...unsettledStatuses]}) and t.due_on <= ${dueTo}
        and t.due_on >= ${dueFrom ?? NEVER} and ${inScope(ctx, 'rectifications', 't')}) t`;
  const late = kind === 'overdue';
  const span = { track, dueTo, ...(dueFrom ? { dueFrom } : {}) };
  const notices = { key: `${track}:${dueTo}:${late ? 'late' : ctx.today}`, dueOn: late ? null : dueTo };
  const levels = late ? watching(plan) : [];
  const own = sql`select * from (${owners(ctx, of)}) s where s.union_id is not null or length(s.org_code) <> all(${levels}::int[])`;
  const what = late ? 'item-overdue' : 'item-due';
  await tellSet(ctx, campaign, { kind: what, ...notices, params: json({ ...span, owned: true }) }, own);
  if (levels.length > 0)
    await tellSet(ctx, campaign, { kind: what, ...notices, params: json(span) }, watchers(ctx, of, levels));
}

/** The same of answers that are due: their one day is that of the campaign, their steps those of 立行立改. */
async function tellOfAnswers(ctx: Ctx, campaign: CampaignRow, plan: Plan, span: Span): Promise<void> {
  const rungs = rungsOf(plan.immediate, plan.workingDays, span);
  const { submitBy } = campaign;
  const rung = rungs.find(({ dueFrom, dueTo }) => (dueFrom ?? NEVER) <= submitBy && submitBy <= dueTo);
  if (!rung) return;
  const of = sql`
    from (
      select t.* from inspections t
      where t.province_code = ${campaign.provinceCode} and t.campaign_id = ${campaign.id}
        and t.status in ('pending', 'returned') and ${inScope(ctx, 'inspections', 't')}) t`;
  const late = rung.kind === 'overdue';
  const kind = late ? 'fill-overdue' : 'fill-due';
  const levels = late ? watching(plan) : [];
  const key = late ? 'late' : ctx.today;
  await tell(ctx, {
    kind,
    rows: sql`
      select u.id as recipient_id, u.org_code, u.union_id, t.campaign_id, 'inspections' as subject_type, t.id as subject_id,
        jsonb_build_object('title', ${campaign.title}::text) as params, ${submitBy} as due_on,
        ${kind} || ':' || t.id || ':' || ${key}::text as reason_key
      ${of} join users u on u.union_id = t.union_id and ${isReporter(ctx)}`,
  });
  const nobody = spread(
    ctx,
    sql`select t.org_code as place, 9 as most, t.campaign_id, null::uuid as actor_id, count(*) as n
      ${of} where ${unreported(ctx)} group by 1, 3`,
  );
  const own = sql`select * from (${nobody}) s where length(s.org_code) <> all(${levels}::int[])`;
  await tellSet(ctx, campaign, { kind, key, dueOn: submitBy, params: json({ owned: true }) }, own);
  if (levels.length > 0)
    await tellSet(ctx, campaign, { kind, key, dueOn: submitBy, params: json({}) }, watchers(ctx, of, levels));
}

/** Orders for what has been late for long: drafts for a decision, or issued at once where the settings say so. */
async function supervise(ctx: Ctx, campaign: CampaignRow, plan: Plan, track: Track): Promise<void> {
  const late = supervisedUpTo(ctx.today, plan[track].superviseAfter);
  const places = await ctx.query<{ orgCode: string; ids: string[] }>(sql`
    select t.org_code as "orgCode", array_agg(t.id order by t.due_on, t.id) as ids from rectifications t
    where t.province_code = ${campaign.provinceCode} and t.campaign_id = ${campaign.id} and t.track = ${track}
      and t.status = any(${[...unsettledStatuses]}) and t.due_on <= ${late} and not t.extension_pending
      and ${inScope(ctx, 'rectifications', 't')} and not ${supervised(ctx)}
    group by 1`);
  const byLine = new Map<string, Draft>();
  for (const { orgCode, ids } of places) {
    const line = supervisionLine(orgCode, plan.superviseLevel);
    if (!line) continue;
    const key = `${line.issuer} ${line.addressee}`;
    const known = byLine.get(key) ?? { ...line, campaignId: campaign.id, ids: [] };
    byLine.set(key, { ...known, ids: [...known.ids, ...ids].slice(0, maximumSupervised) });
  }
  const drafts = await insertDrafts(ctx, await ofFederations(ctx, [...byLine.values()]), true);
  for (const draft of drafts) {
    await note(ctx, draft, 'create');
    if (plan.automatic) await issueRow(ctx, draft);
  }
}

/** Only between federations that exist and are active. */
async function ofFederations(ctx: Ctx, drafts: readonly Draft[]): Promise<Draft[]> {
  const codes = drafts.flatMap(({ issuer, addressee }) => [issuer, addressee]);
  const known = await ctx.query<{ code: string }>(sql`
    select code from organisations
    where code = any(${codes}) and active and not nominal and ${inScope(ctx, 'organisations')}`);
  const active = new Set(known.map(({ code }) => code));
  return drafts.filter(({ issuer, addressee }) => active.has(issuer) && active.has(addressee));
}

/** A day before its day of reply the addressee is told, afterwards both sides. */
async function remindOfOrders(ctx: Ctx): Promise<void> {
  const told = (kind: NotificationKind, to: 'addressee_code' | 'org_code', condition: Sql) =>
    tell(ctx, {
      kind,
      rows: sql`
        select u.id as recipient_id, u.org_code, null::uuid as union_id, r.campaign_id, 'supervisions' as subject_type,
          r.id as subject_id, jsonb_build_object('title', c.title, 'docNo', r.doc_no) as params, r.reply_by as due_on,
          ${kind} || ':' || r.id || ':' || r.reply_by as reason_key
        from supervisions r
        join campaigns c on c.province_code = r.province_code and c.id = r.campaign_id and ${inScope(ctx, 'campaigns', 'c')}
        join users u on u.org_code = r.${raw(to)} and ${isOfficer(ctx)}
        where r.province_code = ${ctx.actor.orgCode} and r.status = 'issued' and ${condition}
          and ${inScope(ctx, 'supervisions', 'r')}`,
    });
  const soon = sql`r.reply_by >= ${ctx.today}::date and r.reply_by <= ${ctx.today}::date + 1`;
  const late = sql`r.reply_by < ${ctx.today}::date`;
  await told('supervision-due', 'addressee_code', soon);
  await told('supervision-overdue', 'addressee_code', late);
  await told('supervision-overdue', 'org_code', late);
  await cancelGone(ctx, sql`n.subject_type = 'supervisions'`);
}
