export type Limits = {
  /** Rows below the headings that hold something. */
  rows: number;
  columns: number;
  /** Bytes that all parts of a workbook which are read may unpack to, as declared and as found. */
  inflated: number;
  /** How many times larger than its packed form a part of more than a few megabytes may be. */
  ratio: number;
  /** Files within the workbook. */
  entries: number;
};

export const defaultLimits: Limits = {
  rows: 200_000,
  columns: 200,
  inflated: 2 * 1024 * 1024 * 1024,
  ratio: 200,
  entries: 2000,
};
