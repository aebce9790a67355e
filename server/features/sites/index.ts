import type { z } from 'zod';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import { versioned, withReason } from '../../../shared/schema.ts';
import { siteOverviewQuery } from '../../../shared/site-overview.ts';
import { reinspectBody, siteFilter, siteWrite } from '../../../shared/sites.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { refused } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { siteEntity, type SiteRow } from './site.entity.ts';
import { siteOverview } from './site.report.ts';
import { flowOf, siteList, toFullRecord, toRecords } from './site.record.ts';
import { act, create, remove, update, type Act, type SiteAction } from './site.service.ts';

/** What each step asks for; the rest of its contract is the transition table. */
const bodies = {
  recommend: versioned,
  'start-building': versioned,
  accept: versioned,
  list: versioned,
  revoke: withReason,
  return: withReason,
  reinspect: reinspectBody,
  withdraw: versioned,
} satisfies Record<SiteAction, z.ZodType>;

/** 403 before the body is read; the state is asked again under the lock. */
const authorizeStep = (action: SiteAction) => (ctx: Ctx, row: SiteRow) => {
  const refusal = refusalOf('sites', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
};

const stepRoutes = (Object.keys(bodies) as SiteAction[]).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/sites/:id/${action}`,
    permission: [action, 'sites'],
    summary: `${action} one site`,
    load: (ctx, { id = '' }) => scoped(ctx, siteEntity).get(id),
    authorize: authorizeStep(action),
    body: bodies[action] as z.ZodType<{ version?: number }>,
    run: (ctx, { record, body }) => act(ctx, record.id, { ...body, action } as Act, body.version),
  }),
);

export const sites: Feature = {
  entity: siteEntity as never,
  routes: [
    route({
      method: 'get',
      path: '/reports/sites',
      permission: ['measure', 'sites'],
      summary: 'Sites and their figures by organisation, batch, kind and month, and the paragraph for a report',
      replica: true,
      query: siteOverviewQuery,
      run: (ctx, { query }) => siteOverview(ctx, query),
    }),
    ...crud({
      resource: 'sites',
      list: siteList,
      filter: siteFilter,
      toRecord: (_ctx, row) => row,
      toRecords,
      toFullRecord,
      create: { schema: siteWrite, run: create },
      update: { schema: siteWrite, run: update },
      remove,
    }),
    ...stepRoutes,
  ],
};
