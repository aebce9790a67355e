/** What a column holds: decides how its cells are written, aligned and shown. */
export type CellKind = 'text' | 'number' | 'rate' | 'day' | 'instant';

/**
 * One cell: text, a number (a rate is a share of 1), a day `YYYY-MM-DD`, an instant as a Date or in ISO 8601; empty
 * where there is no value.
 */
export type Cell = string | number | Date | null | undefined;

export type SheetColumn = {
  heading: string;
  kind: CellKind;
  /** In characters of the usual font. */
  width: number;
};

/** Columns and their rows, which come in pieces of any size. */
export type Table = { columns: readonly SheetColumn[]; rows: AsyncIterable<Cell[][]> | Iterable<Cell[][]> };

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
/** 1970-01-01 as spreadsheets count days. */
const EPOCH = 25_569;

/** A calendar day as the number that spreadsheets keep. */
export const serialOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY + EPOCH;

/** An instant as wall time in Shanghai, to the second. */
export const serialOfInstant = (at: Date | string): number =>
  Math.floor((new Date(at).getTime() + SHANGHAI) / 1000) / 86_400 + EPOCH;

/** `2026-09-03 14:05:00` in Shanghai. */
export const wallTime = (at: Date | string): string =>
  new Date(new Date(at).getTime() + SHANGHAI).toISOString().slice(0, 19).replace('T', ' ');

/** Text that a spreadsheet would take for a formula if it were typed in, in full width too. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);
