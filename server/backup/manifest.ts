import { z } from 'zod';

const table = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)),
  rows: z.number().int().min(0),
  /** Of the text that COPY writes, before it is compressed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup holds. It is written last: a folder without one is no backup. */
export const manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  /** The schema that the rows belong to. */
  steps: z.array(z.string()),
  tables: z.array(table),
  /** Files of the store, by their SHA-256. */
  files: z.number().int().min(0),
  /** Named by a row, but not in the store, or not as it was. */
  missing: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifest>;
export type TableManifest = z.infer<typeof table>;

export const manifestName = 'manifest.json';
export const tableFile = (name: string) => `tables/${name}.copy.gz`;
export const storedFile = (sha256: string) => `files/${sha256.slice(0, 2)}/${sha256}`;
