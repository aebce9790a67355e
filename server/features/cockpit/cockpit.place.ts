import sql from 'sql-template-tag';
import type { CockpitCampaign, CockpitQuery } from '../../../shared/cockpit.ts';
import type { CampaignScope } from '../../../shared/campaigns.ts';
import { isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { notFound } from '../../errors.ts';
import type { LedgerPlace } from '../progress/ledger.report.ts';

/** The organisation asked for, by default the reader's own; one outside the reader's subtree is not there. */
export function orgAsked(ctx: Ctx, asked: string | undefined): string {
  const orgCode = asked ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, orgCode)) throw notFound();
  return orgCode;
}

/** From the reader's own organisation down to the one shown; 404 where no federation has this code. */
export async function pathTo(ctx: Ctx, orgCode: string): Promise<{ code: string; name: string }[]> {
  const path = await ctx.query<{ code: string; name: string }>(sql`
    select code, short_name as name from organisations
    where (${orgCode} = code or starts_with(${orgCode}, code) or code = ${NATION})
      and not nominal and ${inScope(ctx, 'organisations')}
    order by code <> ${NATION}, length(code)`);
  const shown = path.filter(({ code }) => isAtOrAbove(ctx.actor.orgCode, code));
  if (shown.at(-1)?.code !== orgCode) throw notFound();
  return shown;
}

type CampaignRow = Omit<CockpitCampaign, 'ids'> & {
  seriesId: string | null;
  scope: CampaignScope;
  issuedOn: string | null;
};

/** A campaign with the day on which its targets were first counted. */
export type ReachingCampaign = CockpitCampaign & { issuedOn: string };

/**
 * The campaigns that have gone out and reach an organisation, newest first: those that cover it whole before those that
 * reach only a part of it. For the nation one wave (`seriesId`) of the provinces' campaigns stands as one.
 */
export async function campaignsReaching(ctx: Ctx, orgCode: string): Promise<ReachingCampaign[]> {
  const rows = await ctx.query<CampaignRow>(sql`
    select id, title, org_code as "orgCode", status, starts_on as "startsOn", submit_by as "submitBy",
      immediate_due_on as "immediateDueOn", scheduled_due_on as "scheduledDueOn", series_id as "seriesId", scope,
      (issued_at at time zone 'Asia/Shanghai')::date as "issuedOn"
    from campaigns where status in ('issued', 'closed') and ${inScope(ctx, 'campaigns')}
    order by starts_on desc, created_at desc, id limit 500`);
  const covers = ({ scope }: CampaignRow) => scope.orgCodes.some((code) => isAtOrAbove(code, orgCode));
  const touches = ({ scope }: CampaignRow) => scope.orgCodes.some((code) => isAtOrAbove(orgCode, code));
  const reaching = [...rows.filter(covers), ...rows.filter((row) => !covers(row) && touches(row))];
  const waves = new Map<string, ReachingCampaign>();
  for (const { seriesId, scope: _scope, issuedOn, ...campaign } of reaching) {
    const key = orgCode === NATION && seriesId ? seriesId : campaign.id;
    const wave = waves.get(key);
    if (wave) wave.ids.push(campaign.id);
    else waves.set(key, { ...campaign, ids: [campaign.id], issuedOn: issuedOn ?? campaign.startsOn });
  }
  return [...waves.values()];
}

/** The campaign asked for (404 where it does not reach the organisation), by default the first of them. */
export async function campaignFor(ctx: Ctx, orgCode: string, { campaignId }: CockpitQuery) {
  const campaigns = await campaignsReaching(ctx, orgCode);
  const campaign = campaignId ? campaigns.find(({ ids }) => ids.includes(campaignId)) : campaigns[0];
  if (campaignId && !campaign) throw notFound();
  return { campaign: campaign ?? null, campaigns };
}

export const ledgerOf = (campaign: CockpitCampaign, orgCode: string): LedgerPlace => ({
  campaignId: campaign.ids.length === 1 ? campaign.ids[0]! : campaign.ids,
  orgCode,
});

/** How doors name the campaign. */
export const campaignFilter = ({ ids }: CockpitCampaign): string | string[] => (ids.length === 1 ? ids[0]! : ids);
