import { findHeadings, headingSearch, type FoundHeadings, type KnownColumn } from '../../../shared/rules/headings.ts';
import type { RawRow } from '../../../shared/rules/rawCell.ts';
import { isExample } from '../template/marks.ts';
import { columnName } from '../xlsx.ts';
import { SheetError } from './fault.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { openSheets, type OpenSheet } from './open.ts';
import type { Source } from './source.ts';

export type ReadOptions = {
  /** Tells an old workbook from a protected one, and nothing else: the type is found from the bytes. */
  filename?: string;
  limits?: Partial<Limits>;
};

/** A table below its headings. */
export type ReadTable = {
  /** The name of its sheet; empty of a CSV file. */
  sheet: string;
  headings: FoundHeadings;
  /** Rows that hold something, without the example of a template, a few hundred at a time; to be read once. */
  rows: AsyncGenerator<RawRow[]>;
};

/** What stands in the first sheet that has something; throws `SheetError`. */
export async function* readSheet(source: Source, options: ReadOptions = {}): AsyncGenerator<RawRow[]> {
  const limits = { ...defaultLimits, ...options.limits };
  const sheets = await openSheets(source, { ...options, limits });
  for (const sheet of sheets) {
    let empty = true;
    for await (const rows of sheet.rows()) {
      empty = false;
      yield rows;
    }
    if (!empty) return;
  }
  throw new SheetError('sheet-empty');
}

/** A sheet with headings: what was read of it so far, and the rest. */
type Located = {
  sheet: OpenSheet;
  headings: FoundHeadings;
  first: RawRow[];
  rest: AsyncGenerator<RawRow[]>;
};

/** The first sheet that has headings among its first rows; throws `SheetError` where there is none. */
async function locate(sheets: readonly OpenSheet[], columns: readonly KnownColumn[]): Promise<Located> {
  let empty = true;
  for (const sheet of sheets) {
    const rest = sheet.rows();
    const first: RawRow[] = [];
    while (first.length < headingSearch) {
      const next = await rest.next();
      if (next.done) break;
      first.push(...next.value);
    }
    if (first.length > 0) empty = false;
    const headings = findHeadings(first, columns);
    if (headings) return { sheet, headings, first, rest };
    await rest.return(undefined);
  }
  if (empty) throw new SheetError('sheet-empty');
  throw new SheetError('sheet-no-heading', { headings: wanted(columns) });
}

/**
 * The table whose headings are most like the known columns: of the first sheet that has such headings among its first
 * rows. Throws `SheetError` where there is none, where a column is there twice, and, while the rows are read, where the
 * file proves to be damaged or too large. Columns that are missing or unknown are the caller's to judge.
 */
export async function readTable(
  source: Source,
  columns: readonly KnownColumn[],
  options: ReadOptions = {},
): Promise<ReadTable> {
  const limits = { ...defaultLimits, ...options.limits };
  const { sheet, headings, first, rest } = await locate(await openSheets(source, { ...options, limits }), columns);
  refuseDoubled(headings);
  return { sheet: sheet.name, headings, rows: below(headings, first, rest, limits) };
}

/** The headings that a sentence names: those that must be there, or the first few. */
function wanted(columns: readonly KnownColumn[]): string {
  const needed = columns.filter(({ required }) => required);
  return (needed.length > 0 ? needed : columns.slice(0, 5)).map(({ heading }) => heading.zh).join('、');
}

function refuseDoubled({ doubled }: FoundHeadings): void {
  const [first] = doubled;
  if (!first) return;
  const columns = first.places.map((place) => columnName(place)).join('、');
  throw new SheetError('sheet-doubled-heading', { heading: first.heading, columns });
}

/** Rows below the headings; those that came with them first. */
async function* below(
  headings: FoundHeadings,
  first: RawRow[],
  rest: AsyncGenerator<RawRow[]>,
  limits: Limits,
): AsyncGenerator<RawRow[]> {
  let count = 0;
  const kept = (rows: RawRow[]) => {
    const data = rows.filter(({ row, cells }) => row > headings.row && !isExample(cells));
    count += data.length;
    if (count > limits.rows) throw new SheetError('sheet-too-many-rows', { maximum: limits.rows });
    return data;
  };
  const begun = kept(first);
  if (begun.length > 0) yield begun;
  for await (const rows of rest) {
    const data = kept(rows);
    if (data.length > 0) yield data;
  }
}
