import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { day, filterSchema, id, oneOf, ranged, text, version, type Stamped } from './schema.ts';
import { key } from './settings.ts';

export const letterWrite = z
  .object({
    enterpriseId: id,
    kind: key,
    docNo: text(40, 2),
    issuedOn: day,
    replyDueOn: day,
    repliedOn: day.nullish(),
    replyNote: text(500).nullish(),
    note: text(500).nullish(),
    attachmentIds: evidenceIds.default([]),
    version: version.optional(),
  })
  .refine((l) => l.issuedOn <= l.replyDueOn, { path: ['replyDueOn'], params: { key: 'dates-out-of-order' } })
  .refine((l) => !l.repliedOn || l.issuedOn <= l.repliedOn, {
    path: ['repliedOn'],
    params: { key: 'dates-out-of-order' },
  });
export type LetterWrite = z.infer<typeof letterWrite>;

export type Letter = Stamped & {
  enterpriseId: string;
  /** Null where the enterprise has moved out of the reader's area. */
  enterpriseName: string | null;
  orgCode: string;
  kind: string;
  /** What the tenant calls the kind. */
  kindName: string;
  docNo: string;
  issuedOn: string;
  replyDueOn: string;
  repliedOn: string | null;
  replyNote: string | null;
  note: string | null;
  attachmentIds: string[];
  /** Not replied to, and the day has passed. */
  overdue: boolean;
};

export const letterFilter = filterSchema({
  enterpriseId: oneOf(id),
  kind: oneOf(key),
  replied: oneOf(z.boolean()),
  overdue: oneOf(z.boolean()),
  issuedOn: ranged(day),
  replyDueOn: ranged(day),
});
