import sql, { empty } from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { RemindBody, Reminded } from '../../../shared/campaigns.ts';
import { sentence } from '../../../shared/messages.ts';
import type { BulkResult } from '../../../shared/rectifications.ts';
import { boundsOf, isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { conflict, Failure, invalid, notFound, refused } from '../../errors.ts';
import type { CampaignRow } from '../campaigns/campaign.entity.ts';
import { flowOf as campaignFlow } from '../campaigns/campaign.service.ts';
import { recordEvents } from '../events/event.service.ts';
import { isReporter } from '../notifications/notice.write.ts';
import { flowOf } from '../rectifications/rectification.record.ts';
import { itemsById } from '../rectifications/rectification.service.ts';

/** 403 for whoever has no part in the campaign. */
export function authorizeRemind(ctx: Ctx, row: CampaignRow): void {
  const refusal = refusalOf('campaigns', 'remind', ctx.actor, campaignFlow(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
}

/**
 * 催办: asks all who have not answered, in the actor's scope or a part of it, each union once a day. The people are told
 * after the commit; a union that nobody answers for is told to whoever is nearest above it.
 */
export async function remindCampaign(ctx: Ctx, campaign: CampaignRow, body: RemindBody): Promise<Reminded> {
  const place = body.orgCode ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, place)) throw invalid({ orgCode: 'outside-scope' });
  const refusal = refusalOf('campaigns', 'remind', ctx.actor, campaignFlow(campaign));
  if (refusal) throw refused(refusal);
  const { from, to } = boundsOf(place);
  const chosen = body.unionIds ? sql`and t.union_id = any(${body.unionIds})` : empty;
  const eventId = uuid();
  const [told] = await ctx.query<Omit<Reminded, 'already'>>(sql`
    with asked as (
      select t.union_id, t.org_code from inspections t
      where t.province_code = ${campaign.provinceCode} and t.campaign_id = ${campaign.id}
        and t.status in ('pending', 'returned') and t.org_code >= ${from} and t.org_code < ${to} ${chosen}
        and ${inOwnScope(ctx, 'inspections', 't')}
    ), made as (
      insert into reminders (province_code, campaign_id, union_id, kind, day, org_code, event_id)
      select ${campaign.provinceCode}, ${campaign.id}::uuid, union_id, 'fill', ${ctx.today}, org_code, ${eventId}::uuid from asked
      on conflict do nothing returning union_id
    ), reached as (
      select count(distinct m.union_id)::int as n from made m
      join users u on u.union_id = m.union_id and ${isReporter(ctx)}
    )
    select (select count(*) from asked)::int as asked, r.n as reached,
      ((select count(*) from made) - r.n)::int as "withoutAccount" from reached r`);
  const { asked, reached, withoutAccount } = told!;
  if (asked === 0) throw conflict('nobody-to-remind');
  const made = reached + withoutAccount;
  if (made > 0) {
    await recordEvents(ctx, [
      {
        id: eventId,
        subjectType: 'campaigns',
        subjectId: campaign.id,
        orgCode: place,
        action: 'remind',
        changes: { reminded: [null, made] },
      },
    ]);
  }
  return { asked, reached, withoutAccount, already: asked - made };
}

type Item = { id: string; campaignId: string; unionId: string };

/** Asks the owners of items, each union once a day; every item has its own result. */
export async function remindOwners(ctx: Ctx, ids: readonly string[]): Promise<BulkResult[]> {
  const rows = await itemsById(ctx, ids);
  const failures = new Map<string, Failure>();
  const asked: Item[] = [];
  for (const id of new Set(ids)) {
    const row = rows.get(id);
    const refusal = row && refusalOf('rectifications', 'remind', ctx.actor, flowOf(row));
    if (!row) failures.set(id, notFound());
    else if (refusal) failures.set(id, refused(refusal));
    else asked.push(row);
  }
  const places = [...new Map(asked.map((item) => [`${item.campaignId} ${item.unionId}`, item])).values()].map(
    ({ id, campaignId, unionId }) => ({ campaign_id: campaignId, union_id: unionId, org_code: rows.get(id)!.orgCode }),
  );
  const made = await ctx.query<{ key: string }>(sql`
    insert into reminders (province_code, campaign_id, union_id, kind, day, org_code, event_id)
    select left(p.org_code, 2), p.campaign_id, p.union_id, 'rectify', ${ctx.today}, p.org_code, new_id()
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p (campaign_id uuid, union_id uuid, org_code text)
    on conflict do nothing returning campaign_id || ' ' || union_id as key`);
  const told = new Set(made.map(({ key }) => key));
  const ok = asked.filter(({ campaignId, unionId }) => told.has(`${campaignId} ${unionId}`));
  await recordEvents(
    ctx,
    ok.map(({ id, unionId }) => ({
      subjectType: 'rectifications' as const,
      subjectId: id,
      orgCode: rows.get(id)!.orgCode,
      unionId,
      action: 'remind',
    })),
  );
  const done = new Set(ok.map(({ id }) => id));
  return ids.map((id) => {
    if (done.has(id)) return { id, ok: true };
    const { code } = failures.get(id) ?? conflict('reminded-today');
    return { id, ok: false, code, message: sentence(code, ctx.language) };
  });
}
