import { z } from 'zod';
import {
  count,
  day,
  filterSchema,
  id,
  oneOf,
  orgCode,
  ranged,
  reason,
  text,
  version,
  versioned,
  type Stamped,
} from './schema.ts';
import { endings, type HaveFlags } from './rules/haves.ts';
import { sixHaves } from './rules/scoring.ts';
import { openWorkChoices, unionChangeKinds, type WorkConsequence } from './rules/unionChanges.ts';

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
  sixHaves: HaveFlags | null;
  /** Passes all six by its newest results; null before the first. */
  standard: boolean | null;
  active: boolean;
  /** When and how it ended: merged into another, or dissolved. */
  endedOn: string | null;
  endKind: 'merged' | 'dissolved' | null;
  endReason: string | null;
  mergedIntoId: string | null;
  mayActions: string[];
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

const leave = versioned.extend({ on: day, reason });
const openWork = z.enum(openWorkChoices);
export const unionMove = leave.extend({ orgCode, openWork });
export const unionMerge = leave.extend({ intoId: id, openWork });
export const unionDissolve = leave;
export type UnionMove = z.infer<typeof unionMove>;
export type UnionMerge = z.infer<typeof unionMerge>;
export type UnionDissolve = z.infer<typeof unionDissolve>;

/** What a union's change would do, asked before it is done. */
export const unionChangeQuery = z.strictObject({
  unionId: id,
  kind: z.enum(unionChangeKinds),
  orgCode: orgCode.optional(),
  intoId: id.optional(),
  openWork: openWork.optional(),
});
export type UnionChangeQuery = z.infer<typeof unionChangeQuery>;

export type UnionChangeConsequence = WorkConsequence & {
  /** Inspections that are open now, and their items that are not closed. */
  inspections: number;
  items: number;
  /** Accounts that move along and are signed out, or that are disabled. */
  accounts: number;
  /** Enterprises that the union covers, and those that no union would cover any more. */
  enterprises: number;
  uncovered: number;
};

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
  /** Merged into another or dissolved. */
  ended: oneOf(z.boolean()),
  mergedIntoId: oneOf(id),
  /** Passes all six by its newest results. */
  standard: oneOf(z.boolean()),
  /** Has a six-haves result. */
  assessed: oneOf(z.boolean()),
  /** Passes, or fails, this have by its newest result. */
  passing: oneOf(z.enum(sixHaves)),
  failing: oneOf(z.enum(sixHaves)),
  /** The term, or the certificate, has ended or ends within 90 days. */
  termEnds: oneOf(z.enum(endings)),
  certificateEnds: oneOf(z.enum(endings)),
});
