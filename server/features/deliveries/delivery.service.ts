import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import { mayRetry, type Delivery, type DeliveryKind } from '../../../shared/deliveries.ts';
import { sentence } from '../../../shared/messages.ts';
import { can } from '../../../shared/permissions.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { conflict } from '../../errors.ts';
import type { ChannelRow } from '../channels/channel.entity.ts';
import { recordEvents } from '../events/event.service.ts';
import { deliveryEntity, type DeliveryRow } from './delivery.entity.ts';

export const deliveryList: ListSpec<DeliveryRow> = {
  entity: deliveryEntity,
  defaultSort: { field: 'at', descending: true },
  search: ['recipient'],
};

/** Attempts are made in real time; people read the product's own clock. */
const onOurClock = (ctx: Ctx, at: Date) => new Date(at.getTime() - Date.now() + ctx.now.getTime());

export function toRecord(ctx: Ctx, row: DeliveryRow): Delivery {
  const { id, orgCode, via, kind, channelId, recipient, status, attempts, fault, version } = row;
  return {
    id,
    orgCode,
    at: row.at.toISOString(),
    via,
    kind,
    channelId,
    recipient,
    status,
    attempts,
    nextAt: status === 'waiting' ? onOurClock(ctx, row.nextAt).toISOString() : null,
    sentAt: row.sentAt?.toISOString() ?? null,
    fault,
    error: fault && sentence(fault, ctx.language, { detail: row.detail ?? '' }),
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: can(ctx.actor, 'retry', 'deliveries') && mayRetry(row) ? ['retry'] : [],
  };
}

/** A test message of a channel; one that is still on its way is not doubled. */
export async function orderTest(ctx: Ctx, channel: ChannelRow): Promise<DeliveryRow> {
  const { id: channelId, orgCode, kind: via, name: recipient, addressMark } = channel;
  const deliveries = scoped(ctx, deliveryEntity);
  const [open] = await ctx.query<{ id: string }>(sql`
    select id from deliveries where province_code = ${provinceOf(orgCode)} and channel_id = ${channelId} and kind = 'test'
      and (status = 'sending' or (status = 'waiting' and attempts = 0)) and ${inScope(ctx, 'deliveries')} limit 1`);
  if (open) return deliveries.get(open.id);
  const id = uuid();
  return deliveries.insert({
    id,
    orgCode,
    via,
    kind: 'test',
    channelId,
    recipient,
    addressMark,
    key: `test:${id}`,
    at: ctx.now,
  });
}

/**
 * Orders a message to the signed-in person itself; returns its id, also where the key has been used and nothing is
 * ordered. The person need not be allowed to read the log.
 */
export async function orderForMyself(
  ctx: Ctx,
  { kind, key, day = null }: { kind: DeliveryKind; key: string; day?: string | null },
): Promise<string> {
  const { id: userId, orgCode, name } = ctx.actor;
  const id = uuid();
  await ctx.query(sql`
    insert into deliveries (province_code, id, org_code, via, kind, user_id, recipient, key, day, at, created_at, updated_at)
    values (${provinceOf(orgCode)}, ${id}, ${orgCode}, 'email', ${kind}, ${userId}, ${name}, ${key}, ${day}, ${ctx.now},
      ${ctx.now}, ${ctx.now})
    on conflict do nothing`);
  return id;
}

/** Once more from the beginning: what was set aside, or at once what waits for its next attempt. */
export async function retry(ctx: Ctx, id: string, version: number | undefined): Promise<DeliveryRow> {
  const deliveries = scoped(ctx, deliveryEntity);
  const row = await deliveries.get(id, { lock: true, write: true });
  if (version !== undefined && version !== row.version) {
    throw conflict('stale-version', { current: toRecord(ctx, row) });
  }
  if (!mayRetry(row)) throw conflict('transition-not-allowed', { current: toRecord(ctx, row) });
  const target = row.channelId ?? row.userId;
  const [newer] = await ctx.query(sql`
    select id from deliveries
    where province_code = ${provinceOf(row.orgCode)} and coalesce(channel_id, user_id) = ${target} and kind = ${row.kind}
      and kind in ('notice', 'group') and id <> ${id} and status in ('waiting', 'sending')
      and ${inScope(ctx, 'deliveries')}`);
  if (newer) throw conflict('newer-waiting', { current: toRecord(ctx, row) });
  const after = await deliveries.update(row, {
    status: 'waiting',
    attempts: 0,
    nextAt: new Date(),
    fault: null,
    detail: null,
  });
  await recordEvents(ctx, [{ subjectType: 'deliveries', subjectId: id, orgCode: row.orgCode, action: 'retry' }]);
  return after;
}
