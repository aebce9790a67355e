import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { copyFiles, hashesOf, type CopiedFiles } from '../backup/files.ts';
import { manifestName } from '../backup/manifest.ts';
import { quoted } from '../backup/tables.ts';
import type { Cipher } from '../cipher.ts';
import { openJson, placeOf, sealedColumns } from '../db/sealed.ts';
import type { FileStore } from '../files.ts';
import { tenantTables, type TenantTable } from './tables.ts';
import { tenantOf } from './tenant.ts';

/** What lets somebody in, and what the product derives from other rows and can make again. */
const withheldTables = new Set(
  (
    'sessions tokens idempotency_keys email_codes second_factors recovery_codes sign_in_places upload_parts ' +
    'search_names progress_pending progress_entries progress_counts progress_days progress_folds'
  ).split(' '),
);
const withheldColumns: Record<string, readonly string[]> = {
  users: ['password_hash'],
  channels: ['url_sealed', 'secret_sealed'],
  identity_providers: ['client_secret'],
};

/** One JSON object a line, its keys the columns. The hash is that of the lines before they are compressed. */
export type ExportedTable = { name: string; file: string; columns: string[]; rows: number; sha256: string };

/** What the folder holds; written last: a folder without it is no export. */
export type TenantExport = CopiedFiles & {
  format: 1;
  province: string;
  name: string;
  takenAt: string;
  tables: ExportedTable[];
};

export type Source = {
  ownerUrl: string;
  files: Pick<FileStore, 'read'>;
  cipher: Cipher;
};

/** The columns of a table that leave the house, or null where the table does not. */
export function exportedColumns({ name, columns }: Pick<TenantTable, 'name' | 'columns'>): string[] | null {
  if (withheldTables.has(name)) return null;
  const withheld = withheldColumns[name] ?? [];
  return columns.filter((column) => !withheld.includes(column));
}

/** A row, by the names of its columns, with what is sealed in it opened. */
function inClear(cipher: Cipher, table: string, row: Record<string, unknown>): Record<string, unknown> {
  const opened = sealedColumns
    .filter((one) => one.table === table && typeof row[one.column] === 'string')
    .map((one) => {
      const kept = row[one.column] as string;
      const place = placeOf(one, String(row['id']));
      return [one.column, one.json ? openJson({ cipher }, place, kept) : cipher.open(kept, place)];
    });
  return { ...row, ...Object.fromEntries(opened) };
}

/** The tenant's rows of one table as lines of JSON, personal data in clear. */
async function* linesOf(
  client: pg.Client,
  { name, mine, columns }: TenantTable,
  { cipher }: Source,
  province: string,
): AsyncGenerator<string[]> {
  const text = `declare lines cursor for
    select to_jsonb(r) as row from (select ${quoted(columns)} from "${name}" t where ${mine}) r`;
  await client.query({ text, values: [province] });
  for (;;) {
    const { rows } = await client.query<{ row: Record<string, unknown> }>('fetch 2000 from lines');
    if (rows.length === 0) break;
    yield rows.map(({ row }) => `${JSON.stringify(inClear(cipher, name, row))}\n`);
  }
  await client.query('close lines');
}

async function exportTable(
  client: pg.Client,
  table: TenantTable,
  source: Source,
  { province, folder }: { province: string; folder: string },
): Promise<ExportedTable> {
  const { name, columns } = table;
  const file = `tables/${name}.jsonl.gz`;
  const hash = createHash('sha256');
  let count = 0;
  await pipeline(
    async function* () {
      for await (const lines of linesOf(client, table, source, province)) {
        count += lines.length;
        const piece = Buffer.from(lines.join(''));
        hash.update(piece);
        yield piece;
      }
    },
    createGzip({ level: 6 }),
    createWriteStream(path.join(folder, file)),
  );
  return { name, file, columns, rows: count, sha256: hash.digest('hex') };
}

/**
 * Writes all that a province has in the product into an empty folder, as of one instant, for the province to keep or to
 * read elsewhere: its rows in clear, and the files that they name. Throws where the folder is not empty.
 */
export async function exportTenant(source: Source, province: string, folder: string): Promise<TenantExport> {
  await mkdir(path.join(folder, 'tables'), { recursive: true });
  const found = (await readdir(folder)).filter((name) => name !== 'tables');
  if (found.length > 0) throw new Error(`${folder} is not empty`);
  const client = new pg.Client({ connectionString: source.ownerUrl, application_name: 'union-console-tenant' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { name } = await tenantOf(client, province);
    const { rows } = await client.query<{ at: Date }>('select now() as at');
    const kept = (await tenantTables(client)).flatMap((table) => {
      const columns = exportedColumns(table);
      return columns ? [{ ...table, columns }] : [];
    });
    const tables: ExportedTable[] = [];
    for (const table of kept) tables.push(await exportTable(client, table, source, { province, folder }));
    const copied = await copyFiles(source.files, hashesOf(client, kept, [province]), folder);
    await client.query('commit');
    const made: TenantExport = { format: 1, province, name, takenAt: rows[0]!.at.toISOString(), tables, ...copied };
    await writeFile(path.join(folder, manifestName), `${JSON.stringify(made, null, 2)}\n`);
    return made;
  } finally {
    await client.end();
  }
}
