import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { day, filterSchema, id, oneOf, ranged, text, version, type Stamped } from './schema.ts';

export const visitOutcomes = ['agreed', 'considering', 'informed', 'refused', 'absent'] as const;

export const visitWrite = z.object({
  enterpriseId: id,
  visitedOn: day,
  visitorName: text(40, 1),
  outcome: z.enum(visitOutcomes),
  note: text(500).nullish(),
  attachmentIds: evidenceIds.default([]),
  version: version.optional(),
});
export type VisitWrite = z.infer<typeof visitWrite>;

export type Visit = Stamped & {
  enterpriseId: string;
  /** Null where the enterprise has moved out of the reader's area. */
  enterpriseName: string | null;
  orgCode: string;
  visitedOn: string;
  visitorName: string;
  outcome: (typeof visitOutcomes)[number];
  note: string | null;
  attachmentIds: string[];
};

export const visitFilter = filterSchema({
  enterpriseId: oneOf(id),
  outcome: oneOf(z.enum(visitOutcomes)),
  visitedOn: ranged(day),
  visitorName: oneOf(text(40)),
});
