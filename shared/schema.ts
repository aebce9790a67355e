import { z } from 'zod';
import { isDay } from './rules/days.ts';
import { orgCodePattern } from './rules/orgCode.ts';

/** Text of people: trimmed, without characters that PostgreSQL (NUL) or the XML of office files can't hold. */
export const text = (max: number, min = 0) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => !/\p{Surrogate}/u.test(value), { params: { key: 'control-characters' } })
    // eslint-disable-next-line no-control-regex
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value), {
      params: { key: 'control-characters' },
    });

export const id = z.uuid();
export const day = z
  .string()
  .refine(isDay, { params: { key: 'not-a-day' } })
  .meta({ format: 'date' });
/** Within the years that days have, and with an offset that exists. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((value) => /^(19|2[0-8])\d\d-/.test(value) && !/[+-](1[5-9]|2\d):\d\d$/.test(value), {
    params: { key: 'invalid-value' },
  });
export const orgCode = z.string().regex(orgCodePattern, { error: undefined });
export const version = z.number().int().positive();
export const count = z.number().int().min(0).max(10_000_000);

/** What every act takes: the version that its author saw; a stale one is a conflict. */
export const versioned = z.object({ version: version.optional() });
export const reason = text(500, 2);
export const withReason = versioned.extend({ reason });

type Comparable = { gte?: true };
export type FilterField = { schema: z.ZodType } & Comparable;

/** A filter field that takes one value or several. */
export const oneOf = (schema: z.ZodType): FilterField => ({ schema });
/** A filter field that also takes `_gte` and `_lte`. */
export const ranged = (schema: z.ZodType): FilterField => ({ schema, gte: true });

const common: Record<string, FilterField> = { orgCode: oneOf(orgCode), orgExact: oneOf(orgCode) };

/**
 * The filter schema of a list: a key is a field (one value or an array), `field_gte`, `field_lte`, `q` or `id`; any
 * other key is an error. `orgCode` means that organisation and everything below it, `orgExact` that one alone (本级).
 */
export function filterSchema(fields: Record<string, FilterField>, idSchema: z.ZodType = id) {
  const shape: Record<string, z.ZodType> = { q: text(100), id: many(idSchema) };
  for (const [name, field] of Object.entries({ ...common, ...fields })) {
    shape[name] = many(field.schema);
    if (field.gte) {
      shape[`${name}_gte`] = field.schema;
      shape[`${name}_lte`] = field.schema;
    }
  }
  return z.strictObject(shape).partial();
}

function many(schema: z.ZodType) {
  return z.union([schema, z.array(schema).max(1000)]);
}

/** What every record of the interface has. */
export type Stamped = { id: string; version: number; createdAt: string; updatedAt: string };
