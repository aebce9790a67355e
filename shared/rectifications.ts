import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { responsibles, tracks, type Track } from './checklists.ts';
import {
  day,
  filterSchema,
  id,
  instant,
  oneOf,
  ranged,
  reason,
  text,
  versioned,
  version,
  type Stamped,
} from './schema.ts';

export const rectificationStatuses = ['open', 'rectified', 'returned', 'closed', 'reopened', 'withdrawn'] as const;
export type RectificationStatus = (typeof rectificationStatuses)[number];

/** `decision` is null while the request waits; `lapsed` when the item was marked before anybody decided. */
export type Extension = {
  until: string;
  reason: string;
  requestedOn: string;
  requestedBy: string;
  decision: 'approved' | 'refused' | 'lapsed' | null;
  decidedBy: string | null;
  decisionReason: string | null;
};

export const rectifyBody = versioned.extend({
  measures: text(1000, 2),
  note: text(500).nullish(),
  responsibleName: text(40).nullish(),
  attachmentIds: evidenceIds.default([]),
  /** Former evidence that this mark puts something else in the place of; it stays in the history. */
  replacedIds: z.array(id).max(100).default([]),
  /** The evidence is meant for many unions: said by a federation, it raises no alarm. */
  shared: z.boolean().default(false),
});
export const reopenBody = versioned.extend({ reason, dueOn: day.optional() });
export const extensionRequest = versioned.extend({ until: day, reason });
export const extensionDecision = versioned
  .extend({ approve: z.boolean(), reason: text(500).nullish() })
  .refine((d) => d.approve || (d.reason ?? '').length >= 2, { path: ['reason'], params: { key: 'reason-needed' } });

/** The head of every bulk act: at most 500 ids, and the version that was seen of each. */
export const bulkHead = z.object({
  ids: z.array(id).min(1).max(500),
  versions: z.record(z.string(), version).optional(),
});
export type BulkResult = { id: string; ok: boolean; code?: string; message?: string };

export type Rectification = Stamped & {
  campaignId: string;
  campaignTitle: string;
  inspectionId: string;
  unionId: string;
  unionName: string;
  orgCode: string;
  itemKey: string;
  itemText: string;
  track: Track;
  responsible: (typeof responsibles)[number];
  evidence: 'none' | 'optional' | 'required';
  status: RectificationStatus;
  baseDueOn: string;
  dueOn: string;
  overdue: boolean;
  finding: string | null;
  measures: string | null;
  note: string | null;
  responsibleName: string | null;
  rectifiedAt: string | null;
  rectifiedBy: string | null;
  closedAt: string | null;
  closedBy: string | null;
  returnReason: string | null;
  extension: Extension | null;
  attachmentIds: string[];
  mayActions: string[];
};

export const rectificationFilter = filterSchema({
  campaignId: oneOf(id),
  inspectionId: oneOf(id),
  unionId: oneOf(id),
  unionName: oneOf(text(80)),
  itemKey: oneOf(text(20)),
  track: oneOf(z.enum(tracks)),
  responsible: oneOf(z.enum(responsibles)),
  status: oneOf(z.enum(rectificationStatuses)),
  overdue: oneOf(z.boolean()),
  /** Everything that counts: not withdrawn. */
  counted: oneOf(z.boolean()),
  /** Rectified or closed by a mark on or before its due day. */
  onTime: oneOf(z.boolean()),
  /** Inspected again in a 回头看, whatever became of it since; `relapsed` by the newest outcome. */
  reinspected: oneOf(z.boolean()),
  relapsed: oneOf(z.boolean()),
  /** An extension waits for its decision. */
  extensionPending: oneOf(z.boolean()),
  /** Waits for an act that the reader may take. */
  forMe: oneOf(z.enum(['mark', 'verify', 'extension'])),
  /** The reader's own to rectify: nobody nearer to the union answers for it. */
  owned: oneOf(z.boolean()),
  /** An extension asked for on this day waits; one decided, a return or relapse, a reminder on this day. */
  askedOn: oneOf(day),
  decidedOn: oneOf(day),
  returnedOn: oneOf(day),
  remindedOn: oneOf(day),
  /** Stands in this order of 督办. */
  supervisionId: oneOf(id),
  dueOn: ranged(day),
  rectifiedAt: ranged(instant),
  closedAt: ranged(instant),
});
