import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Shelf } from '../files.ts';

/** Files in a folder, spread over two levels by the first characters of their hash. */
export function diskShelf(root: string): Shelf {
  const pathOf = (key: string) => path.join(root, key.slice(0, 2), key.slice(2, 4), key);
  return {
    async keep(key, from) {
      await sync(from);
      const target = pathOf(key);
      await mkdir(path.dirname(target), { recursive: true });
      await rename(from, target);
    },
    async open(key) {
      const handle = await open(pathOf(key), 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return handle && createReadStream('', { fd: handle });
    },
    remove: (key) => rm(pathOf(key), { force: true }),
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
