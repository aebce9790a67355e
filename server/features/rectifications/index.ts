import type { z } from 'zod';
import {
  bulkHead,
  extensionDecision,
  extensionRequest,
  rectificationFilter,
  rectifyBody,
  reopenBody,
} from '../../../shared/rectifications.ts';
import { versioned, withReason } from '../../../shared/schema.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { rectificationEntity } from './rectification.entity.ts';
import { rectificationList, toRecord } from './rectification.record.ts';
import { authorizeAct, loadItem } from './rectification.guard.ts';
import { act, actOnMany, type Act, type RectificationAction } from './rectification.service.ts';

/** What each act asks for; the rest of its contract is the transition table. */
const bodies = {
  rectify: rectifyBody,
  close: versioned,
  return: withReason,
  reopen: reopenBody,
  'request-extension': extensionRequest,
  'decide-extension': extensionDecision,
  withdraw: versioned,
} satisfies Record<RectificationAction, z.ZodType>;

const single = (Object.keys(bodies) as RectificationAction[]).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/rectifications/:id/${action}`,
    permission: [action, 'rectifications'],
    summary: `${action} one rectification`,
    load: loadItem,
    authorize: authorizeAct(action),
    body: bodies[action] as z.ZodType<{ version?: number }>,
    run: async (ctx, { record, body }) =>
      toRecord(ctx, await act(ctx, record.id, { ...body, action } as Act, body.version)),
  }),
);

const bulk = (['rectify', 'close', 'return', 'decide-extension'] as const).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/rectifications/bulk/${action}`,
    permission: [action, 'rectifications'],
    summary: `${action} up to 500 rectifications, each with its own result`,
    body: bulkHead.and(bodies[action]) as z.ZodType<z.infer<typeof bulkHead>>,
    run: async (ctx, { body }) => ({ results: await actOnMany(ctx, body, { ...body, action } as unknown as Act) }),
  }),
);

export const rectifications: Feature = {
  entity: rectificationEntity as never,
  routes: [
    ...bulk,
    ...crud({ resource: 'rectifications', list: rectificationList, filter: rectificationFilter, toRecord }),
    ...single,
  ],
};
