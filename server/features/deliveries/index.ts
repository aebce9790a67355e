import { deliveryFilter } from '../../../shared/deliveries.ts';
import { versioned } from '../../../shared/schema.ts';
import { scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { deliveryEntity } from './delivery.entity.ts';
import { deliveryList, retry, toRecord } from './delivery.service.ts';

/** The log of what was sent, to whom, and why it did not arrive. */
export const deliveries: Feature = {
  entity: deliveryEntity as never,
  routes: [
    ...crud({ resource: 'deliveries', list: deliveryList, filter: deliveryFilter, toRecord }),
    route({
      method: 'post',
      path: '/deliveries/:id/retry',
      permission: ['retry', 'deliveries'],
      summary: 'Send once more what was set aside, or at once what waits for its next attempt',
      load: (ctx, params) => scoped(ctx, deliveryEntity).get(params.id!),
      body: versioned,
      run: async (ctx, { record, body }) => toRecord(ctx, await retry(ctx, record.id, body.version)),
    }),
  ],
};
