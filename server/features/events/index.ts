import { eventFilter, type HistoryEvent } from '../../../shared/events.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { eventEntity, type EventRow } from './event.entity.ts';

function toRecord(_ctx: Ctx, row: EventRow): HistoryEvent {
  const { provinceCode: _province, unionId: _union, at, ...event } = row;
  return { ...event, at: at.toISOString() };
}

export const events: Feature = {
  entity: eventEntity as never,
  routes: crud({
    resource: 'events',
    list: { entity: eventEntity, defaultSort: { field: 'at', descending: true }, search: ['actorName', 'reason'] },
    filter: eventFilter,
    toRecord,
  }),
};
