import type { Fault } from '../faults.ts';

/**
 * What a cell of a workbook or CSV file holds: text as it stands there, a number, a flag, a day `YYYY-MM-DD` or an
 * instant `YYYY-MM-DDTHH:mm:ss` (Shanghai) where the workbook keeps it as one, or the error that stands there (`#N/A`; empty text
 * for a formula that was saved without its result). Never an empty text: an empty cell is null.
 */
export type RawCell = string | number | boolean | { error: string } | null;

/** `row` counts from 1 and as the spreadsheet shows it. Cells that were never written are missing at the end. */
export type RawRow = { row: number; cells: readonly RawCell[] };

/** A cell as a value, null where it is empty, or what is wrong with it. */
export type Typed<T> = { value: T | null; fault?: undefined } | { value?: undefined; fault: Fault };
