import type { z } from 'zod';
import { inspectionFilter, saveBody, submitBody } from '../../../shared/inspections.ts';
import { bulkHead } from '../../../shared/rectifications.ts';
import { versioned, withReason } from '../../../shared/schema.ts';
import { notFound } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { inspectionEntity } from './inspection.entity.ts';
import { inspectionList, toRecord } from './inspection.record.ts';
import { actOnLocked, actOnMany, forbid, locked, type Input, type InspectionAction } from './inspection.service.ts';

/** What each act asks for; the rest of its contract is the transition table. */
const bodies = {
  save: saveBody,
  submit: submitBody,
  withdraw: versioned,
  approve: versioned,
  return: withReason,
  exempt: withReason,
} satisfies Record<InspectionAction, z.ZodType>;

const missing = (): never => {
  throw notFound();
};

const single = (Object.keys(bodies) as InspectionAction[]).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/inspections/:id/${action}`,
    permission: [action, 'inspections'],
    summary: `${action} one inspection`,
    load: async (ctx, params) => (await locked(ctx, [params.id!])).get(params.id!) ?? missing(),
    authorize: (ctx, row) => forbid(ctx, row, action),
    body: bodies[action] as z.ZodType<Input>,
    run: async (ctx, { record, body }) => toRecord(ctx, await actOnLocked(ctx, record, action, body)),
  }),
);

const bulk = (['approve', 'return'] as const).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/inspections/bulk/${action}`,
    permission: [action, 'inspections'],
    summary: `${action} up to 500 inspections, each with its own result`,
    body: bulkHead.and(bodies[action]) as z.ZodType<z.infer<typeof bulkHead> & { reason?: string }>,
    run: async (ctx, { body }) => ({ results: await actOnMany(ctx, body, action, body.reason) }),
  }),
);

export const inspections: Feature = {
  entity: inspectionEntity as never,
  routes: [
    ...bulk,
    ...crud({ resource: 'inspections', list: inspectionList, filter: inspectionFilter, toRecord }),
    ...single,
  ],
};
