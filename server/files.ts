import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Env } from './env.ts';
import { diskShelf } from './files/disk.ts';
import { storageFailure } from './files/faults.ts';
import { openScratch, type Arrived, type Scratch, type StoredFile } from './files/scratch.ts';
import { verified } from './files/verified.ts';

export type { Arrived, StoredFile } from './files/scratch.ts';

/** Where files stay: a folder or a bucket. A key is a SHA-256, with an ending where it is made from that file. */
export type Shelf = {
  /** Makes the file at `from` durable under the key; the same key twice is the same file once. */
  keep(key: string, from: string, file: { sha256: string; bytes: number; mediaType?: string }): Promise<void>;
  /** Answers when the first byte can be read; null where there is nothing under the key. */
  open(key: string): Promise<Readable | null>;
  remove(key: string): Promise<void>;
};

/**
 * Files by their SHA-256: written once, never changed, the same bytes kept once. Whatever keeps a file from being stored
 * or read is a `Failure` with a sentence of its own (503, or 507 for a full disk), and nothing half is left behind.
 */
export type FileStore = {
  /** Takes a stream to its end; `accept` may refuse what has arrived, and then nothing is left behind. */
  put(content: Readable, accept: (file: Arrived) => void | Promise<void>): Promise<StoredFile>;
  /**
   * The same, where something else is kept than what was sent: `make` gets the file that arrived and keeps what it likes.
   * All that it wrote beside is cleared away.
   */
  take<T>(content: Readable, make: (file: Arrived, desk: Desk) => Promise<T>): Promise<T>;
  /** The content of a file; a stream that ends in an error where it is no longer what its name says. */
  read(sha256: string): Promise<Readable>;
  /** What was made from a file; null where nothing was. */
  readMade(sha256: string, ending: Ending): Promise<Readable | null>;
  /** Removes a file with all that was made from it. */
  remove(sha256: string): Promise<void>;
};

export const endings = ['.webp'] as const;
/** `.webp`: the thumbnail of a picture. */
export type Ending = (typeof endings)[number];

export type Desk = {
  /** A path for something that is made from what arrived. */
  newPath(): string;
  /** Measures and hashes a file on the desk. */
  look(file: string): Promise<Arrived>;
  keep(file: Arrived, mediaType?: string): Promise<void>;
  /** Keeps what was made from the file with this hash. */
  keepMade(sha256: string, ending: Ending, file: Arrived): Promise<void>;
};

/** Opens the folder of the settings, or the bucket where one is named; what arrives is put down in the folder first. */
export async function openFileStore(env: Env, scratch?: Scratch): Promise<FileStore> {
  const root = path.join(env.DATA_DIR, 'files');
  const shelf = env.FILES_S3_BUCKET
    ? await import('./files/s3.ts').then(({ s3Shelf }) => s3Shelf(env))
    : diskShelf(root);
  return storeOn(shelf, scratch ?? (await openScratch(path.join(root, 'incoming'))));
}

export function storeOn(shelf: Shelf, scratch: Scratch): FileStore {
  const keep = (key: string, { path: from, ...file }: Arrived, mediaType?: string) =>
    shelf.keep(key, from, { ...file, ...(mediaType ? { mediaType } : {}) });

  async function take<T>(content: Readable, make: (file: Arrived, desk: Desk) => Promise<T>): Promise<T> {
    const used: string[] = [];
    const newPath = () => {
      used.push(scratch.newPath());
      return used.at(-1)!;
    };
    try {
      const file = await scratch.receive(content, newPath());
      return await make(file, {
        newPath,
        look: scratch.look,
        keep: (kept, mediaType) => keep(kept.sha256, kept, mediaType),
        keepMade: (sha256, ending, made) => keep(sha256 + ending, made),
      });
    } catch (error) {
      throw storageFailure(error) ?? error;
    } finally {
      await Promise.all(used.map((file) => rm(file, { force: true })));
    }
  }

  async function open(key: string): Promise<Readable | null> {
    try {
      return await shelf.open(key);
    } catch (error) {
      throw storageFailure(error) ?? error;
    }
  }

  return {
    take,
    put: (content, accept) =>
      take(content, async (file, desk) => {
        await accept(file);
        await desk.keep(file);
        return file;
      }),
    async read(sha256) {
      const content = await open(sha256);
      // A row without its file: the folder is not the one that it was, or the bucket another.
      if (!content) throw storageFailure({ code: 'NoSuchKey' })!;
      return verified(content, sha256);
    },
    readMade: (sha256, ending) => open(sha256 + ending),
    async remove(sha256) {
      for (const ending of ['', ...endings]) await shelf.remove(sha256 + ending);
    },
  };
}
