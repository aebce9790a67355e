import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file that is read in any order: what lies on a disk, in memory, or in a store that answers ranges. */
export type Source = {
  bytes: number;
  /** From `from` (included) to `to` (excluded). */
  stream(from: number, to: number): AsyncIterable<Buffer>;
};

export async function fileSource(path: string): Promise<Source> {
  const { size } = await stat(path);
  return {
    bytes: size,
    stream: (from, to) => (to > from ? createReadStream(path, { start: from, end: to - 1 }) : nothing()),
  };
}

export const bufferSource = (content: Uint8Array): Source => {
  const whole = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return { bytes: whole.length, stream: (from, to) => pieces(whole.subarray(from, to)) };
};

const PIECE = 65_536;

async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE) yield await Promise.resolve(content.subarray(at, at + PIECE));
}

async function* nothing(): AsyncGenerator<Buffer> {}

/** A short range as a whole. */
export async function bytesOf(source: Source, from: number, to: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source.stream(Math.max(0, from), Math.min(to, source.bytes))) parts.push(part);
  return Buffer.concat(parts);
}
