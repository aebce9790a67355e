import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { day, filterSchema, id, oneOf, orgCode, ranged, reason, text, versioned, type Stamped } from './schema.ts';

/** `skipped`: reopened or withdrawn before anybody came to look, so that nothing was left to inspect. */
export const reinspectionOutcomes = ['pending', 'held', 'relapsed', 'skipped'] as const;
export type ReinspectionOutcome = (typeof reinspectionOutcomes)[number];
export const reinspectionStatuses = ['open', 'finished'] as const;

export const mostInSample = 10_000;

const size = z.number().int().min(1).max(mostInSample);
const share = z.number().min(0.0001).max(1);
const one = (method: { size?: number | undefined; share?: number | undefined }) =>
  (method.size === undefined) !== (method.share === undefined);

/** How many items to draw: a number, or a share of the population. */
export const drawMethod = z
  .object({ size: size.optional(), share: share.optional() })
  .refine(one, { path: ['size'], params: { key: 'required' } });
export type DrawMethod = z.infer<typeof drawMethod>;

export const reinspectionCreate = z.object({
  campaignId: id,
  orgCode: orgCode.optional(),
  method: drawMethod,
  /** Left out, the server chooses one; either way it is recorded. */
  seed: z
    .string()
    .regex(/^[0-9a-zA-Z-]{1,64}$/)
    .optional(),
  dueOn: day,
});
export type ReinspectionCreate = z.infer<typeof reinspectionCreate>;

/** What a draw would reach, before it is made: `sampleSize` is null while it is not said how many. */
export const reinspectionPreviewQuery = z.strictObject({
  campaignId: id,
  orgCode: orgCode.optional(),
  size: z.coerce.number().pipe(size).optional(),
  share: z.coerce.number().pipe(share).optional(),
});
export type ReinspectionPreview = { populationSize: number; sampleSize: number | null; strata: Stratum[] };

const attachmentIds = evidenceIds.default([]);
/** The fields of an outcome; a relapse says what was found. */
export const recordBody = versioned
  .extend({
    rectificationId: id,
    outcome: z.enum(['held', 'relapsed', 'skipped']),
    note: text(500).nullish(),
    /** The new day of a reopened item. */
    dueOn: day.optional(),
    attachmentIds,
  })
  .refine((r) => r.outcome !== 'relapsed' || reason.safeParse(r.note ?? '').success, {
    path: ['note'],
    params: { key: 'reason-needed' },
  });
export type RecordOutcome = z.infer<typeof recordBody>;

/** Several items that were found in order; each has its own result. */
export const holdBody = z.object({ rectificationIds: z.array(id).min(1).max(500), note: text(500).nullish() });
export const takeBackBody = versioned.extend({ rectificationId: id });

export type Stratum = { code: string; name: string; population: number; sample: number };

export type ReinspectionItem = {
  rectificationId: string;
  unionId: string;
  unionName: string;
  orgCode: string;
  itemKey: string;
  itemText: string;
  measures: string | null;
  stratum: string;
  position: number;
  outcome: ReinspectionOutcome;
  inspectedOn: string | null;
  inspectedBy: string | null;
  note: string | null;
  attachmentIds: string[];
  /** Where the item itself stands now. */
  status: string;
  mayActions: string[];
};

export type Reinspection = Stamped & {
  orgCode: string;
  campaignId: string;
  campaignTitle: string;
  seed: string;
  method: DrawMethod;
  strata: Stratum[];
  populationSize: number;
  sampleSize: number;
  held: number;
  relapsed: number;
  skipped: number;
  dueOn: string;
  drawnBy: string;
  status: (typeof reinspectionStatuses)[number];
  mayActions: string[];
  /** Only on the record itself, not in lists. */
  items?: ReinspectionItem[];
};

/** A draw repeated from what was recorded; `same` when it gives the recorded sample, item by item. */
export type ReinspectionProof = {
  same: boolean;
  seed: string;
  method: DrawMethod;
  populationSize: number;
  /** SHA-256 over a line `stratum:id` for each of the population, in the order of the ids, joined by line feeds. */
  populationDigest: string;
  /** The digest that the history of the draw has kept. */
  recordedDigest: string | null;
  strata: Stratum[];
  sample: string[];
  /** What is needed to repeat it elsewhere. */
  population: { stratum: string; id: string }[];
};

export const reinspectionFilter = filterSchema({
  campaignId: oneOf(id),
  status: oneOf(z.enum(reinspectionStatuses)),
  /** In course and drawn by the reader's own federation: waits for the reader. */
  forMe: oneOf(z.boolean()),
  dueOn: ranged(day),
});
