import sql from 'sql-template-tag';
import type { HistoryEvent } from '../../../shared/events.ts';
import type { Ctx } from '../../ctx.ts';
import type { LongOrders } from '../../db/order.ts';
import type { ListSpec } from '../../db/page.ts';
import { eventEntity, type EventRow } from './event.entity.ts';

export function toRecord(_ctx: Ctx, row: EventRow): HistoryEvent {
  const { provinceCode: _province, unionId: _union, seal: _seal, at, ...event } = row;
  return { ...event, at: at.toISOString() };
}

export const eventList: ListSpec<EventRow> = {
  entity: eventEntity,
  defaultSort: { field: 'at', descending: true },
  search: ['actorName', 'reason'],
  wide: {
    at: { by: sql`t.at`, type: 'timestamptz' },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'events'>,
};
