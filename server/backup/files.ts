import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { Failure } from '../errors.ts';
import type { FileStore } from '../files.ts';
import { DamagedFile } from '../files/verified.ts';
import { storedFile } from './manifest.ts';
import type { Table } from './tables.ts';

/** `mine` is a condition on the rows `t` that are meant; without it all are. */
type Naming = Pick<Table, 'name' | 'hashes'> & { mine?: string };

/** All hashes that rows of the snapshot name, in pieces; inside a transaction. `values` are those of the conditions. */
export async function* hashesOf(
  client: pg.Client,
  tables: readonly Naming[],
  values: readonly string[] = [],
): AsyncGenerator<string[]> {
  const selects = tables.flatMap(({ name, hashes, mine = 'true' }) =>
    hashes.map((column) => `select t."${column}" as hash from "${name}" t where t."${column}" is not null and ${mine}`),
  );
  if (selects.length === 0) return;
  const all = `select distinct hash from (${selects.join(' union ')}) h order by 1`;
  await client.query({ text: `declare hashes cursor for ${all}`, values: [...values] });
  for (;;) {
    const { rows } = await client.query<{ hash: string }>('fetch 1000 from hashes');
    if (rows.length === 0) break;
    yield rows.map(({ hash }) => hash);
  }
  await client.query('close hashes');
}

/** Copies one file; the store looks at every byte of it. False where it has it no more, or not as it was. */
async function copyFile(files: Pick<FileStore, 'read'>, sha256: string, folder: string): Promise<boolean> {
  const target = path.join(folder, storedFile(sha256));
  await mkdir(path.dirname(target), { recursive: true });
  try {
    await pipeline(await files.read(sha256), createWriteStream(`${target}.part`));
  } catch (error) {
    await rm(`${target}.part`, { force: true });
    if (isLost(error)) return false;
    throw error;
  }
  await rename(`${target}.part`, target);
  return true;
}

const isLost = (error: unknown) =>
  error instanceof DamagedFile ||
  (error instanceof Failure && (error.cause as { code?: string })?.code === 'NoSuchKey');

export type CopiedFiles = {
  files: number;
  /** Named by a row, but not in the store, or not as it was. */
  missing: string[];
};

/** Copies the files that come in pieces of hashes under `files/` of the folder. */
export async function copyFiles(
  store: Pick<FileStore, 'read'>,
  pieces: AsyncIterable<string[]>,
  folder: string,
): Promise<CopiedFiles> {
  let files = 0;
  const missing: string[] = [];
  for await (const piece of pieces) {
    for (const hash of piece) {
      if (await copyFile(store, hash, folder)) files += 1;
      else missing.push(hash);
    }
  }
  return { files, missing };
}
