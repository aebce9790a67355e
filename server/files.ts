import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** `head` and `tail` are as much of a file as its type is told from; they overlap in a small one. */
export type StoredFile = { sha256: string; bytes: number; head: Buffer; tail: Buffer };

/** Files by their SHA-256: written once, never changed, the same bytes kept once. */
export type FileStore = {
  /** Takes a stream to its end; `accept` may refuse what has arrived, and then nothing is left behind. */
  put(content: Readable, accept: (file: StoredFile) => void | Promise<void>): Promise<StoredFile>;
  read(sha256: string): Readable;
};

const HEAD = 4096;
/** An archive lists its entries at its end. */
const TAIL = 65_536;

export async function openFileStore(dataDir: string): Promise<FileStore> {
  const root = path.resolve(dataDir, 'files');
  const incoming = path.join(root, 'incoming');
  // What an interrupted upload left is worth nothing.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  const pathOf = (sha256: string) => path.join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  return {
    async put(content, accept) {
      const temporary = path.join(incoming, randomUUID());
      const sink = createWriteStream(temporary, { flags: 'wx', mode: 0o600 });
      const hash = createHash('sha256');
      let bytes = 0;
      let head = Buffer.alloc(0);
      let tail = Buffer.alloc(0);
      try {
        await pipeline(
          content,
          async function* (source: AsyncIterable<Buffer>) {
            for await (const chunk of source) {
              hash.update(chunk);
              bytes += chunk.length;
              if (head.length < HEAD) head = Buffer.concat([head, chunk]).subarray(0, HEAD);
              tail = Buffer.concat([tail, chunk]).subarray(-TAIL);
              yield chunk;
            }
          },
          sink,
        );
        const file = { sha256: hash.digest('hex'), bytes, head, tail };
        await accept(file);
        await sync(temporary);
        const target = pathOf(file.sha256);
        await mkdir(path.dirname(target), { recursive: true });
        await rename(temporary, target);
        return file;
      } finally {
        // A file that is still being opened would appear after it was removed.
        if (!sink.closed) await new Promise<void>((resolve) => sink.once('close', () => resolve()));
        await rm(temporary, { force: true });
      }
    },
    read: (sha256) => createReadStream(pathOf(sha256)),
  };
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
