import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { constants, crc32, createDeflateRaw } from 'node:zlib';

type Content = string | Buffer;
export type ZipEntry = { name: string; content: AsyncIterable<Content> | Iterable<Content> } | CopiedEntry;

/** What another archive holds, taken over as it is packed there. */
export type CopiedEntry = {
  name: string;
  packedAs: { method: number; crc: number; packed: number; bytes: number };
  content: AsyncIterable<Buffer>;
};

/** 1980-01-01: the same rows make the same bytes, whenever they are packed. */
const DAY = 0x0021;
const LIMIT = 0xffff_ffff;
/** Names in UTF-8. */
const UTF8 = 0x0800;
/** Sizes follow the data, because nobody knows them before. */
const SIZES_FOLLOW = 0x0008;
const DEFLATED = 8;

type Facts = { method: number; crc: number; packed: number; bytes: number };

/** The part of a header that an entry and the directory share. */
function header({ method, crc, packed, bytes }: Facts, flags: number, name: Buffer): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(20, 0);
  part.writeUInt16LE(flags, 2);
  part.writeUInt16LE(method, 4);
  part.writeUInt16LE(0, 6);
  part.writeUInt16LE(DAY, 8);
  part.writeUInt32LE(crc, 10);
  part.writeUInt32LE(packed, 14);
  part.writeUInt32LE(bytes, 18);
  part.writeUInt16LE(name.length, 22);
  return part;
}

const signature = (value: number): Buffer => {
  const part = Buffer.alloc(4);
  part.writeUInt32LE(value);
  return part;
};

/** Packs beside the event loop, and counts what it packs. */
async function* deflated(content: AsyncIterable<Content> | Iterable<Content>, facts: Facts): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED + 2, chunkSize: 65_536 });
  const filled = pipeline(
    Readable.from(content, { objectMode: true, highWaterMark: 1 }),
    async function* (source: AsyncIterable<Content>) {
      for await (const piece of source) {
        const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
        facts.crc = crc32(chunk, facts.crc);
        facts.bytes += chunk.length;
        yield chunk;
      }
    },
    deflate,
  );
  // Whoever reads the pieces hears of the failure first.
  filled.catch(() => undefined);
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    facts.packed += chunk.length;
    yield chunk;
  }
  await filled;
}

/**
 * A ZIP file in pieces, as its entries come: holds no entry as a whole, and packs beside the event loop. Entries are
 * read one after the other, so that a later one may tell what was learnt from an earlier.
 */
export async function* zip(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const begin = offset;
    const known = 'packedAs' in entry;
    const flags = known ? UTF8 : UTF8 | SIZES_FOLLOW;
    const facts: Facts = known ? entry.packedAs : { method: DEFLATED, crc: 0, packed: 0, bytes: 0 };
    const head = Buffer.concat([signature(0x0403_4b50), header(facts, flags, name), name]);
    yield head;
    yield* known ? entry.content : deflated(entry.content, facts);
    if (facts.bytes > LIMIT) throw new RangeError(`${entry.name} is too large for a ZIP file`);
    offset += head.length + facts.packed;

    if (!known) {
      const sizes = Buffer.alloc(16);
      sizes.writeUInt32LE(0x0807_4b50, 0);
      sizes.writeUInt32LE(facts.crc, 4);
      sizes.writeUInt32LE(facts.packed, 8);
      sizes.writeUInt32LE(facts.bytes, 12);
      offset += sizes.length;
      yield sizes;
    }

    const place = Buffer.alloc(14);
    place.writeUInt32LE(begin, 10);
    directory.push(signature(0x0201_4b50), Buffer.from([20, 0]), header(facts, flags, name), place, name);
  }
  const listed = Buffer.concat(directory);
  const count = directory.length / 5;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([listed, end]);
}
