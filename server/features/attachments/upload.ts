import type { Readable } from 'node:stream';
import type { Request } from 'express';
import { attachmentFields, type AttachmentFields, type MediaType } from '../../../shared/attachments.ts';
import type { Look } from '../../../shared/rules/looks.ts';
import { noteFile, queryOf } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import type { Arrived, Desk } from '../../files.ts';
import { receiveFile, refuseTooLarge, tooLarge } from '../../http/multipart.ts';
import { actorOf } from '../../http/session.ts';
import { formatOf, redraw } from '../../pictures/pictures.ts';
import { mostPixels } from '../../pictures/work.ts';
import { cleanName, isHonest, mediaTypeOf } from './mediaType.ts';
import { refuseBeyondQuota } from './upload.quota.ts';

export type Upload = {
  filename: string;
  mediaType: MediaType;
  bytes: number;
  sha256: string;
  /** Of the bytes as they were sent: pictures are drawn anew. */
  sentSha256: string;
  /** Null for what is no picture, and for a picture with nothing on it. */
  look: Look | null;
  fields: AttachmentFields;
};

type Sent = {
  filename: string;
  /** The type that the sender names, if any. */
  declared: string | undefined;
  /** Whether the reader stopped at the limit; asked at the end. */
  isCut?: () => boolean;
  /** Throws where what was sent beside the file is not in order. */
  check?: () => void;
};

/**
 * Keeps what arrives, however it arrives, if it passes the checks of every attachment (413, 422); else keeps nothing. Of
 * a picture its pixels are kept, with a thumbnail; what hung on the file stays behind.
 */
export async function keepFile(
  { files, env, pool }: Pick<Deps, 'files' | 'env' | 'pool'>,
  content: Readable,
  { filename, declared, isCut = () => false, check }: Sent,
): Promise<Omit<Upload, 'fields'>> {
  const safeName = cleanName(filename);
  return files.take(content, async (file, desk) => {
    if (isCut()) throw tooLarge(env.MAX_UPLOAD_BYTES);
    if (file.bytes === 0) throw invalid({ file: 'no-file' });
    const mediaType = mediaTypeOf(file);
    if (!mediaType || !isHonest(mediaType, safeName, declared)) throw invalid({ file: 'wrong-file-type' });
    check?.();
    const picture = await redrawn(file, mediaType, desk);
    const { sha256, bytes } = picture?.clean ?? file;
    // A file is known before it is kept: if no row ever names it, it will be found and removed.
    await noteFile(queryOf(pool), sha256);
    await desk.keep(picture?.clean ?? file, mediaType);
    if (picture) await desk.keepMade(sha256, '.webp', picture.thumbnail);
    return { filename: safeName, mediaType, bytes, sha256, sentSha256: file.sha256, look: picture?.look ?? null };
  });
}

/** What is kept of a picture; null for what is none. 422 where it can't be opened or has too many pixels. */
async function redrawn({ path: from }: Arrived, mediaType: MediaType, desk: Desk) {
  const format = formatOf(mediaType);
  if (!format) return null;
  const [clean, thumbnail] = [desk.newPath(), desk.newPath()];
  const made = await redraw({ from, format, clean, thumbnail });
  if (made === 'damaged') throw invalid({ file: 'picture-damaged' });
  if (made === 'too-large') {
    const params = { megapixels: Math.round(mostPixels / 1_000_000) };
    throw invalid({ file: { code: 'picture-too-large', params } });
  }
  return { look: made.look, clean: await desk.look(clean), thumbnail: await desk.look(thumbnail) };
}

/** One file with what is sent beside it; a refused or broken upload leaves nothing behind. */
export async function receiveUpload(req: Request, deps: Deps): Promise<Upload> {
  const limit = deps.env.MAX_UPLOAD_BYTES;
  refuseTooLarge(req, limit);
  const actor = await actorOf(deps, req);
  const announced = Number(req.get('content-length') ?? limit);
  await deps.as(actor, 'zh', (ctx) => refuseBeyondQuota(ctx, announced, deps.env.MAX_UNUSED_BYTES));
  const { file, fields } = await receiveFile(req, limit, ({ content, fields: beside, ...sent }) =>
    keepFile(deps, content, { ...sent, check: () => void attachmentFields.parse(beside, { reportInput: true }) }),
  );
  return { ...file, fields: attachmentFields.parse(fields, { reportInput: true }) };
}
