import type { EntitySchemaColumnOptions } from 'typeorm';

type Columns = Record<string, EntitySchemaColumnOptions>;

/** A code that compares by bytes, so that a subtree is one range of an index. */
export const codeColumn = (name: string, more: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  name,
  type: 'text',
  collation: 'C',
  ...more,
});

/** The key of a tenant table. `select: false` marks what no record shows. */
export const tenantKey = {
  provinceCode: codeColumn('province_code', { primary: true, select: false }),
  id: { type: 'uuid', primary: true },
} satisfies Columns;

/** What every mutable record carries. */
export const stamps = {
  version: { type: 'integer' },
  createdAt: { name: 'created_at', type: 'timestamptz' },
  updatedAt: { name: 'updated_at', type: 'timestamptz' },
} satisfies Columns;
