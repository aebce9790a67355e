import { isErrorHeading } from '../../../shared/rules/headings.ts';
import { openArchive } from '../read/archive.ts';
import { SheetError } from '../read/fault.ts';
import { defaultLimits } from '../read/limits.ts';
import { delimitedLines, formatOf, openSheets, workbookSheets, type OpenSheet } from '../read/open.ts';
import type { Source } from '../read/source.ts';
import type { ReadOptions } from '../read/table.ts';
import { annotatedCsv } from './csv.ts';
import { annotatedWorkbook } from './workbook.ts';

/** What is wrong in a row: the sentence for its last column, and the places (from 0) of the cells at fault. */
export type RowNote = { text: string; places: readonly number[] };

/** What the column is called, and which row its heading stands in. `sheet` as `readTable` told it; else the first with something in it. */
export type AnnotateOptions = ReadOptions & { heading: string; headingRow: number; sheet?: string };

/** Where the notes of a table go. */
export type NotePlan = {
  headingRow: number;
  heading: string;
  /** Place of the column. */
  place: number;
  notes: ReadonlyMap<number, RowNote>;
};

/** Behind everything that the sheet holds, or where such a column stands since the time before; null in an empty sheet. */
async function placeIn(sheet: OpenSheet, { heading, headingRow }: AnnotateOptions): Promise<number | null> {
  let place = 0;
  for await (const rows of sheet.rows()) {
    for (const { row, cells } of rows) {
      const existing = row === headingRow ? cells.findIndex((cell) => cell === heading || isErrorHeading(cell)) : -1;
      if (existing >= 0) return existing;
      place = Math.max(place, cells.length);
    }
  }
  return place === 0 ? null : place;
}

/** The sheet that is meant, and the place of the notes in it. */
async function chosen(
  sheets: readonly OpenSheet[],
  options: AnnotateOptions,
): Promise<{ sheet: OpenSheet; place: number }> {
  const named = sheets.filter(({ name }) => options.sheet === undefined || name === options.sheet);
  for (const sheet of named.length > 0 ? named : sheets) {
    const place = await placeIn(sheet, options);
    if (place !== null) return { sheet, place };
  }
  throw new SheetError('sheet-empty');
}

/**
 * The same file, all of its rows, with a last column that says what is wrong in which row (`notes` by row number), in
 * place of such a column from the time before. A workbook keeps everything else as it is, and cells at fault get a
 * light fill; a CSV file comes back in UTF-8 with commas.
 */
export async function* annotate(
  source: Source,
  notes: ReadonlyMap<number, RowNote>,
  options: AnnotateOptions,
): AsyncGenerator<Buffer> {
  const limits = { ...defaultLimits, ...options.limits };
  const { heading, headingRow } = options;
  if ((await formatOf(source, options.filename)) === 'csv') {
    const { place } = await chosen(await openSheets(source, { limits }), options);
    yield* annotatedCsv(delimitedLines(source), { heading, headingRow, place, notes });
    return;
  }
  // What is unpacked counts once for each of the readings.
  const archive = await openArchive(source, { ...limits, inflated: 3 * limits.inflated });
  const { sheet, place } = await chosen(await workbookSheets(archive, limits), options);
  yield* annotatedWorkbook(archive, sheet.part!, { heading, headingRow, place, notes });
}

/** `名册.xlsx` → `名册-错误.xlsx`; a CSV file stays one. */
export const annotatedName = (filename: string, suffix: string): string =>
  filename.replace(/(\.\w{1,5})?$/, (extension) => `-${suffix}${extension || '.xlsx'}`);
