import { looksLikeFormula, wallTime, type Cell, type SheetColumn, type Table } from './cells.ts';

/** An apostrophe makes text of what would be a formula; spreadsheets show it, which is the price of the format. */
export const safe = (text: string) => (looksLikeFormula(text.replace(/^'+/, '')) ? `'${text}` : text);

export const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function written(value: Cell, { kind }: SheetColumn): string {
  if (value === null || value === undefined) return '';
  if (kind === 'instant') return wallTime(value as Date | string);
  return typeof value === 'number' ? String(value) : quoted(safe(String(value)));
}

const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`;

/** A CSV file in UTF-8 with the mark by which Excel knows it. */
export async function* csv({ columns, rows }: Table): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${line(columns.map(({ heading }) => quoted(safe(heading))))}`);
  for await (const piece of rows) {
    yield Buffer.from(piece.map((row) => line(columns.map((column, index) => written(row[index], column)))).join(''));
  }
}
