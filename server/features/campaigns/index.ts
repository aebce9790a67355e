import {
  addTargets,
  campaignFilter,
  campaignWrite,
  cloneCampaign,
  reachBody,
  remindBody,
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
import { countsOfCampaigns } from '../progress/progress.report.ts';
import { authorizeRemind, remindCampaign } from '../reminders/reminder.service.ts';
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
async function toRecords(ctx: Ctx, rows: CampaignRow[]): Promise<Campaign[]> {
  const measured = ctx.actor.role === 'reporter' ? [] : rows.filter(({ status }) => status !== 'draft');
  const own = ({ orgCode }: CampaignRow) => (isAtOrAbove(orgCode, ctx.actor.orgCode) ? ctx.actor.orgCode : orgCode);
  const counts = await countsOfCampaigns(ctx, new Map(measured.map((row) => [row.id, own(row)])));
  return rows.map((row) => ({
    ...toRecord(ctx, row),
    ...(measured.includes(row) ? { progress: measuresOf(counts(row.id)) } : {}),
  }));
}

const toFullRecord = async (ctx: Ctx, row: CampaignRow): Promise<Campaign> => (await toRecords(ctx, [row]))[0]!;

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
        searchBy: { kind: 'campaigns' },
      },
      filter: campaignFilter,
      toRecord,
      toRecords,
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
      path: '/campaigns/:id/remind',
      permission: ['remind', 'campaigns'],
      summary: 'Remind all who have not answered, each union at most once a day',
      load,
      authorize: authorizeRemind,
      body: remindBody,
      run: (ctx, { record, body }) => remindCampaign(ctx, record, body),
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
