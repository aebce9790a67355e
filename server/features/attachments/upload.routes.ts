import { z } from 'zod';
import { uploadCreate } from '../../../shared/attachments.ts';
import type { Ctx } from '../../ctx.ts';
import { route, type RouteDef } from '../../http/route.ts';
import { actorOf } from '../../http/session.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { addPart, announce, assemble, findUpload, finish, forget, receivePart, toState } from './upload.parts.ts';

const permission = ['create', 'attachments'] as const;
const load = (ctx: Ctx, params: Record<string, string>) => findUpload(ctx, params.id!);
const offset = z.object({ offset: z.coerce.number().int().min(0).max(2_147_483_647) });

/** A file in parts: announced, sent part by part, finished. See ADR 0014. */
export const uploadRoutes = (toRecord: (ctx: Ctx, row: AttachmentRow) => unknown): RouteDef[] => [
  route({
    method: 'post',
    path: '/uploads',
    permission,
    summary: 'Announce a file that will come in parts',
    body: uploadCreate,
    status: 201,
    run: async (ctx, { body, deps }) => toState(await announce(ctx, body, deps)),
  }),
  route({
    method: 'get',
    path: '/uploads/:id',
    permission,
    summary: 'How far a file in parts has come',
    load,
    run: (_ctx, { record }) => Promise.resolve(toState(record)),
  }),
  route({
    method: 'put',
    path: '/uploads/:id',
    permission,
    summary:
      'One part (application/octet-stream) that begins at `offset`; 409 with how far it has come if it does not fit',
    query: offset,
    upload: 'bytes',
    receive: receivePart,
    run: async (ctx, { params, query, body }) => toState(await addPart(ctx, params.id!, query.offset, body)),
  }),
  route({
    method: 'post',
    path: '/uploads/:id/finish',
    permission,
    summary: 'Make the attachment of a file that has arrived in full; asked again, the same one',
    // The store may be slow: the parts are put together before the transaction opens.
    receive: async (req, deps) => ({
      kept: await assemble(deps, await actorOf(deps, req), String(req.params['id'])),
    }),
    status: 201,
    unkeptAnswer: true,
    run: async (ctx, { params, body }) => toRecord(ctx, await finish(ctx, params.id!, body.kept)),
  }),
  route({
    method: 'delete',
    path: '/uploads/:id',
    permission,
    summary: 'Give up a file in parts',
    load,
    run: async (ctx, { record }) => {
      await forget(ctx, record.id);
      return toState(record);
    },
  }),
];
