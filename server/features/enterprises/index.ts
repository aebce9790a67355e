import {
  changeStageBody,
  enterpriseFilter,
  enterpriseUpdate,
  enterpriseWrite,
  ledgerQuery,
  moveBody,
} from '../../../shared/enterprises.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { revealRoute } from '../../privacy/reveal.ts';
import { authorizeAct, changeStage, loadEnterprise, move, withdraw } from './enterprise.acts.ts';
import { enterpriseEntity } from './enterprise.entity.ts';
import { enterpriseList, flowOf, recordOf, toRecords } from './enterprise.record.ts';
import { create, remove, update } from './enterprise.service.ts';
import { ledgerOf } from './establishment.report.ts';

export const enterprises: Feature = {
  entity: enterpriseEntity as never,
  routes: [
    ...crud({
      resource: 'enterprises',
      list: enterpriseList,
      filter: enterpriseFilter,
      toRecord: (_ctx, row) => row,
      toRecords,
      create: { schema: enterpriseWrite, run: create },
      update: { schema: enterpriseUpdate, run: update },
      remove,
    }),
    route({
      method: 'post',
      path: '/enterprises/:id/change-stage',
      permission: ['change-stage', 'enterprises'],
      summary: 'Move one enterprise to another stage; backwards needs a note, established a union',
      load: loadEnterprise,
      authorize: authorizeAct('change-stage'),
      body: changeStageBody,
      run: async (ctx, { record, body }) => {
        await changeStage(ctx, record.id, body);
        return recordOf(ctx, record.id);
      },
    }),
    route({
      method: 'post',
      path: '/enterprises/:id/move',
      permission: ['move', 'enterprises'],
      summary: 'Move one enterprise to another organisation of the province',
      load: loadEnterprise,
      authorize: authorizeAct('move'),
      body: moveBody,
      run: async (ctx, { record, body }) => {
        await move(ctx, record.id, body);
        return recordOf(ctx, record.id);
      },
    }),
    route({
      method: 'post',
      path: '/enterprises/:id/withdraw',
      permission: ['withdraw', 'enterprises'],
      summary: 'Take back one’s own last change of stage',
      load: loadEnterprise,
      authorize: authorizeAct('withdraw'),
      body: versioned,
      run: async (ctx, { record, body }) => {
        await withdraw(ctx, record.id, body.version);
        return recordOf(ctx, record.id);
      },
    }),
    revealRoute({ resource: 'enterprises', load: loadEnterprise, flowOf }),
    route({
      method: 'get',
      path: '/reports/ledger',
      permission: ['measure', 'enterprises'],
      summary: 'The establishment ledger of one organisation: figures, target, and a row for each below that add up',
      replica: true,
      query: ledgerQuery,
      run: (ctx, { query }) => ledgerOf(ctx, query),
    }),
  ],
};
