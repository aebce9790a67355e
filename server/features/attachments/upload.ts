import busboy from 'busboy';
import type { Request } from 'express';
import type { MediaType } from '../../../shared/attachments.ts';
import type { Deps } from '../../deps.ts';
import { Failure, invalid } from '../../errors.ts';
import { megabytes } from '../../http/problem.ts';
import { cleanName, isHonest, mediaTypeOf } from './mediaType.ts';

export type Upload = {
  filename: string;
  mediaType: MediaType;
  bytes: number;
  sha256: string;
  fields: Record<string, string>;
};

/**
 * Reads a multipart body with one `file` to its end, before any transaction opens. Refuses what is too large (413), no
 * file at all, or not what it says (422); a refused or broken upload leaves nothing behind.
 */
export async function receiveUpload(req: Request, { files, env }: Deps): Promise<Upload> {
  const limit = env.MAX_UPLOAD_BYTES;
  const tooLarge = () => new Failure(413, 'too-large', { params: { limit: megabytes(limit) } });
  // Room for the fields and boundaries around the file.
  if (Number(req.get('content-length') ?? 0) > limit + 65_536) throw tooLarge();
  const parser = readerOf(req, limit);
  const fields: Record<string, string> = {};
  let stored: Promise<Upload | null> = Promise.resolve(null);

  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (name, stream, { filename, mimeType }) => {
    if (name !== 'file') return void stream.resume();
    let mediaType: MediaType | null = null;
    const safeName = cleanName(filename ?? '');
    stored = files
      .put(stream, (file) => {
        if (stream.truncated) throw tooLarge();
        if (file.bytes === 0) throw invalid({ file: 'no-file' });
        mediaType = mediaTypeOf(file);
        if (!mediaType || !isHonest(mediaType, safeName, mimeType)) throw invalid({ file: 'wrong-file-type' });
      })
      .then(({ sha256, bytes }) => ({ filename: safeName, mediaType: mediaType!, bytes, sha256, fields }));
    // A file that can't be kept must not leave the reader waiting for room.
    stored.catch(() => stream.resume());
  });

  await new Promise<void>((resolve, reject) => {
    parser.once('close', resolve);
    parser.on('error', () => reject(new Failure(400, 'upload-incomplete')));
    req.once('close', () => {
      if (!req.complete) parser.destroy(new Error('the sender has gone'));
    });
    req.pipe(parser);
  });
  const upload = await stored;
  if (!upload) throw invalid({ file: 'no-file' });
  return upload;
}

function readerOf(req: Request, fileSize: number) {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldSize: 1000, fileSize },
    });
  } catch {
    throw new Failure(415, 'unsupported-type');
  }
}
