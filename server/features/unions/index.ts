import {
  unionChangeQuery,
  unionDissolve,
  unionFilter,
  unionMerge,
  unionMove,
  unionWrite,
} from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../feature.ts';
import { scoped } from '../../db/scoped.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { revealRoute } from '../../privacy/reveal.ts';
import { authorizeChange, change, consequence } from './union.changes.ts';
import { unionEntity } from './union.entity.ts';
import { havesOfUnion } from './union.haves.ts';
import { unionList } from './union.list.ts';
import { flowOf, toRecord, toRecords } from './union.record.ts';
import { create, remove, update } from './union.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, unionEntity).get(params.id!);

const changes: RouteDef[] = [
  route({
    method: 'post',
    path: '/unions/:id/move',
    permission: ['move', 'unions'],
    summary: 'Move a union to another organisation; its open work goes along or ends',
    load,
    authorize: authorizeChange('move'),
    body: unionMove,
    run: async (ctx, { record, body }) => toRecord(ctx, await change(ctx, record.id, { ...body, kind: 'move' })),
  }),
  route({
    method: 'post',
    path: '/unions/:id/merge',
    permission: ['merge', 'unions'],
    summary: 'Merge a union into another one, which takes over its open work and its enterprises',
    load,
    authorize: authorizeChange('merge'),
    body: unionMerge,
    run: async (ctx, { record, body }) => toRecord(ctx, await change(ctx, record.id, { ...body, kind: 'merge' })),
  }),
  route({
    method: 'post',
    path: '/unions/:id/dissolve',
    permission: ['dissolve', 'unions'],
    summary: 'Dissolve a union; its open work ends',
    load,
    authorize: authorizeChange('dissolve'),
    body: unionDissolve,
    run: async (ctx, { record, body }) => toRecord(ctx, await change(ctx, record.id, { ...body, kind: 'dissolve' })),
  }),
  route({
    method: 'get',
    path: '/reports/union-change',
    permission: ['move', 'unions'],
    summary: 'What moving, merging or dissolving a union would do, in counts',
    query: unionChangeQuery,
    run: (ctx, { query }) => consequence(ctx, query),
  }),
];

export const unions: Feature = {
  entity: unionEntity as never,
  routes: [
    route({
      method: 'get',
      path: '/unions/:id/haves',
      permission: ['show', 'unions'],
      summary: 'How the six haves went at one union: the newest results, and each inspection',
      load,
      run: (ctx, { record }) => havesOfUnion(ctx, record.id),
    }),
    ...changes,
    revealRoute({ resource: 'unions', load, flowOf }),
    ...crud({
      resource: 'unions',
      list: unionList,
      filter: unionFilter,
      toRecord,
      toRecords,
      create: { schema: unionWrite, run: create },
      update: { schema: unionWrite, run: update },
      remove,
    }),
  ],
};
