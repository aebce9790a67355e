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
import type { MessageCode } from '../../../shared/messages.ts';
import { conflict } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { remindOwners } from '../reminders/reminder.service.ts';
import { rectificationEntity } from './rectification.entity.ts';
import { rectificationList, toRecord } from './rectification.record.ts';
import { authorizeAct, loadHeld, loadItem } from './rectification.guard.ts';
import { actOnHeld, actOnMany, type Act, type RectificationAction } from './rectification.service.ts';

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
    load: loadHeld,
    authorize: (ctx, { row }) => authorizeAct(action)(ctx, row),
    body: bodies[action] as z.ZodType<{ version?: number }>,
    run: async (ctx, { record, body }) =>
      toRecord(ctx, await actOnHeld(ctx, record, { ...body, action } as Act, body.version)),
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

const remind = [
  route({
    method: 'post',
    path: '/rectifications/bulk/remind',
    permission: ['remind', 'rectifications'],
    summary: 'Remind the owners of up to 500 rectifications, each union at most once a day',
    body: bulkHead,
    run: async (ctx, { body }) => ({ results: await remindOwners(ctx, body.ids) }),
  }),
  route({
    method: 'post',
    path: '/rectifications/:id/remind',
    permission: ['remind', 'rectifications'],
    summary: 'Remind the owner of one rectification, at most once a day',
    load: loadItem,
    authorize: authorizeAct('remind'),
    body: versioned,
    run: async (ctx, { record }) => {
      const [result] = await remindOwners(ctx, [record.id]);
      if (!result!.ok) throw conflict(result!.code as MessageCode);
      return toRecord(ctx, record);
    },
  }),
];

export const rectifications: Feature = {
  entity: rectificationEntity as never,
  routes: [
    ...bulk,
    ...remind,
    ...crud({ resource: 'rectifications', list: rectificationList, filter: rectificationFilter, toRecord }),
    ...single,
  ],
};
