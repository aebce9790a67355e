import type { WordDocument } from './blocks.ts';
import { Streamed } from '../http/route.ts';
import { packDocument } from './pack.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Letters that a file system or a header can't hold make way for a space. */
const safeName = (name: string) => name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim();

/** The document as a download, rendered and sent after the commit, so that no connection to the database waits for it. */
export function wordFile(name: string, document: WordDocument): Streamed {
  return new Streamed(async (_req, res) => {
    const file = await packDocument(document);
    res.set({
      'Content-Type': WORD,
      'Content-Length': String(file.length),
      'Content-Disposition': `attachment; filename="document.docx"; filename*=UTF-8''${encodeURIComponent(`${safeName(name)}.docx`)}`,
      'Cache-Control': 'private, no-store',
    });
    res.end(file);
  });
}
