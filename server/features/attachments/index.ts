import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { attachmentFilter, type Attachment } from '../../../shared/attachments.ts';
import type { Ctx } from '../../ctx.ts';
import type { FileStore } from '../../files.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route, Streamed } from '../../http/route.ts';
import { attachmentEntity, type AttachmentRow } from './attachment.entity.ts';
import { create, mineOrBound, remove, visible } from './attachment.service.ts';
import { receiveUpload } from './upload.ts';

function toRecord(_ctx: Ctx, row: AttachmentRow): Attachment {
  const { provinceCode: _province, orgCode: _org, unionId: _union, uploaderId: _uploader, ...rest } = row;
  return { ...rest, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

const load = (ctx: Ctx, params: Record<string, string>) => visible(ctx, params.id!);
/** What a browser may show by itself; the rest is downloaded. */
const shownInline = /^image\/|^application\/pdf$/;

/** Nothing in a file may run or load anything. Browsers refuse to show a PDF in a sandbox, and have one of their own for it. */
const policyFor = (mediaType: string) =>
  mediaType === 'application/pdf' ? "default-src 'none'; style-src 'unsafe-inline'" : "sandbox; default-src 'none'";

async function sendFile(files: FileStore, row: AttachmentRow, req: Request, res: Response): Promise<void> {
  const etag = `"${row.sha256}"`;
  const disposition = shownInline.test(row.mediaType) ? 'inline' : 'attachment';
  res.set({
    ETag: etag,
    'Cache-Control': 'private, max-age=86400',
    'Content-Security-Policy': policyFor(row.mediaType),
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(row.filename)}`,
  });
  if (req.get('if-none-match') === etag) return void res.status(304).end();
  res.type(row.mediaType).set('Content-Length', String(row.bytes));
  await pipeline(files.read(row.sha256), res);
}

export const attachments: Feature = {
  entity: attachmentEntity as never,
  routes: [
    route({
      method: 'post',
      path: '/attachments',
      permission: ['create', 'attachments'],
      summary: 'Upload one file (multipart, field `file`; optional subjectType and subjectId)',
      receive: receiveUpload,
      status: 201,
      run: async (ctx, { body }) => toRecord(ctx, await create(ctx, body)),
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
    ...crud({
      resource: 'attachments',
      list: {
        entity: attachmentEntity,
        defaultSort: { field: 'createdAt', descending: true },
        search: ['filename'],
        always: mineOrBound,
      },
      filter: attachmentFilter,
      toRecord,
      remove,
    }),
  ],
};
