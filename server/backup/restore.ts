import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { FileStore } from '../files.ts';
import { manifest, manifestName, tableFile, type Manifest, type TableManifest } from './manifest.ts';
import { quoted, stepsOf, tablesOf } from './tables.ts';

export type Target = { ownerUrl: string; files: Pick<FileStore, 'put'> };

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, manifestName), 'utf8').catch(() => {
    throw new Error(`${folder} holds no finished backup`);
  });
  return manifest.parse(JSON.parse(text));
}

/** Only into a place where nobody works yet, of the very schema that the backup was taken from. */
async function checkTarget(client: pg.Client, { steps }: Manifest): Promise<void> {
  const present = await stepsOf(client);
  const lacking = steps.filter((step) => !present.includes(step));
  const ahead = present.filter((step) => !steps.includes(step));
  if (lacking.length > 0) throw new Error(`the backup is of a newer version: ${lacking.join(', ')} unknown here`);
  if (ahead.length > 0) {
    throw new Error(`the backup is of an older version: restore it with that version, then migrate (${ahead[0]})`);
  }
  const { rows } = await client.query<{ used: boolean }>('select exists (select from users) as used');
  if (rows[0]!.used) throw new Error('the database has accounts already: restore into an empty one');
}

async function putBack(
  client: pg.Client,
  folder: string,
  { name, columns, rows, sha256 }: TableManifest,
): Promise<void> {
  const hash = createHash('sha256');
  const stream = client.query(copyFrom(`copy "${name}" (${quoted(columns)}) from stdin`));
  await pipeline(
    createReadStream(path.join(folder, tableFile(name))),
    createGunzip(),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    },
    stream,
  );
  if (hash.digest('hex') !== sha256 || stream.rowCount !== rows) throw new Error(`the copy of ${name} is damaged`);
}

/** COPY refuses tables with row security, and triggers have done their work already. */
const guards = (name: string, on: boolean, guarded: boolean) =>
  [
    ...(guarded ? [`alter table "${name}" ${on ? 'enable' : 'disable'} row level security`] : []),
    `alter table "${name}" ${on ? 'enable' : 'disable'} trigger user`,
  ].join('; ');

async function putBackTables(client: pg.Client, folder: string, { tables }: Manifest): Promise<void> {
  const here = await tablesOf(client);
  const unknown = tables.filter(({ name }) => !here.some((table) => table.name === name));
  if (unknown.length > 0) throw new Error(`unknown tables: ${unknown.map(({ name }) => name).join(', ')}`);
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity`,
  );
  const guarded = new Set(rows.map(({ name }) => name));
  await client.query(`truncate ${quoted(here.map(({ name }) => name))}`);
  for (const { name } of here) await client.query(guards(name, false, guarded.has(name)));
  for (const { name } of here) {
    const table = tables.find((one) => one.name === name);
    if (table) await putBack(client, folder, table);
  }
  for (const { name } of here) await client.query(guards(name, true, guarded.has(name)));
}

async function putBackFiles({ files }: Target, folder: string): Promise<number> {
  const root = path.join(folder, 'files');
  let count = 0;
  for (const part of await readdir(root).catch(() => [])) {
    for (const sha256 of await readdir(path.join(root, part))) {
      await files.put(createReadStream(path.join(root, part, sha256)), (file) => {
        if (file.sha256 !== sha256) throw new Error(`the file ${sha256} is damaged`);
      });
      count += 1;
    }
  }
  return count;
}

/**
 * Puts a backup into an empty database of the same version and its files into the store. The rows come in one
 * transaction: all of them or none. Throws where the backup is damaged or the place is in use.
 */
export async function restore(target: Target, folder: string): Promise<Manifest> {
  const read = await readManifest(folder);
  const client = new pg.Client({ connectionString: target.ownerUrl, application_name: 'union-console-restore' });
  await client.connect();
  try {
    await client.query('begin');
    await checkTarget(client, read);
    // Files first: a row must never name one that is not there.
    const count = await putBackFiles(target, folder);
    if (count !== read.files) throw new Error(`the backup has ${count} of its ${read.files} files`);
    await putBackTables(client, folder, read);
    await client.query('commit');
    await client.query('analyze');
    return read;
  } finally {
    await client.end();
  }
}
