import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { tracks } from './checklists.ts';
import { count, day, filterSchema, id, instant, oneOf, ranged, text, versioned, type Stamped } from './schema.ts';
import { funnelSteps, stages, type Stage } from './rules/measures.ts';

export const inspectionStatuses = ['pending', 'submitted', 'approved', 'returned', 'exempted'] as const;
export type InspectionStatus = (typeof inspectionStatuses)[number];
export const answerValues = ['yes', 'no', 'na'] as const;

export const answer = z.object({
  /** Null takes an answer back. */
  value: z.enum(answerValues).nullable(),
  note: text(500).nullish(),
  track: z.enum(tracks).nullish(),
  attachmentIds: evidenceIds.nullish(),
});
export type Answer = z.infer<typeof answer>;

export const answers = z.record(z.string().max(20), answer);
export type Answers = Record<string, Answer>;

export const saveBody = versioned.extend({ answers });
export const submitBody = versioned.extend({ answers: answers.optional() });

export type Inspection = Stamped & {
  campaignId: string;
  campaignTitle: string;
  checklistId: string;
  unionId: string;
  unionName: string;
  orgCode: string;
  priority: boolean;
  status: InspectionStatus;
  stage: Stage;
  answers: Answers;
  badCount: number;
  openCount: number;
  unclosedCount: number;
  score: number | null;
  shell: boolean;
  onBehalf: boolean;
  submitBy: string;
  submittedAt: string | null;
  submittedBy: string | null;
  approvedAt: string | null;
  returnReason: string | null;
  mayActions: string[];
};

export const inspectionFilter = filterSchema({
  campaignId: oneOf(id),
  unionId: oneOf(id),
  unionName: oneOf(text(80)),
  priority: oneOf(z.boolean()),
  status: oneOf(z.enum(inspectionStatuses)),
  stage: oneOf(z.enum(stages)),
  /** What one step of the funnel counts. */
  funnel: oneOf(z.enum(funnelSteps)),
  shell: oneOf(z.boolean()),
  /** Waits for a decision that the reader may take. */
  forMe: oneOf(z.boolean()),
  /** The reader's own to answer: nobody nearer to the union answers for it. */
  owned: oneOf(z.boolean()),
  /** The campaign still takes submissions. */
  campaignOpen: oneOf(z.boolean()),
  /** Asked for by 催办 on the present day. */
  remindedToday: oneOf(z.boolean()),
  badCount: ranged(count),
  score: ranged(z.number().min(0).max(1)),
  onBehalf: oneOf(z.boolean()),
  submitBy: ranged(day),
  submittedAt: ranged(instant),
});
