import { z } from 'zod';
import {
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

export const supervisionStatuses = ['draft', 'issued', 'replied', 'closed', 'withdrawn'] as const;
export type SupervisionStatus = (typeof supervisionStatuses)[number];

/** At most as many items stand in one order. */
export const maximumSupervised = 5000;

/** Orders are made from a selection of items: one for each federation that has to answer for some of them. */
export const supervisionCreate = z.object({
  itemIds: z.array(id).min(1).max(500),
  demand: text(1000, 2).optional(),
});
export type SupervisionCreate = z.infer<typeof supervisionCreate>;

export const supervisionWrite = z.object({ demand: text(1000, 2), version: version.optional() });
export type SupervisionWrite = z.infer<typeof supervisionWrite>;

export const issueBody = versioned.extend({ replyBy: day.optional() });
export const replyBody = versioned.extend({ reply: text(2000, 2) });
export const supervisionReturn = versioned.extend({ reason, replyBy: day.optional() });

export type Supervision = Stamped & {
  /** The issuing federation. */
  orgCode: string;
  addresseeCode: string;
  addresseeName: string;
  issuerName: string;
  campaignId: string;
  campaignTitle: string;
  /** `督〔2026〕3号`, from the issue on. */
  docNo: string | null;
  status: SupervisionStatus;
  demand: string;
  replyBy: string | null;
  /** Derived: issued, and its day of reply has passed. */
  overdue: boolean;
  itemCount: number;
  automatic: boolean;
  issuedAt: string | null;
  issuedBy: string | null;
  reply: string | null;
  repliedAt: string | null;
  repliedBy: string | null;
  returnReason: string | null;
  closedAt: string | null;
  closedBy: string | null;
  cancelReason: string | null;
  mayActions: string[];
};

export const supervisionFilter = filterSchema({
  status: oneOf(z.enum(supervisionStatuses)),
  addresseeCode: oneOf(orgCode),
  campaignId: oneOf(id),
  overdue: oneOf(z.boolean()),
  automatic: oneOf(z.boolean()),
  /** Waits for an act that the reader's own federation takes. */
  forMe: oneOf(z.boolean()),
  replyBy: ranged(day),
});
