import type { Ctx } from '../../ctx.ts';
import {
  holdBody,
  recordBody,
  reinspectionCreate,
  reinspectionFilter,
  reinspectionPreviewQuery,
  takeBackBody,
} from '../../../shared/reinspections.ts';
import { refusalOf } from '../../../shared/rules/transitions.ts';
import { rowsByIds } from '../../db/page.ts';
import { notFound, orCurrent, refused } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { draw, preview, prove, remove } from './reinspection.draw.ts';
import { reinspectionEntity, type ReinspectionRow } from './reinspection.entity.ts';
import { hold, record, takeBack } from './reinspection.outcomes.ts';
import { flowOf, reinspectionList, toFullRecord, toRecord } from './reinspection.record.ts';

async function load(ctx: Ctx, params: Record<string, string>): Promise<ReinspectionRow> {
  const [row] = await rowsByIds(ctx, reinspectionList, [params.id!]);
  if (!row) throw notFound();
  return row;
}

/** Draws are worked on and thrown away by the federation that made them, or one above it. */
function authorize(ctx: Ctx, row: ReinspectionRow): void {
  const refusal = refusalOf('reinspections', 'record', ctx.actor, flowOf(ctx, row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
}

/** The whole record after an act, with what the list joins. */
const whole = async (ctx: Ctx, { id }: ReinspectionRow) => toFullRecord(ctx, await load(ctx, { id }));

export const reinspections: Feature = {
  entity: reinspectionEntity as never,
  routes: [
    ...crud({
      resource: 'reinspections',
      list: reinspectionList,
      filter: reinspectionFilter,
      toRecord,
      toFullRecord,
      authorize,
      create: { schema: reinspectionCreate, run: draw },
      remove,
    }),
    route({
      method: 'get',
      path: '/reports/reinspection',
      permission: ['create', 'reinspections'],
      summary: 'What a draw would reach and take of each stratum, before it is made',
      query: reinspectionPreviewQuery,
      run: (ctx, { query }) => preview(ctx, query),
    }),
    route({
      method: 'get',
      path: '/reinspections/:id/proof',
      permission: ['show', 'reinspections'],
      summary: 'The draw repeated from its recorded population, method and seed',
      load,
      run: (ctx, { record: row }) => prove(ctx, row),
    }),
    route({
      method: 'post',
      path: '/reinspections/:id/record',
      permission: ['record', 'reinspections'],
      summary: 'The outcome of one item: held, relapsed (reopens it) or skipped (no longer closed)',
      load,
      authorize,
      body: recordBody,
      run: async (ctx, { record: row, body }) =>
        whole(
          ctx,
          await orCurrent(
            () => record(ctx, row.id, body),
            () => whole(ctx, row),
          ),
        ),
    }),
    route({
      method: 'post',
      path: '/reinspections/:id/hold',
      permission: ['record', 'reinspections'],
      summary: 'Up to 500 items that hold, each with its own result',
      load,
      authorize,
      body: holdBody,
      run: async (ctx, { record: row, body }) => {
        const { results } = await hold(ctx, row.id, body.rectificationIds, body.note ?? null);
        return { results, record: await whole(ctx, row) };
      },
    }),
    route({
      method: 'post',
      path: '/reinspections/:id/withdraw',
      permission: ['withdraw', 'reinspections'],
      summary: 'Take back one’s own outcome of one item',
      load,
      body: takeBackBody,
      run: async (ctx, { record: row, body }) =>
        whole(
          ctx,
          await orCurrent(
            () => takeBack(ctx, row.id, body),
            () => whole(ctx, row),
          ),
        ),
    }),
  ],
};
