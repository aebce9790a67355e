import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { SheetError } from './fault.ts';
import type { Limits } from './limits.ts';
import { bytesOf, type Source } from './source.ts';

/** A file within a ZIP archive, as the directory at its end tells. */
export type Part = {
  name: string;
  method: 0 | 8;
  crc: number;
  packed: number;
  bytes: number;
  /** Where its own header begins. */
  at: number;
};

export type Archive = {
  parts: readonly Part[];
  /** By its name, whatever its case; a leading slash is none of it. */
  find(name: string): Part | undefined;
  /** What it unpacks to. Everything that is unpacked of an archive counts towards one limit. */
  open(part: Part): AsyncGenerator<Buffer>;
  /** As it lies there, packed. */
  raw(part: Part): AsyncIterable<Buffer>;
};

/** The directory's end has at most so many bytes of remark behind it. */
const TAIL = 65_557;
const DIRECTORY = 4 * 1024 * 1024;
const MARK = 0xffff_ffff;
/** Smaller parts may be as repetitive as they like. */
const SMALL = 8 * 1024 * 1024;

const damaged = () => new SheetError('sheet-damaged');

/** A number of eight bytes; one that no file can have is a damage. */
function long(bytes: Buffer, at: number): number {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged();
  return Number(value);
}

type Directory = { from: number; bytes: number; count: number };

async function directoryOf(source: Source): Promise<Directory> {
  const base = Math.max(0, source.bytes - TAIL);
  const tail = await bytesOf(source, base, source.bytes);
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) throw damaged();
  const found = {
    from: tail.readUInt32LE(end + 16),
    bytes: tail.readUInt32LE(end + 12),
    count: tail.readUInt16LE(end + 10),
  };
  if (found.from !== MARK && found.bytes !== MARK && found.count !== 0xffff) return found;
  // Zip64: a locator before the end says where the larger numbers stand.
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x0706_4b50) throw damaged();
  const at = long(tail, end - 12);
  const record = await bytesOf(source, at, at + 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x0606_4b50) throw damaged();
  return { count: long(record, 32), bytes: long(record, 40), from: long(record, 48) };
}

/** What the zip64 field of an entry says in place of the numbers that did not fit, in their fixed order. */
function widened(extra: Buffer, numbers: { bytes: number; packed: number; at: number }): typeof numbers {
  const wide = { ...numbers };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    let next = 0;
    for (const key of ['bytes', 'packed', 'at'] as const) {
      if (wide[key] !== MARK) continue;
      if (next + 8 > field.length) throw damaged();
      wide[key] = long(field, next);
      next += 8;
    }
  }
  return wide;
}

async function partsOf(source: Source, limits: Limits): Promise<Part[]> {
  const { from, bytes, count } = await directoryOf(source);
  if (count > limits.entries || bytes > DIRECTORY) throw new SheetError('sheet-bomb');
  const list = await bytesOf(source, from, from + bytes);
  const parts: Part[] = [];
  let declared = 0;
  for (let at = 0, left = count; left > 0; left -= 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== 0x0201_4b50) throw damaged();
    const [nameBytes, extraBytes, noteBytes] = [28, 30, 32].map((place) => list.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + nameBytes + extraBytes + noteBytes;
    if (next > list.length) throw damaged();
    const name = list.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/');
    const extra = list.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const numbers = {
      bytes: list.readUInt32LE(at + 24),
      packed: list.readUInt32LE(at + 20),
      at: list.readUInt32LE(at + 42),
    };
    const wide = widened(extra, numbers);
    const method = list.readUInt16LE(at + 10);
    if (list.readUInt16LE(at + 8) & 1) throw new SheetError('sheet-password');
    if (!name.endsWith('/')) {
      if (method !== 0 && method !== 8) throw damaged();
      declared += wide.bytes;
      if (wide.bytes > SMALL && wide.bytes > wide.packed * limits.ratio) throw new SheetError('sheet-bomb');
      parts.push({ name, method, crc: list.readUInt32LE(at + 16), ...wide });
    }
    at = next;
  }
  if (declared > limits.inflated) throw new SheetError('sheet-bomb');
  return parts;
}

/** Opens a ZIP archive; throws `SheetError` for one that is damaged, encrypted, or unpacks to too much. */
export async function openArchive(source: Source, limits: Limits): Promise<Archive> {
  const parts = await partsOf(source, limits);
  const byName = new Map(parts.map((part) => [part.name.toLowerCase(), part]));
  if (byName.size < parts.length) throw damaged();
  let unpacked = 0;

  async function* raw({ at, packed }: Part): AsyncGenerator<Buffer> {
    const head = await bytesOf(source, at, at + 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x0403_4b50) throw damaged();
    const from = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    if (from + packed > source.bytes) throw damaged();
    yield* source.stream(from, from + packed);
  }

  async function* open(part: Part): AsyncGenerator<Buffer> {
    let [crc, bytes] = [0, 0];
    const content = part.method === 0 ? raw(part) : inflated(raw(part));
    for await (const chunk of content) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      unpacked += chunk.length;
      // More than was declared: whoever packed it meant to deceive.
      if (bytes > part.bytes || unpacked > limits.inflated) throw new SheetError('sheet-bomb');
      yield chunk;
    }
    if (bytes !== part.bytes || crc !== part.crc) throw damaged();
  }

  return { parts, find: (name) => byName.get(name.replace(/^\/+/, '').toLowerCase()), open, raw };
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 65_536 });
  const filled = pipeline(Readable.from(packed, { objectMode: true, highWaterMark: 1 }), inflate);
  // Whoever reads the pieces hears of the failure first.
  filled.catch(() => undefined);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
    await filled;
  } catch (error) {
    throw String((error as NodeJS.ErrnoException).code).startsWith('Z_') ? damaged() : error;
  } finally {
    inflate.destroy();
  }
}

/** A part as a whole, where it is known to be small; one that is not is refused. */
export async function wholeOf(archive: Archive, part: Part, maximum = 32 * 1024 * 1024): Promise<Buffer> {
  if (part.bytes > maximum) throw new SheetError('sheet-bomb');
  const chunks: Buffer[] = [];
  for await (const chunk of archive.open(part)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
