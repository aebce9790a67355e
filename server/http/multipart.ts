import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { Failure, invalid } from '../errors.ts';
import { megabytes } from './problem.ts';

export const tooLarge = (limit: number) => new Failure(413, 'too-large', { params: { limit: megabytes(limit) } });

/** Refuses (413) what says of itself that it is too large, before any of it is read. */
export function refuseTooLarge(req: Request, limit: number): void {
  // Room for the fields and boundaries around the file.
  if (Number(req.get('content-length') ?? 0) > limit + 65_536) throw tooLarge(limit);
}

export type FilePart = {
  content: Readable;
  filename: string;
  /** The type that the sender names. */
  declared: string;
  /** Whether reading stopped at the limit; asked at the end. */
  isCut: () => boolean;
  /** What came beside the file so far; whole at its end where the file comes last. */
  fields: Readonly<Record<string, string>>;
};

/**
 * Reads a multipart body with one `file` to its end, before any transaction opens; `keep` takes the file. 400 where the
 * sender goes away, 415 for another kind of body, 422 without a file.
 */
export async function receiveFile<T>(
  req: Request,
  limit: number,
  keep: (part: FilePart) => Promise<T>,
): Promise<{ file: T; fields: Record<string, string> }> {
  const parser = readerOf(req, limit);
  const fields: Record<string, string> = {};
  let kept: Promise<{ file: T } | null> = Promise.resolve(null);
  parser.on('field', (name, value) => {
    fields[name] = value;
  });
  parser.on('file', (name, content, { filename, mimeType: declared }) => {
    if (name !== 'file') return void content.resume();
    const isCut = () => content.truncated === true;
    kept = keep({ content, filename: filename ?? '', declared, isCut, fields }).then((file) => ({ file }));
    // A file that can't be kept must not leave the reader waiting for room.
    kept.catch(() => content.resume());
  });
  await new Promise<void>((resolve, reject) => {
    parser.once('close', resolve);
    parser.on('error', () => reject(new Failure(400, 'upload-incomplete')));
    req.once('close', () => {
      if (!req.complete) parser.destroy(new Error('the sender has gone'));
    });
    req.pipe(parser);
  });
  const received = await kept;
  if (!received) throw invalid({ file: 'no-file' });
  return { ...received, fields };
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
