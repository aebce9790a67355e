import {
  addTargets,
  campaignFilter,
  campaignWrite,
  cloneCampaign,
  reachBody,
  type Campaign,
} from '../../../shared/campaigns.ts';
import { measuresOf } from '../../../shared/rules/measures.ts';
import { isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import { mayActions } from '../../../shared/rules/transitions.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { countsOf, placeOf } from '../progress/progress.report.ts';
import { campaignEntity, type CampaignRow } from './campaign.entity.ts';
import { add, authorize, clone, close, create, flowOf, issue, remove, update } from './campaign.service.ts';
import { reachOf } from './campaign.targets.ts';

function toRecord(ctx: Ctx, row: CampaignRow): Campaign {
  const { provinceCode: _province, issuedBy: _issuedBy, issueProgress, ...rest } = row;
  return {
    ...rest,
    issueProgress: issueProgress && {
      done: issueProgress.done,
      total: issueProgress.total,
      startedAt: issueProgress.startedAt,
    },
    issuedAt: row.issuedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('campaigns', ctx.actor, flowOf(row)),
  };
}

/** With the measures of what lies in the reader's scope; a union's reporter has no counts to read. */
async function toFullRecord(ctx: Ctx, row: CampaignRow): Promise<Campaign> {
  const record = toRecord(ctx, row);
  if (row.status === 'draft' || ctx.actor.role === 'reporter') return record;
  const orgCode = isAtOrAbove(row.orgCode, ctx.actor.orgCode) ? ctx.actor.orgCode : row.orgCode;
  const counts = await countsOf(ctx, placeOf(row, orgCode), [orgCode], null);
  return { ...record, progress: measuresOf(counts(orgCode)) };
}

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, campaignEntity).get(params.id!);

export const campaigns: Feature = {
  entity: campaignEntity as never,
  routes: [
    ...crud({
      resource: 'campaigns',
      list: {
        entity: campaignEntity,
        defaultSort: { field: 'startsOn', descending: true },
        search: ['title', 'docNo'],
      },
      filter: campaignFilter,
      toRecord,
      toFullRecord,
      authorize,
      create: { schema: campaignWrite, run: create },
      update: { schema: campaignWrite, run: update },
      remove,
    }),
    route({
      method: 'post',
      path: '/reports/reach',
      permission: ['create', 'campaigns'],
      summary: 'How many unions a scope reaches',
      body: reachBody,
      run: (ctx, { body }) => reachOf(ctx, body.scope, body.priority ?? { kinds: [] }),
    }),
    route({
      method: 'post',
      path: '/campaigns/:id/issue',
      permission: ['issue', 'campaigns'],
      summary: 'Issue a campaign: a job makes one inspection for each union in its scope',
      load,
      authorize,
      body: versioned,
      run: async (ctx, { record, body, deps }) =>
        toRecord(ctx, await issue(ctx, record, body.version, deps.jobs.enqueue)),
    }),
    route({
      method: 'post',
      path: '/campaigns/:id/close',
      permission: ['close', 'campaigns'],
      summary: 'Close a campaign: submissions end, rectification goes on',
      load,
      authorize,
      body: versioned,
      run: async (ctx, { record, body }) => toFullRecord(ctx, await close(ctx, record, body.version)),
    }),
    route({
      method: 'post',
      path: '/campaigns/:id/clone',
      permission: ['clone', 'campaigns'],
      summary: 'A draft with the same content',
      load,
      body: cloneCampaign,
      status: 201,
      run: async (ctx, { record, body }) => toRecord(ctx, await clone(ctx, record, body.title)),
    }),
    route({
      method: 'post',
      path: '/campaigns/:id/add-targets',
      permission: ['add-targets', 'campaigns'],
      summary: 'Add unions to an issued campaign, with a reason',
      load,
      authorize,
      body: addTargets,
      run: async (ctx, { record, body }) => toFullRecord(ctx, await add(ctx, record, body)),
    }),
  ],
};
