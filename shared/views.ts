import { z } from 'zod';
import { resources, type Resource } from './permissions.ts';
import { filterSchema, oneOf, text, version, type Stamped } from './schema.ts';

/** A list as one person likes to see it. What its filter says is understood by the list alone. */
export type View = Stamped & {
  name: string;
  resource: Resource;
  filter: Record<string, unknown>;
  sort: { field: string; order: 'ASC' | 'DESC' } | null;
  /** Columns that are not shown; null for the list's own choice. */
  hiddenColumns: string[] | null;
  /** The list opens with it when its address says nothing. */
  isDefault: boolean;
};

const FILTER_LENGTH = 8000;
const field = text(60, 1);

export const viewWrite = z.object({
  name: text(30, 1),
  resource: z.enum(resources),
  filter: z
    .record(z.string().max(60), z.json())
    .refine((filter) => JSON.stringify(filter).length <= FILTER_LENGTH, { params: { key: 'invalid-value' } })
    // Neither half a character nor NUL can be stored.
    .refine((filter) => !/\\u(0000|d[89a-f])/i.test(JSON.stringify(filter)), { params: { key: 'control-characters' } }),
  sort: z
    .object({ field, order: z.enum(['ASC', 'DESC']) })
    .nullish()
    .transform((sort) => sort ?? null),
  hiddenColumns: z
    .array(field)
    .max(60)
    .nullish()
    .transform((hidden) => hidden ?? null),
  isDefault: z.boolean().default(false),
  version: version.optional(),
});
export type ViewWrite = z.infer<typeof viewWrite>;

/** A view belongs to a person and to no organisation. */
export const viewFilter = filterSchema({
  name: oneOf(text(30)),
  resource: oneOf(z.enum(resources)),
  isDefault: oneOf(z.boolean()),
}).omit({ orgCode: true, orgExact: true });
