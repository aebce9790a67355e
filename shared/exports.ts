import { z } from 'zod';
import type { Resource } from './permissions.ts';
import { filterSchema, oneOf, type Stamped } from './schema.ts';

/** The lists that can be had as a table: exactly what the list's filter shows, all rows. */
export const exportLists = [
  'unions',
  'inspections',
  'rectifications',
  'enterprises',
  'visits',
  'letters',
  'sites',
  'site-reports',
  'users',
  'events',
] as const satisfies readonly Resource[];
export type ExportList = (typeof exportLists)[number];

/** Finished documents of the office (domain §8): 问题整改台账 and 汇总表. */
export const exportDocuments = ['rectification-ledger', 'progress-summary'] as const;
export const exportKinds = [...exportLists, ...exportDocuments] as const;
export type ExportKind = (typeof exportKinds)[number];

export const isExportList = (name: string): name is ExportList => (exportLists as readonly string[]).includes(name);

export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportStatuses = ['queued', 'running', 'done', 'failed'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** A worksheet ends at 1,048,576 rows. */
export const maximumExportRows = 1_000_000;

/**
 * `filter` is the list's own (of 汇总表: `campaignId`, and `orgCode` and `asOf` where they are wished for), and `sort`
 * as the list takes it.
 */
export const exportCreate = z.object({
  kind: z.enum(exportKinds),
  format: z.enum(exportFormats).default('xlsx'),
  filter: z.record(z.string(), z.unknown()).default({}),
  sort: z
    .tuple([z.string().max(40), z.enum(['ASC', 'DESC'])])
    .nullish()
    .transform((sort) => sort ?? null),
});
export type ExportCreate = z.infer<typeof exportCreate>;

export type Export = Stamped & {
  kind: ExportKind;
  format: ExportFormat;
  filter: Record<string, unknown>;
  filename: string;
  status: ExportStatus;
  /** Rows written so far, of as many as there were when it was asked for. */
  progress: { done: number; total: number };
  /** What the file holds, once it is there. */
  counts: { rows: number | null };
  bytes: number | null;
  /** Why it could not be made, in the reader's language. */
  errors: string[];
  finishedAt: string | null;
};

/** An export belongs to a person and to no organisation. */
export const exportFilter = filterSchema({
  kind: oneOf(z.enum(exportKinds)),
  format: oneOf(z.enum(exportFormats)),
  status: oneOf(z.enum(exportStatuses)),
}).omit({ orgCode: true, orgExact: true });
