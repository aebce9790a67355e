import sql from 'sql-template-tag';
import { attachmentFields, attachmentFilter, type Attachment } from '../../../shared/attachments.ts';
import type { Ctx } from '../../ctx.ts';
import type { LongOrders } from '../../db/order.ts';
import { orCurrent } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, Streamed } from '../../http/route.ts';
import { attachmentEntity, type AttachmentRow } from './attachment.entity.ts';
import { flagQuery, shareBody } from '../../../shared/evidence.ts';
import { flagsOf } from './attachment.flags.ts';
import { sendFile, sendThumbnail } from './attachment.sending.ts';
import { actionsOn, share } from './attachment.sharing.ts';
import { create, mineOrBound, remove, visible } from './attachment.service.ts';
import { refuseBeyondQuota } from './upload.quota.ts';
import { uploadRoutes } from './upload.routes.ts';
import { receiveUpload } from './upload.ts';

function toRecord({ actor }: Ctx, row: AttachmentRow): Attachment {
  const { id, filename, mediaType, bytes, sha256, subjectType, subjectId, uploadedBy, version, uploaderId } = row;
  const { takenLat, takenLng, supersededBy, supersededById } = row;
  // Where and when somebody took a picture is for whoever verifies it.
  const told = actor.role !== 'reporter' || uploaderId === actor.id;
  return {
    id,
    filename,
    mediaType,
    bytes,
    sha256,
    subjectType,
    subjectId,
    uploadedBy,
    version,
    supersededBy,
    supersededById,
    shared: row.sharedFrom !== null,
    sharedBy: row.sharedBy,
    supersededAt: row.supersededAt?.toISOString() ?? null,
    takenAt: told ? (row.takenAt?.toISOString() ?? null) : null,
    takenPlace: told && takenLat !== null && takenLng !== null ? { lat: takenLat, lng: takenLng } : null,
    mayActions: actionsOn(actor, row),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const load = (ctx: Ctx, params: Record<string, string>) => visible(ctx, params.id!);

export const attachments: Feature = {
  entity: attachmentEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/attachments',
      permission: ['create', 'attachments'],
      summary:
        'Upload one file (multipart, field `file`; optional subjectType and subjectId; takenAt, takenLat and takenLng of a picture)',
      upload: attachmentFields,
      receive: receiveUpload,
      status: 201,
      run: async (ctx, { body, deps }) => {
        if (!body.fields.subjectId) await refuseBeyondQuota(ctx, body.bytes, deps.env.MAX_UNUSED_BYTES);
        return toRecord(ctx, await create(ctx, body));
      },
    }),
    route({
      method: 'get',
      path: '/attachments/:id/content',
      permission: ['show', 'attachments'],
      summary: 'The file itself',
      load,
      run: (_ctx, { record, deps }) =>
        Promise.resolve(new Streamed((req, res) => sendFile(deps.files, record, req, res))),
    }),
    route({
      method: 'get',
      path: '/attachments/:id/thumbnail',
      permission: ['show', 'attachments'],
      summary: 'A picture made small (WebP); 404 for what is none',
      load,
      run: (_ctx, { record, deps }) =>
        Promise.resolve(new Streamed((req, res) => sendThumbnail(deps.files, record, req, res))),
    }),
    route({
      method: 'post',
      path: '/attachments/:id/share',
      permission: ['share', 'attachments'],
      summary: 'Say that a document is meant for many unions, or no longer: the same elsewhere raises no alarm then',
      load,
      body: shareBody,
      run: async (ctx, { record, body }) =>
        toRecord(
          ctx,
          await orCurrent(
            () => share(ctx, record, body),
            async () => toRecord(ctx, await visible(ctx, record.id)),
          ),
        ),
    }),
    route({
      method: 'get',
      path: '/reports/evidence',
      permission: ['compare', 'attachments'],
      summary: 'Where else these attachments (`ids`, separated by commas) were used: flags for whoever verifies',
      query: flagQuery,
      run: (ctx, { query }) => flagsOf(ctx, query.ids),
    }),
    ...uploadRoutes(toRecord),
    ...crud({
      resource: 'attachments',
      list: {
        entity: attachmentEntity,
        // Ids are given in the order of time.
        defaultSort: { field: 'id', descending: true },
        wide: { id: { by: sql`t.id`, type: 'uuid' } } satisfies LongOrders<'attachments'>,
        search: ['filename'],
        filters: { superseded: (_ctx, value) => sql`(t.superseded_at is not null) = any(${[value].flat()})` },
        always: mineOrBound,
      },
      filter: attachmentFilter,
      toRecord,
      remove,
    }),
  ],
};
