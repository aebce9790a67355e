import type { Work, WorkCount, WorkKey } from '../../../shared/me.ts';
import { can } from '../../../shared/permissions.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { weekOf } from '../../../shared/rules/days.ts';
import type { Ctx } from '../../ctx.ts';
import { count } from '../../db/page.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { inspectionList } from '../inspections/inspection.record.ts';
import { rectificationList } from '../rectifications/rectification.record.ts';

/** What waits for this person; each number counts the rows of the list that its filter opens. */
async function workOf(ctx: Ctx): Promise<Work> {
  const unsettled = [...unsettledStatuses];
  const week = weekOf(ctx.today);
  // What the superior owes is no work of a chair.
  const mine = ctx.actor.role === 'reporter' ? { responsible: 'self' } : {};
  const doors: {
    key: WorkKey;
    resource: 'inspections' | 'rectifications';
    action: string;
    filter: Record<string, unknown>;
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
  ];
  const permitted = doors.filter(({ action, resource }) => can(ctx.actor, action, resource));
  const counts = await Promise.all(
    permitted.map(async ({ key, resource, filter }): Promise<WorkCount> => {
      const total =
        resource === 'inspections'
          ? await count(ctx, inspectionList, filter)
          : await count(ctx, rectificationList, filter);
      return { key, resource, filter, count: total };
    }),
  );
  return { asOf: ctx.now.toISOString(), today: ctx.today, counts };
}

export const meRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/me/work',
    permission: 'signed-in',
    summary: 'What waits for the signed-in person, each number with the filter of its list',
    run: (ctx) => workOf(ctx),
  }),
];
