import type { z } from 'zod';
import type { Fault } from '../../../shared/faults.ts';
import type { ImportKindName } from '../../../shared/imports.ts';
import type { MessageCode } from '../../../shared/messages.ts';
import type { SearchKind } from '../../../shared/search.ts';
import type { Word } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';

/** What an upload belongs to beside its columns, such as `campaignId`; checked by the kind's `params`. */
export type ImportParams = Record<string, string>;

export type Choice = { label: string; value: string };

/** How the cells of a column are read (shared/rules/typed.ts): `organisation` becomes a code within the reader's scope. */
export type ImportCellKind =
  'text' | 'code' | 'phone' | 'number' | 'day' | 'month' | 'flag' | 'choice' | 'organisation';

export type ImportColumn = {
  /** The field of the write schema. */
  key: string;
  /** Where the list exports the field: the very heading of the export (`headingOf`). */
  heading: Word;
  /** Other headings that people write, in any language. */
  synonyms: readonly string[];
  kind: ImportCellKind;
  /** Needed for a new record; a file without the column is refused only where it has new records. */
  required?: boolean;
  /** What the example row of the template shows; of a day `YYYY-MM-DD`. */
  example?: string | number;
  note?: Word;
  /** In characters. */
  width: number;
  /** For `choice`: labels with their values; the labels are the drop-down of the template. */
  choices?: readonly Choice[];
  /** Understood where it stands in a file, and left out of the template. */
  hidden?: true;
};

/** Errors of one row by column key; the empty key is the row as a whole. */
export type RowErrors = Record<string, MessageCode | Fault>;

/**
 * A row as the file has it, with typed values: a key is there when the file has its column, null when the cell is empty.
 * A cell that can't be read is an error already and is not among `given`.
 */
export type GivenRow = {
  row: number;
  /** From the identity columns of an export. */
  id: string | null;
  version: number | null;
  given: Record<string, unknown>;
};

/** What stands in the register for a row: `values` has every field of `fields`. */
export type Found<Values> = { id: string; version: number; values: Values };

export type Matched<Values> = { found: Found<Values> | null; errors?: RowErrors };

/** A valid row: `values` as the schema gives them, `found` what is there now. */
export type ValidRow<Values> = GivenRow & { values: Values; found: Found<Values> | null };

/** A row to be written, `target` being what the preview saw: an update must find exactly that version. */
export type WritableRow<Values> = {
  row: number;
  values: Values;
  target: { id: string; version: number } | null;
  /** The id that a new record takes, if it can: what is written as foreseen need not be noted row by row. */
  newId: string;
  /** Field → [old, new] of `fields`; of a new record everything that is not empty. */
  changes: Record<string, [unknown, unknown]>;
};

export type WriteOptions = {
  params: ImportParams;
  /** A large import: names of new records are indexed after the commit, so `write` leaves them out. */
  namesLater: boolean;
};

/** A row that was written: the version is the one that the writing gave it. */
export type WrittenRow = {
  row: number;
  id: string;
  version: number;
  created: boolean;
  changes: Record<string, [unknown, unknown]>;
};

/** A written row that may no longer be taken back: somebody changed it, or something hangs on it now. */
export type Touch = { row: number; by: string | null; at: string | null };

/**
 * One kind of workbook. Every function takes a batch of a few hundred rows and asks the database a fixed number of
 * statements, whatever the size of the batch. The tenant is the actor's, never the file's.
 */
export type ImportKind<Values extends object> = {
  kind: ImportKindName;
  /** What must come with the upload; 422 by field otherwise. Throws `notFound()` through `columns` when out of scope. */
  params?: z.ZodType<Record<string, string | undefined>>;
  columns: (ctx: Ctx, params: ImportParams) => Promise<readonly ImportColumn[]> | readonly ImportColumn[];
  /** The write schema of the resource, the same that its form and route use. */
  schema: z.ZodType<Values>;
  /** The fields that are compared, shown and taken back. */
  fields: readonly (keyof Values & string)[];
  /** Instead of `fields`, where they depend on the columns: the questions of a checklist. */
  fieldsOf?: (columns: readonly ImportColumn[]) => readonly string[];
  /** What names the row in lists: `values` may be half there. */
  label: (values: Partial<Record<string, unknown>>) => string;
  /** By which a record is told from others; two rows of one file with the same key are an error at the second. */
  naturalKey: (values: Values) => string | null;
  /** Finds what the rows speak of, by id first (an id out of scope or gone is an error at `id`), else by natural key. One answer per row. */
  match: (ctx: Ctx, rows: readonly GivenRow[], params: ImportParams) => Promise<Matched<Values>[]>;
  /** What the schema can't know: places that are taken, states that forbid a change. One answer per row. */
  check?: (ctx: Ctx, rows: readonly ValidRow<Values>[], params: ImportParams) => Promise<(RowErrors | undefined)[]>;
  /**
   * Creates and updates with events, counts and names, in the transaction of the whole import. Throws
   * `conflict('stale-version')` where a target has moved on: everything is rolled back and compared anew.
   */
  write: (ctx: Ctx, rows: readonly WritableRow<Values>[], options: WriteOptions) => Promise<WrittenRow[]>;
  /** Which of these can't be taken back any more; `touchedByVersion` answers for the plain case. */
  touched: (ctx: Ctx, rows: readonly WrittenRow[], params: ImportParams) => Promise<Touch[]>;
  /** Deletes what was created and puts old values back, with events, counts and names; all rows are untouched. */
  revert: (ctx: Ctx, rows: readonly WrittenRow[], params: ImportParams) => Promise<void>;
  /** Where records are found by name: which index the engine fills after the commit when `namesLater` is set. */
  searchKind?: SearchKind;
};
