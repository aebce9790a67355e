import { phoneFor } from '../../../shared/rules/masking.ts';
import { unionFilter, unionWrite, type Union } from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';
import { create, remove, update } from './union.service.ts';

function toRecord(ctx: Ctx, row: UnionRow): Union {
  const { provinceCode: _province, ...rest } = row;
  return {
    ...rest,
    chairPhone: phoneFor(ctx.actor, row.chairPhone),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const unions: Feature = {
  entity: unionEntity as never,
  routes: crud({
    resource: 'unions',
    list: { entity: unionEntity, defaultSort: { field: 'name', descending: false }, search: ['name', 'chairName'] },
    filter: unionFilter,
    toRecord,
    create: { schema: unionWrite, run: create },
    update: { schema: unionWrite, run: update },
    remove,
  }),
};
