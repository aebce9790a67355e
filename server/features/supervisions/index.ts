import type { z } from 'zod';
import {
  issueBody,
  replyBody,
  supervisionCreate,
  supervisionFilter,
  supervisionReturn,
  supervisionWrite,
} from '../../../shared/supervisions.ts';
import { versioned, withReason } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { scoped } from '../../db/scoped.ts';
import { notFound, orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { supervisionEntity } from './supervision.entity.ts';
import { supervisionList, toRecord } from './supervision.record.ts';
import { act, authorizeAct, createFrom, remove, update, type SupervisionAction } from './supervision.service.ts';

const load = (ctx: Ctx, params: Record<string, string>) => scoped(ctx, supervisionEntity).get(params.id!);

async function whole(ctx: Ctx, id: string) {
  const [row] = await rowsByIds(ctx, supervisionList, [id]);
  if (!row) throw notFound();
  return toRecord(ctx, row);
}

const bodies = {
  issue: issueBody,
  reply: replyBody,
  return: supervisionReturn,
  close: versioned,
  cancel: withReason,
  withdraw: versioned,
} satisfies Record<SupervisionAction, z.ZodType>;

const acts = (Object.keys(bodies) as SupervisionAction[]).map((action): RouteDef =>
  route({
    method: 'post',
    path: `/supervisions/:id/${action}`,
    permission: [action, 'supervisions'],
    summary: `${action} an order of supervision`,
    load,
    authorize: authorizeAct(action),
    body: bodies[action] as unknown as z.ZodType<never>,
    run: (ctx, { record, body }) =>
      orCurrent(
        async () => whole(ctx, (await act(ctx, record.id, action, body)).id),
        () => whole(ctx, record.id),
      ),
  }),
);

export const supervisions: Feature = {
  entity: supervisionEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/supervisions',
      permission: ['create', 'supervisions'],
      summary: 'Draft orders from a selection of overdue items, one for each federation that answers for some of them',
      body: supervisionCreate,
      status: 201,
      run: async (ctx, { body }) => {
        const made = await createFrom(ctx, body);
        const first = await whole(ctx, made[0]!.id);
        return { ...first, made: made.map(({ id }) => id) };
      },
    }),
    ...crud({
      resource: 'supervisions',
      list: supervisionList,
      filter: supervisionFilter,
      toRecord,
      authorize: authorizeAct('issue'),
      update: { schema: supervisionWrite, run: update },
      remove,
    }),
    ...acts,
  ],
};
