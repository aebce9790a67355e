import type { Work, WorkCount, WorkKey } from '../../../shared/me.ts';
import { preferences } from '../../../shared/preferences.ts';
import { endings } from '../../../shared/rules/haves.ts';
import { can } from '../../../shared/permissions.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { weekOf } from '../../../shared/rules/days.ts';
import type { Ctx } from '../../ctx.ts';
import { count } from '../../db/page.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { bulletinList } from '../bulletins/bulletin.record.ts';
import { enterpriseList } from '../enterprises/enterprise.record.ts';
import { inspectionList } from '../inspections/inspection.record.ts';
import { letterList } from '../letters/letter.record.ts';
import { keepPreferences } from '../preferences/preferences.service.ts';
import { rectificationList } from '../rectifications/rectification.record.ts';
import { reinspectionList } from '../reinspections/reinspection.record.ts';
import { siteList } from '../sites/site.record.ts';
import { supervisionList } from '../supervisions/supervision.record.ts';
import { unionList } from '../unions/union.list.ts';

type Filter = Record<string, unknown>;
const counted = {
  inspections: (ctx: Ctx, filter: Filter) => count(ctx, inspectionList, filter),
  rectifications: (ctx: Ctx, filter: Filter) => count(ctx, rectificationList, filter),
  unions: (ctx: Ctx, filter: Filter) => count(ctx, unionList, filter),
  enterprises: (ctx: Ctx, filter: Filter) => count(ctx, enterpriseList, filter),
  letters: (ctx: Ctx, filter: Filter) => count(ctx, letterList, filter),
  reinspections: (ctx: Ctx, filter: Filter) => count(ctx, reinspectionList, filter),
  supervisions: (ctx: Ctx, filter: Filter) => count(ctx, supervisionList, filter),
  sites: (ctx: Ctx, filter: Filter) => count(ctx, siteList, filter),
  bulletins: (ctx: Ctx, filter: Filter) => count(ctx, bulletinList, filter),
};

/** What waits for this person; each number counts the rows of the list that its filter opens. */
export async function workOf(ctx: Ctx): Promise<Work> {
  const unsettled = [...unsettledStatuses];
  const week = weekOf(ctx.today);
  // What the superior owes is no work of a chair.
  const mine = ctx.actor.role === 'reporter' ? { responsible: 'self' } : {};
  const doors: {
    key: WorkKey;
    resource: keyof typeof counted;
    action: string;
    filter: Filter;
  }[] = [
    {
      key: 'toFill',
      resource: 'inspections',
      action: 'submit',
      filter: { status: ['pending', 'returned'], campaignOpen: true },
    },
    {
      key: 'dueThisWeek',
      resource: 'rectifications',
      action: 'rectify',
      filter: { ...mine, status: unsettled, dueOn_gte: ctx.today, dueOn_lte: week.to },
    },
    { key: 'overdue', resource: 'rectifications', action: 'rectify', filter: { ...mine, overdue: true } },
    {
      key: 'returned',
      resource: 'rectifications',
      action: 'rectify',
      filter: { ...mine, status: ['returned', 'reopened'] },
    },
    { key: 'toVerify', resource: 'rectifications', action: 'close', filter: { forMe: 'verify' } },
    { key: 'toDecide', resource: 'rectifications', action: 'decide-extension', filter: { forMe: 'extension' } },
    { key: 'toReview', resource: 'inspections', action: 'approve', filter: { forMe: true } },
    { key: 'toAcknowledge', resource: 'bulletins', action: 'acknowledge', filter: { toAcknowledge: true } },
    { key: 'ordersForMe', resource: 'supervisions', action: 'reply', filter: { forMe: true } },
    { key: 'toReinspect', resource: 'reinspections', action: 'record', filter: { forMe: true } },
    // Re-election and renewal are arranged by whoever keeps the register.
    { key: 'termsEnding', resource: 'unions', action: 'edit', filter: { termEnds: [...endings], active: true } },
    {
      key: 'certificatesEnding',
      resource: 'unions',
      action: 'edit',
      filter: { certificateEnds: [...endings], active: true },
    },
    { key: 'sitesForMe', resource: 'sites', action: 'recommend', filter: { forMe: true } },
    { key: 'reportsMissing', resource: 'sites', action: 'edit', filter: { missingReports: true } },
    { key: 'lettersOverdue', resource: 'letters', action: 'edit', filter: { overdue: true } },
    { key: 'stalled', resource: 'enterprises', action: 'change-stage', filter: { eligible: true, stalled: true } },
  ];
  const permitted = doors.filter(({ action, resource }) => can(ctx.actor, action, resource));
  const counts = await Promise.all(
    permitted.map(async ({ key, resource, filter }): Promise<WorkCount> => {
      const total = await counted[resource](ctx, filter);
      return { key, resource, filter, count: total };
    }),
  );
  return { asOf: ctx.now.toISOString(), today: ctx.today, counts };
}

export const meRoutes: RouteDef[] = [
  route({
    method: 'put',
    path: '/me/preferences',
    permission: 'signed-in',
    summary: 'How the console looks to the signed-in person, on every device',
    body: preferences,
    run: (ctx, { body }) => keepPreferences(ctx, body),
  }),
  route({
    method: 'get',
    path: '/me/work',
    permission: 'signed-in',
    summary: 'What waits for the signed-in person, each number with the filter of its list',
    run: (ctx) => workOf(ctx),
  }),
];
