import { visitFilter, visitWrite } from '../../../shared/visits.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { visitEntity } from './visit.entity.ts';
import { create, remove, toRecord, update, visitList } from './visit.service.ts';

export const visits: Feature = {
  entity: visitEntity as never,
  routes: crud({
    resource: 'visits',
    list: visitList,
    filter: visitFilter,
    toRecord,
    create: { schema: visitWrite, run: create },
    update: { schema: visitWrite, run: update },
    remove,
  }),
};
