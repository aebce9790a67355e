import { NATION } from '../../../shared/rules/orgCode.ts';
import { unionFilter, unionWrite, type Union } from '../../../shared/unions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../features.ts';
import { crud } from '../../http/crud.ts';
import { unionEntity, type UnionRow } from './union.entity.ts';
import { create, remove, update } from './union.service.ts';

/** 138****1234: a national leader reads every tenant, and no phone. */
const masked = (phone: string | null) => phone && phone.replace(/^(.{3}).*(.{4})$/, '$1****$2');

function toRecord(ctx: Ctx, row: UnionRow): Union {
  const { provinceCode: _province, ...rest } = row;
  return {
    ...rest,
    chairPhone: ctx.actor.orgCode === NATION ? masked(row.chairPhone) : row.chairPhone,
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
