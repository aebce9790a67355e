import type { Request } from 'express';
import type { z } from 'zod';
import { importUpload } from '../../../shared/imports.ts';
import { noteFile, queryOf } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { invalid } from '../../errors.ts';
import type { Arrived } from '../../files.ts';
import { receiveFile, refuseTooLarge, tooLarge } from '../../http/multipart.ts';
import { cleanName } from '../attachments/mediaType.ts';

export type ImportUpload = {
  fields: z.infer<typeof importUpload>;
  filename: string;
  bytes: number;
  sha256: string;
};

/** A workbook, its older and its protected forms (which the reader refuses with a sentence of their own), or text. */
function refuseOtherTypes({ head }: Pick<Arrived, 'head'>): void {
  const isArchive = head.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
  const isCompound = head.subarray(0, 4).toString('hex') === 'd0cf11e0';
  const isUtf16 = head[0] === 0xff || head[0] === 0xfe;
  const isText = !head.includes(0) && !/^(%PDF|\x89PNG|GIF8|RIFF|\xff\xd8)/.test(head.toString('latin1', 0, 4));
  if (!isArchive && !isCompound && !isUtf16 && !isText) throw invalid({ file: 'sheet-not-a-workbook' });
}

/** One workbook with what it belongs to: 413 for what is too large, 422 for what is no table at all; nothing is left then. */
export async function receiveWorkbook(req: Request, { files, env, pool }: Deps): Promise<ImportUpload> {
  const limit = env.MAX_IMPORT_BYTES;
  refuseTooLarge(req, limit);
  const { file, fields } = await receiveFile(req, limit, async ({ content, filename, isCut }) => {
    const safeName = cleanName(filename);
    const { sha256, bytes } = await files.put(content, async (arrived) => {
      if (isCut()) throw tooLarge(limit);
      if (arrived.bytes === 0) throw invalid({ file: 'no-file' });
      refuseOtherTypes(arrived);
      // A file is known before it is kept: if no row ever names it, it will be found and removed.
      await noteFile(queryOf(pool), arrived.sha256);
    });
    return { filename: safeName, bytes, sha256 };
  });
  return { ...file, fields: importUpload.parse(fields, { reportInput: true }) };
}
