import { channelCreate, channelFilter, channelUpdate } from '../../../shared/channels.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict, orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { orderTest, toRecord as deliveryRecord } from '../deliveries/delivery.service.ts';
import { channelEntity } from './channel.entity.ts';
import { channelList, createChannel, removeChannel, toRecord, updateChannel } from './channel.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, channelEntity).get(params.id!);

export const channels: Feature = {
  entity: channelEntity as never,
  routes: [
    ...crud({
      resource: 'channels',
      list: channelList,
      filter: channelFilter,
      toRecord,
      remove: removeChannel,
    }),
    route({
      method: 'post',
      path: '/channels',
      permission: ['create', 'channels'],
      summary: 'A group robot of an organisation; its address and secret are never answered',
      body: channelCreate,
      status: 201,
      run: async (ctx, { body, deps }) => toRecord(ctx, await createChannel(ctx, body, deps)),
    }),
    route({
      method: 'put',
      path: '/channels/:id',
      permission: ['edit', 'channels'],
      summary: 'Change a channel; an address or a secret that is left out stays',
      load,
      body: channelUpdate,
      run: async (ctx, { record, body, deps }) => {
        const current = async () => toRecord(ctx, await scoped(ctx, channelEntity).get(record.id));
        if (body.version !== undefined && body.version !== record.version) {
          throw conflict('stale-version', { current: await current() });
        }
        return orCurrent(async () => toRecord(ctx, await updateChannel(ctx, record, body, deps)), current);
      },
    }),
    route({
      method: 'post',
      path: '/channels/:id/test',
      permission: ['test', 'channels'],
      summary: 'Send a test message; the answer is its line in the log',
      load,
      body: versioned,
      status: 201,
      run: async (ctx, { record }) => deliveryRecord(ctx, await orderTest(ctx, record)),
    }),
  ],
};
