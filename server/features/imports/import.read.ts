import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import sql from 'sql-template-tag';
import type { ImportCounts } from '../../../shared/imports.ts';
import type { RawRow } from '../../../shared/rules/rawCell.ts';
import type { Actor } from '../../../shared/permissions.ts';
import { storableJson } from '../../db/storable.ts';
import type { FileStore } from '../../files.ts';
import { fileSource, readTable, type Source } from '../../sheets/read/index.ts';
import { comparison, identityColumns } from './import.compare.ts';
import type { ImportEntityRow } from './import.entity.ts';
import { forgetRows, keepRows } from './import.rows.ts';
import type { Runner } from './import.run.ts';
import { beat, refuseKind, settle } from './import.service.ts';
import type { ImportColumn } from './kind.ts';
import { kindOf } from './kinds/index.ts';
import { ownPlaces } from './places.ts';

/** Rows that are compared in one go: few, so that other requests get their turn. */
const PIECE = 500;

/** A stored file laid out so that it can be read in any order; cleared away in the end. */
export async function withSource<T>(
  files: FileStore,
  sha256: string,
  read: (source: Source) => Promise<T>,
): Promise<T> {
  const temporary = path.join(tmpdir(), `union-console-import-${randomUUID()}`);
  try {
    await pipeline(await files.read(sha256), createWriteStream(temporary, { mode: 0o600 }));
    return await read(await fileSource(temporary));
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The columns that a file of this kind may have: what tells exported rows again goes beside those of the kind. */
export const allColumns = (columns: readonly ImportColumn[]) => [
  ...columns.map((column) => ({ ...column, required: column.required ?? false })),
  ...identityColumns.filter(({ key }) => columns.every((column) => column.key !== key)),
];

/** A source that tells how much of it has been read: the only measure of a workbook whose rows nobody has counted. */
function measured(source: Source): { source: Source; share: () => number } {
  let read = 0;
  return {
    source: {
      bytes: source.bytes,
      async *stream(from, to) {
        for await (const piece of source.stream(from, to)) {
          read += piece.length;
          yield piece;
        }
      },
    },
    share: () => Math.min(1, read / Math.max(1, source.bytes)),
  };
}

function* pieces(rows: readonly RawRow[]): Generator<RawRow[]> {
  for (let at = 0; at < rows.length; at += PIECE) yield rows.slice(at, at + PIECE);
}

/**
 * Reads the file and keeps what each row comes to. Throws `SheetError` where the file can't be read, and stops without a
 * word where the import was cancelled. What an earlier attempt kept is forgotten first.
 */
export async function readImport(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<void> {
  const { as, files, pause } = runner;
  const { language } = row;
  const kind = kindOf(row.kind);
  const { columns, organisations } = await as(actor, language, async (ctx) => {
    refuseKind(actor, row.kind);
    await forgetRows(ctx, row);
    return { columns: await kind.columns(ctx, row.params), organisations: await ownPlaces(ctx) };
  });
  await withSource(files, row.sha256!, async (whole) => {
    const { source, share } = measured(whole);
    const known = allColumns(columns);
    const table = await readTable(source, known, { filename: row.filename });
    const { headings } = table;
    const compare = comparison({
      kind,
      params: row.params,
      columns: known,
      places: headings.places,
      headings: headings.cells,
      organisations,
    });
    const counts: ImportCounts = { create: 0, update: 0, unchanged: 0, error: 0 };
    let done = 0;
    for await (const rows of table.rows) {
      for (const piece of pieces(rows)) {
        done += piece.length;
        const total = Math.max(done, Math.round(done / Math.max(0.01, share())));
        const alive = await as(actor, language, async (ctx) => {
          const compared = await compare(ctx, piece);
          for (const { outcome } of compared) counts[outcome] += 1;
          await keepRows(ctx, row, compared);
          return beat(ctx, row, done, total);
        });
        if (!alive) return;
        await pause();
      }
    }
    await as(actor, language, (ctx) =>
      settle(
        ctx,
        row,
        sql`status = 'ready', done = ${done}, total = ${done}, creates = ${counts.create}, updates = ${counts.update},
          unchanged = ${counts.unchanged}, faults = ${counts.error},
          ignored = ${storableJson(headings.unknown.map(({ heading }) => heading.slice(0, 60)))}::jsonb`,
      ),
    );
  });
}
