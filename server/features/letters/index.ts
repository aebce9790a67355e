import { letterFilter, letterWrite } from '../../../shared/letters.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { letterEntity } from './letter.entity.ts';
import { letterList, toRecords } from './letter.record.ts';
import { create, remove, update } from './letter.service.ts';

export const letters: Feature = {
  entity: letterEntity as never,
  routes: crud({
    resource: 'letters',
    list: letterList,
    filter: letterFilter,
    toRecord: (_ctx, row) => row,
    toRecords,
    create: { schema: letterWrite, run: create },
    update: { schema: letterWrite, run: update },
    remove,
  }),
};
