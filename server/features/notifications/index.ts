import sql from 'sql-template-tag';
import { notificationFilter, readAllBody, type InboxCount } from '../../../shared/notifications.ts';
import { bulkHead } from '../../../shared/rectifications.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import { count } from '../../db/page.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { notificationEntity } from './notification.entity.ts';
import { notificationList, toRecords } from './notification.record.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, notificationEntity).get(params.id!);

/** Reading is no change that two people could quarrel about, and twice is once. */
async function markRead(ctx: Ctx, ids: readonly string[], read: boolean): Promise<void> {
  await ctx.query(sql`
    update notifications set read_at = ${read ? ctx.now : null}, updated_at = ${ctx.now}, version = version + 1
    where id = any(${ids}::uuid[]) and (read_at is null) = ${read} and ${inOwnScope(ctx, 'notifications')}`);
}

const unreadOf = async (ctx: Ctx): Promise<InboxCount> => ({
  unread: await count(ctx, notificationList, { unread: true }),
});

export const notifications: Feature = {
  entity: notificationEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/notifications/bulk/read',
      permission: ['read', 'notifications'],
      summary: 'Mark up to 500 notices as read',
      body: bulkHead,
      run: async (ctx, { body }) => {
        const known = await scoped(ctx, notificationEntity).findMany(body.ids);
        await markRead(ctx, body.ids, true);
        const found = new Set(known.map(({ id }) => id));
        return {
          results: body.ids.map((id) => (found.has(id) ? { id, ok: true } : { id, ok: false, code: 'not-found' })),
        };
      },
    }),
    ...crud({
      resource: 'notifications',
      list: notificationList,
      filter: notificationFilter,
      toRecord: (_ctx, row) => row,
      toRecords,
    }),
    route({
      method: 'post',
      path: '/notifications/:id/read',
      permission: ['read', 'notifications'],
      summary: 'Mark a notice as read; reading twice is reading once',
      load,
      body: versioned,
      run: async (ctx, { record }) => {
        await markRead(ctx, [record.id], true);
        return (await toRecords(ctx, [await load(ctx, { id: record.id })]))[0];
      },
    }),
  ],
};

export const inboxRoutes: RouteDef[] = [
  route({
    method: 'get',
    path: '/me/inbox',
    permission: 'signed-in',
    summary: 'How many notices the signed-in person has not read',
    run: unreadOf,
  }),
  route({
    method: 'post',
    path: '/me/read-all',
    permission: 'signed-in',
    summary: 'Mark all own notices as read; answers with their ids, and `unread` takes exactly these back',
    body: readAllBody,
    run: async (ctx, { body }) => {
      if (body.unread) {
        await markRead(ctx, body.unread, false);
        return { ids: [], ...(await unreadOf(ctx)) };
      }
      const read = await ctx.query<{ id: string }>(sql`
        update notifications set read_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1
        where read_at is null and cancelled_at is null and created_at <= ${body.upTo ?? ctx.now}
          and ${inOwnScope(ctx, 'notifications')} returning id`);
      return { ids: read.slice(0, 1000).map(({ id }) => id), ...(await unreadOf(ctx)) };
    },
  }),
];
