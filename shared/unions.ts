import { z } from 'zod';
import { count, day, filterSchema, oneOf, orgCode, ranged, text, version, type Stamped } from './schema.ts';
import type { SixHave } from './rules/scoring.ts';

export const unionKinds = ['enterprise', 'institution', 'government', 'social', 'township', 'park', 'joint'] as const;
export type UnionKind = (typeof unionKinds)[number];
export const ownerships = ['state', 'private', 'foreign', 'other'] as const;
export type Ownership = (typeof ownerships)[number];

export type Union = Stamped & {
  orgCode: string;
  name: string;
  kind: UnionKind;
  ownership: Ownership;
  employees: number;
  members: number;
  femaleMembers: number;
  foundedOn: string | null;
  termEndsOn: string | null;
  certificateNo: string | null;
  certificateEndsOn: string | null;
  chairName: string | null;
  chairPhone: string | null;
  /** The newest result per have; null before the first six-haves inspection. */
  sixHaves: Record<SixHave, boolean> | null;
  active: boolean;
};

export const unionWrite = z
  .object({
    orgCode,
    name: text(80, 2),
    kind: z.enum(unionKinds),
    ownership: z.enum(ownerships).default('other'),
    employees: count,
    members: count,
    femaleMembers: count.default(0),
    foundedOn: day.nullish(),
    termEndsOn: day.nullish(),
    certificateNo: text(40).nullish(),
    certificateEndsOn: day.nullish(),
    chairName: text(40).nullish(),
    chairPhone: text(20).nullish(),
    active: z.boolean().default(true),
    version: version.optional(),
  })
  .refine((u) => u.femaleMembers <= u.members, { path: ['femaleMembers'], params: { key: 'more-than-members' } })
  .refine((u) => !u.foundedOn || !u.termEndsOn || u.foundedOn <= u.termEndsOn, {
    path: ['termEndsOn'],
    params: { key: 'dates-out-of-order' },
  });
export type UnionWrite = z.infer<typeof unionWrite>;

export const unionFilter = filterSchema({
  name: oneOf(text(80)),
  kind: oneOf(z.enum(unionKinds)),
  ownership: oneOf(z.enum(ownerships)),
  employees: ranged(count),
  members: ranged(count),
  foundedOn: ranged(day),
  termEndsOn: ranged(day),
  certificateEndsOn: ranged(day),
  active: oneOf(z.boolean()),
});
