import { eventFilter } from '../../../shared/events.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { eventEntity } from './event.entity.ts';
import { eventList, toRecord } from './event.record.ts';

export const events: Feature = {
  entity: eventEntity as never,
  routes: crud({ resource: 'events', list: eventList, filter: eventFilter, toRecord }),
};
