import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { importTemplateQuery, type ImportKindName } from '../../../shared/imports.ts';
import { wordFor, type Language } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { conflict } from '../../errors.ts';
import type { FileStore } from '../../files.ts';
import { Streamed } from '../../http/route.ts';
import { annotate, annotatedName, readTable, type RowNote } from '../../sheets/read/index.ts';
import { template, type TemplateColumn } from '../../sheets/template/index.ts';
import type { ImportEntityRow } from './import.entity.ts';
import { allColumns, withSource } from './import.read.ts';
import { errorNotes } from './import.rows.ts';
import { refuseKind } from './import.service.ts';
import type { ImportColumn, ImportParams } from './kind.ts';
import { kindOf } from './kinds/index.ts';
import { ownPlaces } from './places.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const typeOf = (filename: string) => (/\.csv$/i.test(filename) ? 'text/csv; charset=utf-8' : workbook);

function headOf(res: Response, filename: string, bytes?: number): void {
  res.set({
    'Content-Type': typeOf(filename),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'Cache-Control': 'private, no-store',
    // Whatever is in it, nothing of it runs.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    ...(bytes === undefined ? {} : { 'Content-Length': String(bytes) }),
  });
}

/** The file as it was sent. */
export function original(files: FileStore, row: ImportEntityRow): Streamed {
  if (!row.sha256) throw conflict('import-dropped');
  const { sha256, filename, bytes } = row;
  return new Streamed(async (_req, res) => {
    const content = await files.read(sha256);
    headOf(res, filename, Number(bytes));
    await pipeline(content, res);
  });
}

const words = {
  zh: { heading: '错误说明', suffix: '错误' },
  en: { heading: 'Errors', suffix: 'errors' },
} satisfies Record<Language, { heading: string; suffix: string }>;

/** The same file with a last column that says what is wrong in which row. */
export async function annotated(ctx: Ctx, files: FileStore, row: ImportEntityRow): Promise<Streamed> {
  if (!row.sha256) throw conflict('import-dropped');
  if (row.faults === 0 || row.status === 'reading') throw conflict('import-no-errors');
  const { sha256, filename } = row;
  const { heading, suffix } = words[ctx.language];
  const between = ctx.language === 'zh' ? '：' : ': ';
  const told = new Map<number, { text: string; columns: string[] }>();
  for await (const { row: number, errors } of errorNotes(ctx, row)) {
    const lines = errors.map((one) => (one.heading ? `${one.heading}${between}${one.message}` : one.message));
    told.set(number, { text: lines.join('\n'), columns: errors.map(({ column }) => column) });
  }
  const columns = allColumns(await kindOf(row.kind).columns(ctx, row.params));
  return new Streamed((_req, res) =>
    withSource(files, sha256, async (source) => {
      const { headings, rows, sheet } = await readTable(source, columns, { filename });
      await rows.return(undefined);
      const notes = new Map<number, RowNote>();
      for (const [number, { text, columns: at }] of told) {
        notes.set(number, { text, places: at.flatMap((key) => headings.places.get(key) ?? []) });
      }
      headOf(res, annotatedName(filename, suffix));
      const asked = { filename, heading, headingRow: headings.row, sheet };
      await pipeline(Readable.from(annotate(source, notes, asked)), res);
    }),
  );
}

const kinds: Record<ImportColumn['kind'], TemplateColumn['kind']> = {
  text: 'text',
  code: 'text',
  phone: 'text',
  flag: 'text',
  choice: 'text',
  organisation: 'text',
  number: 'number',
  day: 'day',
  month: 'month',
};

const titles = { zh: (name: string) => `${name}导入模板`, en: (name: string) => `Template: ${name}` };

/** The workbook to be filled in by this person: their organisations and the words of the office as drop-downs. */
export async function templateFor(ctx: Ctx, query: { kind: ImportKindName } & ImportParams): Promise<Streamed> {
  const { kind: name, ...given } = importTemplateQuery.parse(query);
  refuseKind(ctx.actor, name);
  const { language } = ctx;
  const kind = kindOf(name);
  const params = kind.params ? (kind.params.parse(given, { reportInput: true }) as ImportParams) : {};
  const columns = (await kind.columns(ctx, params)).filter(({ hidden }) => !hidden);
  const places = (await ownPlaces(ctx)).choices().map(({ label }) => label);
  const flags = [wordFor('answer', 'yes', language), wordFor('answer', 'no', language)];
  const choicesOf = (column: ImportColumn): string[] | null => {
    if (column.kind === 'organisation') return places;
    if (column.kind === 'flag') return flags;
    if (column.kind !== 'choice') return null;
    // The first label of a value is the one that is offered.
    const offered = new Map((column.choices ?? []).toReversed().map(({ label, value }) => [value, label]));
    return [...new Set((column.choices ?? []).map(({ value }) => offered.get(value)!))];
  };
  const asked = columns.map((column): TemplateColumn => {
    const choices = choicesOf(column);
    const example = column.example ?? (column.kind === 'organisation' ? places.at(-1) : undefined);
    return {
      heading: column.heading[language],
      kind: kinds[column.kind],
      width: column.width,
      ...(column.required ? { required: true } : {}),
      ...(column.note ? { note: column.note[language] } : {}),
      ...(example === undefined ? {} : { example }),
      ...(choices ? { choices } : {}),
    };
  });
  const title = titles[language](wordFor('importKind', name, language));
  const content = await template({ title, columns: asked, notes: [], language });
  return new Streamed((_req, res) => {
    headOf(res, `${title}.xlsx`, content.length);
    res.end(content);
    return Promise.resolve();
  });
}
