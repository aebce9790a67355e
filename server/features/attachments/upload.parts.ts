import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Request } from 'express';
import sql, { type Sql } from 'sql-template-tag';
import { attachmentFields, uploadPartBytes, type UploadCreate, type UploadState } from '../../../shared/attachments.ts';
import type { Actor } from '../../../shared/permissions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import type { Deps } from '../../deps.ts';
import { conflict, Failure, invalid, notFound } from '../../errors.ts';
import { tooLarge } from '../../http/multipart.ts';
import type { AttachmentRow } from './attachment.entity.ts';
import { create, subjectOf, visible } from './attachment.service.ts';
import { keepFile, type Upload } from './upload.ts';
import { refuseBeyondQuota } from './upload.quota.ts';

const HOUR = 3_600_000;
/** After so long without a part an upload is forgotten. */
export const uploadLifetime = 72 * HOUR;

type UploadRow = {
  id: string;
  filename: string;
  declaredType: string | null;
  bytes: number;
  received: number;
  sha256: string | null;
  fields: unknown;
  attachmentId: string | null;
  touchedAt: Date;
};

const columns = sql`id, filename, declared_type as "declaredType", bytes, received, sha256, fields,
  attachment_id as "attachmentId", touched_at as "touchedAt"`;
const lock = sql`for update`;
const noLock = sql``;

export const toState = (row: UploadRow): UploadState => ({
  id: row.id,
  filename: row.filename,
  bytes: row.bytes,
  offset: row.received,
  attachmentId: row.attachmentId,
  expiresAt: new Date(row.touchedAt.getTime() + uploadLifetime).toISOString(),
});

async function read(ctx: Ctx, id: string, locking: Sql): Promise<UploadRow> {
  const [row] = await ctx.query<UploadRow>(sql`
    select ${columns} from uploads where id = ${id} and ${inOwnScope(ctx, 'uploads')}
      and touched_at > ${new Date(Date.now() - uploadLifetime)} ${locking}`);
  if (!row) throw notFound();
  return row;
}

/** An upload of one's own that has not been forgotten, or 404. */
export const findUpload = (ctx: Ctx, id: string): Promise<UploadRow> => read(ctx, id, noLock);

/** Takes the announcement of a file; nothing of it is here yet. */
export async function announce(ctx: Ctx, body: UploadCreate, { env }: Deps): Promise<UploadRow> {
  if (body.bytes > env.MAX_UPLOAD_BYTES) throw tooLarge(env.MAX_UPLOAD_BYTES);
  await subjectOf(ctx, body.fields);
  await refuseBeyondQuota(ctx, body.bytes, env.MAX_UNUSED_BYTES);
  const [row] = await ctx.query<UploadRow>(sql`
    insert into uploads (uploader_id, filename, declared_type, bytes, sha256, fields)
    values (${ctx.actor.id}, ${body.filename}, ${body.mediaType ?? null}, ${body.bytes}, ${body.sha256 ?? null},
      ${JSON.stringify(body.fields)})
    returning ${columns}`);
  return row!;
}

/** The bytes of one part, read whole before any transaction: one that broke off on its way is none. */
export async function receivePart(req: Request): Promise<Buffer> {
  if (!req.is('application/octet-stream')) throw new Failure(415, 'unsupported-type');
  if (Number(req.get('content-length') ?? 0) > uploadPartBytes.most) throw tooLarge(uploadPartBytes.most);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of req as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > uploadPartBytes.most) break;
      pieces.push(piece);
    }
  } catch {
    throw new Failure(400, 'upload-incomplete');
  }
  if (length > uploadPartBytes.most) throw tooLarge(uploadPartBytes.most);
  return Buffer.concat(pieces);
}

/** Adds a part where the last one ended. One that is here already changes nothing: its sender missed the answer. */
export async function addPart(ctx: Ctx, id: string, offset: number, content: Buffer): Promise<UploadRow> {
  const row = await read(ctx, id, lock);
  const end = offset + content.length;
  if (end > row.bytes) throw invalid({ offset: 'upload-too-long' });
  if (row.attachmentId !== null || end <= row.received) return row;
  if (offset !== row.received) throw conflict('wrong-offset', { current: toState(row) });
  if (content.length < uploadPartBytes.least && end < row.bytes) throw invalid({ body: 'part-too-small' });
  await ctx.query(sql`
    insert into upload_parts (upload_id, start, uploader_id, content)
    values (${id}, ${offset}, ${ctx.actor.id}, ${content})`);
  const [grown] = await ctx.query<UploadRow>(sql`
    update uploads set received = ${end}, touched_at = clock_timestamp()
    where id = ${id} and ${inOwnScope(ctx, 'uploads')} returning ${columns}`);
  return grown!;
}

/** Throws away what has arrived, so that the sender can begin again. */
async function empty(ctx: Ctx, id: string): Promise<void> {
  await ctx.query(sql`delete from upload_parts where upload_id = ${id} and ${inOwnScope(ctx, 'upload_parts')}`);
  await ctx.query(sql`update uploads set received = 0 where id = ${id} and ${inOwnScope(ctx, 'uploads')}`);
}

export async function forget(ctx: Ctx, id: string): Promise<void> {
  await ctx.query(sql`delete from uploads where id = ${id} and ${inOwnScope(ctx, 'uploads')}`);
}

/** The whole file, part by part, each read in a transaction of its own: a slow store holds none open. */
async function* contentOf(deps: Deps, actor: Actor, row: UploadRow): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let at = 0;
  while (at < row.bytes) {
    const start = at;
    const [part] = await deps.as(actor, 'zh', (ctx) =>
      ctx.query<{ content: Buffer }>(sql`
        select content from upload_parts
        where upload_id = ${row.id} and start = ${start} and ${inOwnScope(ctx, 'upload_parts')}`),
    );
    if (!part) throw conflict('upload-unfinished');
    hash.update(part.content);
    at += part.content.length;
    yield part.content;
  }
  if (row.sha256 !== null && hash.digest('hex') !== row.sha256) throw invalid({ sha256: 'upload-damaged' });
}

type Kept = Omit<Upload, 'fields'> | null;

/** Puts the parts together and keeps the file, before the transaction that makes the attachment. Null: made already. */
export async function assemble(deps: Deps, actor: Actor, id: string): Promise<Kept> {
  const row = await deps.as(actor, 'zh', (ctx) => findUpload(ctx, id));
  if (row.attachmentId !== null) return null;
  if (row.received < row.bytes) throw conflict('upload-unfinished', { current: toState(row) });
  try {
    return await keepFile(deps, Readable.from(contentOf(deps, actor, row), { objectMode: false }), {
      filename: row.filename,
      declared: row.declaredType ?? undefined,
    });
  } catch (error) {
    // What was damaged may come again; what may not be kept leaves nothing behind.
    const damaged = error instanceof Failure && error.errors?.['sha256'] !== undefined;
    const refused = error instanceof Failure && error.status === 422;
    if (refused) await deps.as(actor, 'zh', (ctx) => (damaged ? empty(ctx, id) : forget(ctx, id)));
    throw error;
  }
}

/** Makes the attachment of a kept file, once: who asks again gets the same. */
export async function finish(ctx: Ctx, id: string, kept: Kept): Promise<AttachmentRow> {
  const row = await read(ctx, id, lock);
  if (row.attachmentId !== null) return visible(ctx, row.attachmentId);
  if (!kept) throw conflict('upload-unfinished', { current: toState(row) });
  const attachment = await create(ctx, { ...kept, fields: attachmentFields.parse(row.fields) });
  await ctx.query(sql`
    update uploads set attachment_id = ${attachment.id}, touched_at = clock_timestamp()
    where id = ${id} and ${inOwnScope(ctx, 'uploads')}`);
  await ctx.query(sql`delete from upload_parts where upload_id = ${id} and ${inOwnScope(ctx, 'upload_parts')}`);
  return attachment;
}
