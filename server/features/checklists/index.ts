import { z } from 'zod';
import { checklistFilter, checklistWrite, type Checklist } from '../../../shared/checklists.ts';
import { can } from '../../../shared/permissions.ts';
import { text, versioned } from '../../../shared/schema.ts';
import { mayActions } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { checklistEntity, type ChecklistRow } from './checklist.entity.ts';
import { authorize, checklistOf, clone, create, flowOf, move, remove, update } from './checklist.service.ts';

function toRecord(ctx: Ctx, row: ChecklistRow): Checklist {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: [
      ...mayActions('checklists', ctx.actor, flowOf(row)),
      ...(can(ctx.actor, 'clone', 'checklists') ? ['clone'] : []),
    ],
  };
}

const load = (ctx: Ctx, params: Record<string, string>) => checklistOf(ctx, params.id!);

export const checklists: Feature = {
  entity: checklistEntity as never,
  routes: [
    ...crud({
      resource: 'checklists',
      list: { entity: checklistEntity, defaultSort: { field: 'updatedAt', descending: true }, search: ['title'] },
      filter: checklistFilter,
      toRecord,
      authorize,
      create: { schema: checklistWrite, run: create },
      update: { schema: checklistWrite, run: update },
      remove,
    }),
    ...(['publish', 'retire'] as const).map((action) =>
      route({
        method: 'post',
        path: `/checklists/:id/${action}`,
        permission: [action, 'checklists'],
        summary: `${action} one checklist`,
        load,
        authorize,
        body: versioned,
        run: async (ctx, { record, body }) => toRecord(ctx, await move(ctx, record.id, action, body.version)),
      }),
    ),
    route({
      method: 'post',
      path: '/checklists/:id/clone',
      permission: ['clone', 'checklists'],
      summary: 'A draft of one’s own with the same items',
      load,
      body: z.object({ title: text(120, 2).optional() }),
      status: 201,
      run: async (ctx, { record, body }) => toRecord(ctx, await clone(ctx, record, body.title)),
    }),
  ],
};
