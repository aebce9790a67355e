import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { notFound } from '../../errors.ts';
import type { FileStore } from '../../files.ts';
import { thumbnailOf } from '../../pictures/thumbnails.ts';
import type { AttachmentRow } from './attachment.entity.ts';

/** What a browser may show by itself; the rest is downloaded. */
const shownInline = /^image\/|^application\/pdf$/;

/** Nothing in a file may run or load anything. Browsers refuse to show a PDF in a sandbox, and have one of their own for it. */
const policyFor = (mediaType: string) =>
  mediaType === 'application/pdf' ? "default-src 'none'; style-src 'unsafe-inline'" : "sandbox; default-src 'none'";

/** The file, or 503 where the storage has none. Headers are set when it can be read: a failure before is an answer. */
export async function sendFile(files: FileStore, row: AttachmentRow, req: Request, res: Response): Promise<void> {
  const etag = `"${row.sha256}"`;
  const disposition = shownInline.test(row.mediaType) ? 'inline' : 'attachment';
  const headers = {
    ETag: etag,
    'Cache-Control': 'private, max-age=86400',
    'Content-Security-Policy': policyFor(row.mediaType),
    'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(row.filename)}`,
  };
  if (req.get('if-none-match') === etag) return void res.set(headers).status(304).end();
  const content = await files.read(row.sha256);
  res.set(headers).type(row.mediaType).set('Content-Length', String(row.bytes));
  await pipeline(content, res);
}

/** The thumbnail, made from the file where none was kept with it. */
export async function sendThumbnail(files: FileStore, row: AttachmentRow, req: Request, res: Response): Promise<void> {
  if (!row.mediaType.startsWith('image/')) throw notFound();
  const etag = `"${row.sha256}-thumbnail"`;
  const headers = { ETag: etag, 'Cache-Control': 'private, max-age=86400', 'Content-Security-Policy': policyFor('') };
  if (req.get('if-none-match') === etag) return void res.set(headers).status(304).end();
  const content = await thumbnailOf(files, row);
  if (!content) throw notFound();
  await pipeline(content, res.set({ ...headers, 'Content-Type': 'image/webp', 'Content-Disposition': 'inline' }));
}
