import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** `head` and `tail` are as much of a file as its type is told from; they overlap in a small one. */
export type StoredFile = { sha256: string; bytes: number; head: Buffer; tail: Buffer };

/** A file that has arrived whole and is kept nowhere yet. */
export type Arrived = StoredFile & { path: string };

/** Where files lie while they arrive and while something is made from them. */
export type Scratch = {
  newPath(): string;
  receive(content: Readable, to: string): Promise<Arrived>;
  look(file: string): Promise<Arrived>;
};

const HEAD = 4096;
/** An archive lists its entries at its end. */
const TAIL = 65_536;
const DAY = 86_400_000;

const writable = (file: string): Writable => createWriteStream(file, { flags: 'wx', mode: 0o600 });

/** Opens the folder. What lies there since yesterday was left by an interruption; younger files may be another server's. */
export async function openScratch(folder: string, sinkOf = writable): Promise<Scratch> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found && found.mtimeMs < Date.now() - DAY) await rm(file, { recursive: true, force: true });
  }
  return {
    newPath: () => path.join(folder, randomUUID()),
    async receive(content, to) {
      const sink = sinkOf(to);
      const measure = measuring();
      try {
        await pipeline(content, measure.pass, sink);
      } finally {
        // A file that is still being opened would appear after it was removed.
        if (!sink.closed) await new Promise<void>((resolve) => sink.once('close', () => resolve()));
      }
      return { ...measure.result(), path: to };
    },
    async look(file) {
      const measure = measuring();
      const content: AsyncIterable<Buffer> = createReadStream(file);
      for await (const chunk of content) measure.add(chunk);
      return { ...measure.result(), path: file };
    },
  };
}

function measuring() {
  const hash = createHash('sha256');
  let bytes = 0;
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  const add = (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
    if (head.length < HEAD) head = Buffer.concat([head, chunk]).subarray(0, HEAD);
    tail = Buffer.concat([tail, chunk]).subarray(-TAIL);
  };
  return {
    add,
    async *pass(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        add(chunk);
        yield chunk;
      }
    },
    result: (): StoredFile => ({ sha256: hash.digest('hex'), bytes, head, tail }),
  };
}
