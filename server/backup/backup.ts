import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { FileStore } from '../files.ts';
import { copyFiles, hashesOf } from './files.ts';
import { manifestName, tableFile, type Manifest, type TableManifest } from './manifest.ts';
import { quoted, stepsOf, tablesOf, type Table } from './tables.ts';

export type Source = { ownerUrl: string; files: Pick<FileStore, 'read'> };

/** The rows of a table in the text format of COPY, compressed; and what they were. */
async function copyTable(client: pg.Client, { name, columns }: Table, folder: string): Promise<TableManifest> {
  const hash = createHash('sha256');
  const stream = client.query(copyTo(`copy (select ${quoted(columns)} from "${name}") to stdout`));
  await pipeline(
    stream,
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createGzip({ level: 6 }),
    createWriteStream(path.join(folder, tableFile(name))),
  );
  return { name, columns, rows: stream.rowCount, sha256: hash.digest('hex') };
}

/** A compressed table can be read to its end. */
async function prove(folder: string, { name, sha256 }: TableManifest): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path.join(folder, tableFile(name))), createGunzip(), hash);
  if (hash.digest('hex') !== sha256) throw new Error(`the copy of ${name} can't be read back`);
}

/**
 * Writes database and files of one instant into an empty folder, while the server goes on working: all tables are read
 * in one snapshot, then the files that its rows name, which are never changed. Throws where the folder is not empty.
 */
export async function backup(source: Source, folder: string): Promise<Manifest> {
  await mkdir(path.join(folder, 'tables'), { recursive: true });
  const found = (await readdir(folder)).filter((name) => name !== 'tables');
  if (found.length > 0) throw new Error(`${folder} is not empty`);
  const client = new pg.Client({ connectionString: source.ownerUrl, application_name: 'union-console-backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows } = await client.query<{ at: Date }>('select now() as at');
    const takenAt = rows[0]!.at.toISOString();
    const steps = await stepsOf(client);
    const tables = await tablesOf(client);
    const copied: TableManifest[] = [];
    for (const table of tables) copied.push(await copyTable(client, table, folder));
    for (const table of copied) await prove(folder, table);
    const { files, missing } = await copyFiles(source.files, hashesOf(client, tables), folder);
    await client.query('commit');
    const manifest: Manifest = { format: 1, takenAt, steps, tables: copied, files, missing };
    await writeFile(path.join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await client.end();
  }
}
