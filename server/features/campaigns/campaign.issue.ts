import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { indexNames, type Named } from '../../db/grams.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { recordEvents } from '../events/event.service.ts';
import { NO_DUE_DAY } from '../progress/ledger.ts';
import { campaignEntity, type CampaignRow, type IssueProgress } from './campaign.entity.ts';
import { prioritised, reached } from './campaign.targets.ts';

/** Unions per transaction: half a second or so, so that a crash loses little and others wait for nothing. */
const CHUNK = 10_000;

/**
 * Makes inspections, their first events and their ledger rows for the unions that `chosen` selects, in one statement.
 * A union that has an inspection in this campaign already is left alone.
 */
async function makeTargets(ctx: Ctx, campaign: CampaignRow, chosen: Sql): Promise<{ made: number }> {
  const [result] = await ctx.query<{ made: number }>(sql`
    with chosen as (${chosen}), made as (
      insert into inspections
        (province_code, campaign_id, checklist_id, union_id, union_name, org_code, priority, created_at, updated_at)
      select ${campaign.provinceCode}, ${campaign.id}, ${campaign.checklistId}::uuid, u.id, u.name, u.org_code,
        ${prioritised(campaign.priority)}, ${ctx.now}, ${ctx.now}
      from chosen u
      on conflict on constraint inspections_campaign_union do nothing
      returning id, org_code, union_id
    ), noted as (
      insert into events (province_code, at, actor_id, actor_name, org_code, union_id, subject_type, subject_id, action)
      select ${campaign.provinceCode}, ${ctx.now}, ${ctx.actor.id}::uuid, ${ctx.actor.name}, org_code, union_id, 'inspections', id::text, 'create'
      from made
    ), counted as (
      insert into progress_pending
        (province_code, campaign_id, org_code, at, day, kind, stage, item_key, track, due_on, late, shell, n)
      select ${campaign.provinceCode}, ${campaign.id}, org_code, ${ctx.now}, ${ctx.today}::date, 'inspection', 'pending', '', '',
        ${NO_DUE_DAY}::date, false, false, count(*)
      from made group by org_code
    )
    select count(*)::int as made from made`);
  return result!;
}

/**
 * The next unions after the cursor, in byte order of their organisation. Those up to `last` are held as the inspections'
 * foreign key holds them, so that a union that is just moving or ending is read as it stands afterwards.
 */
function nextUnions(
  ctx: Ctx,
  campaign: CampaignRow,
  cursor: IssueProgress['cursor'],
  last?: { orgCode: string; id: string },
): Sql {
  // A union that comes in between must not push the last one of the chunk out of it.
  const upTo = last ? sql`(u.org_code, u.id) <= (${last.orgCode}, ${last.id}::uuid)` : sql`true`;
  const after = cursor ? sql`(u.org_code, u.id) > (${cursor[0]}, ${cursor[1]}::uuid)` : sql`true`;
  return sql`
    select u.id, u.name, u.org_code, u.kind, u.employees from unions u
    where u.province_code = ${campaign.provinceCode} and ${reached(campaign.scope)} and ${after} and ${upTo} and ${inScope(ctx, 'unions', 'u')}
    order by u.org_code, u.id ${last ? sql`for key share of u` : sql`limit ${CHUNK}`}`;
}

/**
 * One chunk of issuing, in the transaction of `ctx`. Returns true while there is more to do. The campaign's row is
 * locked, so two workers can't make the same chunk; where the last run stopped stands in the row itself.
 */
export async function issueNextChunk(ctx: Ctx, campaignId: string): Promise<boolean> {
  const campaigns = scoped(ctx, campaignEntity);
  const campaign = await campaigns.find(campaignId, { lock: true, write: true });
  if (!campaign?.issueProgress || campaign.status !== 'draft') return false;
  const { cursor } = campaign.issueProgress;
  const [last] = await ctx.query<{ orgCode: string; id: string; count: number }>(sql`
    with next as (${nextUnions(ctx, campaign, cursor)})
    select org_code as "orgCode", id, (select count(*) from next) as count from next order by org_code desc, id desc limit 1`);
  const done = campaign.issueProgress.done + (last?.count ?? 0);
  if (last) await makeTargets(ctx, campaign, nextUnions(ctx, campaign, cursor, last));
  // Issued together with its last unions: otherwise these would see work of a campaign that they don't see.
  if (!last || last.count < CHUNK) {
    await finish(ctx, campaign, done);
    return false;
  }
  const progress: IssueProgress = { ...campaign.issueProgress, done, cursor: [last.orgCode, last.id] };
  await ctx.query(sql`
    update campaigns set issue_progress = ${JSON.stringify({ ...progress, total: Math.max(progress.total, progress.done) })}
    where province_code = ${campaign.provinceCode} and id = ${campaign.id} and ${inOwnScope(ctx, 'campaigns')}`);
  return true;
}

/** As a search finds it; what is issued is found by the levels below too. */
export const named = ({ id, orgCode, title, docNo, status }: CampaignRow): Named => ({
  id,
  orgCode,
  texts: [title, docNo],
  published: status !== 'draft',
});

async function finish(ctx: Ctx, campaign: CampaignRow, done: number): Promise<void> {
  const issued = await scoped(ctx, campaignEntity).update(campaign, {
    status: 'issued',
    issuedAt: ctx.now,
    issueProgress: { ...campaign.issueProgress!, done, total: done },
  });
  await indexNames(ctx, 'campaigns', [named(campaign)], [named(issued)]);
  await recordEvents(ctx, [
    {
      subjectType: 'campaigns',
      subjectId: campaign.id,
      orgCode: campaign.orgCode,
      action: 'issue',
      changes: { status: ['draft', 'issued'], targets: [null, done] },
    },
  ]);
}

/** Later additions, with date, reason and author in the history of each inspection. */
export async function addTargets(ctx: Ctx, campaign: CampaignRow, unionIds: readonly string[]): Promise<number> {
  const { made } = await makeTargets(
    ctx,
    campaign,
    sql`select u.id, u.name, u.org_code, u.kind, u.employees from unions u
      where u.province_code = ${campaign.provinceCode} and u.id = any(${unionIds}) and u.active and ${inScope(ctx, 'unions', 'u')}
      for key share of u`,
  );
  return made;
}
