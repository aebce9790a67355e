import sql from 'sql-template-tag';
import { viewFilter, viewWrite, type View, type ViewWrite } from '../../../shared/views.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { viewEntity, type ViewRow } from './view.entity.ts';

function toRecord(_ctx: Ctx, { userId: _user, ...row }: ViewRow): View {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

const valuesOf = ({ name, resource, filter, sort, hiddenColumns, isDefault }: ViewWrite) => ({
  name,
  resource,
  filter,
  sort,
  hiddenColumns,
  isDefault,
});

/** One view at most opens a list: whichever did, does so no longer. */
async function makeRoom(ctx: Ctx, { resource, isDefault }: ViewWrite, but: string | null): Promise<void> {
  if (!isDefault) return;
  await ctx.query(sql`
    update views set is_default = false, version = version + 1, updated_at = ${ctx.now}
    where resource = ${resource} and is_default and id is distinct from ${but}::uuid
      and user_id = ${ctx.actor.id} and ${inScope(ctx, 'views')}`);
}

export const views: Feature = {
  entity: viewEntity as never,
  routes: crud({
    resource: 'views',
    list: { entity: viewEntity, defaultSort: { field: 'name', descending: false }, search: ['name'] },
    filter: viewFilter,
    toRecord,
    create: {
      schema: viewWrite,
      run: async (ctx, body) => {
        await makeRoom(ctx, body, null);
        return scoped(ctx, viewEntity).insert({ ...valuesOf(body), userId: ctx.actor.id });
      },
    },
    update: {
      schema: viewWrite,
      run: async (ctx, row, body) => {
        await makeRoom(ctx, body, row.id);
        return scoped(ctx, viewEntity).update(row, valuesOf(body));
      },
    },
    remove: (ctx, row) => scoped(ctx, viewEntity).remove(row),
  }),
};
