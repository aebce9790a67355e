import { TextDecoder } from 'node:util';
import { XmlScanner, type XmlHandler } from './xml.ts';

/** A document as UTF-8: those few that are written in UTF-16 are turned. */
async function* utf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      const mark = chunk.length > 1 ? chunk.readUInt16BE(0) : 0;
      decoder = mark === 0xfffe ? new TextDecoder('utf-16le') : mark === 0xfeff ? new TextDecoder('utf-16be') : null;
    }
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
}

/** Reads a whole document; after each piece of it what the handler has gathered may be taken. */
export async function* scanned<H extends XmlHandler>(
  chunks: AsyncIterable<Buffer>,
  handler: H,
  scanner = new XmlScanner(handler),
): AsyncGenerator<H> {
  for await (const chunk of utf8(chunks)) {
    scanner.write(chunk);
    yield handler;
  }
  scanner.end();
}

export async function scan(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const scanner = new XmlScanner(handler);
  for await (const chunk of utf8(chunks)) scanner.write(chunk);
  scanner.end();
}
