import { z } from 'zod';
import type { Resource } from './permissions.ts';
import { filterSchema, id, oneOf, text, versioned, type Stamped } from './schema.ts';

/** What can be brought in from a workbook, and the resource whose rows it becomes. */
export const importKinds = ['unions', 'enterprises', 'users', 'site-reports', 'inspections'] as const;
export type ImportKindName = (typeof importKinds)[number];

/** What a person must be allowed to do with the resource in order to import it. */
export const importRights: Record<ImportKindName, { resource: Resource; actions: readonly string[] }> = {
  unions: { resource: 'unions', actions: ['create', 'edit'] },
  enterprises: { resource: 'enterprises', actions: ['create', 'edit'] },
  users: { resource: 'users', actions: ['create', 'edit'] },
  'site-reports': { resource: 'site-reports', actions: ['create', 'edit'] },
  inspections: { resource: 'inspections', actions: ['save'] },
};

/**
 * `reading` (the file is being compared with what is there) → `ready` (a preview waits for its author) → `writing` →
 * `done` → `undoing` → `undone`; `cancelled` by its author, `failed` where the file can't be read.
 */
export const importStatuses = [
  'reading',
  'ready',
  'writing',
  'done',
  'undoing',
  'undone',
  'failed',
  'cancelled',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const isUnderWay = (status: ImportStatus) => ['reading', 'writing', 'undoing'].includes(status);

/** `stop`: with any error nothing is written. `skip`: rows with errors are left out. */
export const importPolicies = ['stop', 'skip'] as const;
export type ImportPolicy = (typeof importPolicies)[number];

export const importOutcomes = ['create', 'update', 'unchanged', 'error'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** The errors that a screen lists; all of them are in the workbook of errors. */
export const listedErrors = 1000;

export type ImportCounts = { create: number; update: number; unchanged: number; error: number };

export type Import = Stamped & {
  kind: ImportKindName;
  filename: string;
  bytes: number;
  /** What the rows belong to beside their own columns, such as a campaign. */
  params: Record<string, string>;
  status: ImportStatus;
  policy: ImportPolicy | null;
  /** Rows so far, of as many as are known to come; `total` is 0 as long as that is not known. */
  progress: { done: number; total: number };
  counts: ImportCounts;
  /** Headings of the file that no column of the kind is known by. */
  ignored: string[];
  /** Why the file could not be taken, or what became of it, in the reader's language. */
  errors: string[];
  /** File and rows have been dropped; only what happened is kept. */
  dropped: boolean;
  finishedAt: string | null;
  mayActions: string[];
};

/** A row of the preview. `changes`: field → [old, new], each as a value of the field. */
export type ImportRow = {
  row: number;
  outcome: ImportOutcome;
  label: string;
  targetId: string | null;
  changes: Record<string, [unknown, unknown]>;
  /** One sentence for each cell at fault; `column` is empty for what is wrong with the row as a whole. */
  errors: { column: string; heading: string; value: string; message: string }[];
};

/** A page of the preview; `fields` names what changes, and the values that have labels. */
export type ImportRows = {
  total: number;
  rows: ImportRow[];
  fields: Record<string, { heading: string; labels?: Record<string, string> }>;
};

/** Who has touched a row of an import since it was written. */
export type TouchedRow = { row: number; label: string; by: string | null; at: string | null };

export const importConfirm = versioned.extend({ policy: z.enum(importPolicies) });
export const importAct = versioned;

export const importRowsQuery = z.strictObject({
  outcome: z.enum(importOutcomes).optional(),
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  count: z.coerce.number().int().min(1).max(200).default(50),
});

export const importTemplateQuery = z.looseObject({ kind: z.enum(importKinds) });

/** Beside its file, an upload carries what it is and what it belongs to. */
export const importUpload = z.object({
  kind: z.enum(importKinds),
  campaignId: id.optional(),
  siteId: id.optional(),
});

/** An import belongs to the person who brought it. */
export const importFilter = filterSchema({
  kind: oneOf(z.enum(importKinds)),
  status: oneOf(z.enum(importStatuses)),
  filename: oneOf(text(200)),
}).omit({ orgCode: true, orgExact: true });
