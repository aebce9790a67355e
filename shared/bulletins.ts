import { z } from 'zod';
import type { Counts, Measures } from './rules/measures.ts';
import type { Ranked } from './rules/ranking.ts';
import type { StandingMeasures } from './rules/standing.ts';
import {
  day,
  filterSchema,
  id,
  instant,
  oneOf,
  orgCode,
  ranged,
  text,
  version,
  versioned,
  type Stamped,
} from './schema.ts';

export const bulletinStatuses = ['draft', 'published'] as const;

/** By what a circular gives places. */
export const bulletinRankings = ['inspectionRate', 'rectifiedRate', 'closedRate', 'onTimeRate'] as const;
export type BulletinRanking = (typeof bulletinRankings)[number];

/** Creating takes the campaign and the cut-off; figures, text, title and addressees are drafted from them. */
export const bulletinCreate = z.object({
  orgCode: orgCode.optional(),
  campaignId: id,
  cutOffAt: instant,
  rankedBy: z.enum(bulletinRankings).default('rectifiedRate'),
  title: text(80, 2).nullish(),
  docNo: text(40).nullish(),
  addressees: z.array(orgCode).min(1).max(500).optional(),
});
export type BulletinCreate = z.infer<typeof bulletinCreate>;

export const bulletinWrite = z.object({
  title: text(80, 2),
  docNo: text(40).nullish(),
  body: text(20_000, 2),
  addressees: z.array(orgCode).min(1).max(500),
  signedBy: text(80, 2),
  signedOn: day.nullish(),
  version: version.optional(),
});
export type BulletinWrite = z.infer<typeof bulletinWrite>;

export const acknowledgeBody = versioned.extend({ reply: text(1000).nullish() });
export type AcknowledgeBody = z.infer<typeof acknowledgeBody>;

export type Receipt = {
  orgCode: string;
  orgName: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  reply: string | null;
};

/** `code` is an organisation; what hangs on the issuer itself (本级) carries `own` and takes no place. */
export type FigureRow = Measures & { code: string; name: string; own?: true };

/** What a circular says in numbers, as it stood at the cut-off. Rows add up to the total; nothing here changes later. */
export type BulletinFigures = {
  cutOffAt: string;
  orgName: string;
  campaign: { title: string; docNo: string | null; submitBy: string; immediateDueOn: string; scheduledDueOn: string };
  total: Measures;
  /** Who has any part in the campaign. */
  rows: FigureRow[];
  ranking: {
    measure: BulletinRanking;
    minimumBase: number;
    target: number | null;
    /** The published circular that places are compared with. */
    previous: { title: string; cutOffAt: string } | null;
    rows: Ranked<FigureRow>[];
  };
  /** Questions with items, most first. */
  items: (Pick<Counts, 'items' | 'rectified' | 'overdue'> & { key: string; text: string })[];
  /** Items neither rectified nor closed at the end of each day, the last at the cut-off. */
  days: { day: string; open: number }[];
  /** The registers beside the campaign; null where nothing of them is kept. */
  standing: StandingMeasures | null;
};

export type Bulletin = Stamped & {
  orgCode: string;
  campaignId: string | null;
  campaignTitle: string | null;
  title: string;
  docNo: string | null;
  body: string;
  addressees: string[];
  /** Their full names, as they were when the circular was last saved. */
  addresseeNames: string[];
  signedBy: string;
  signedOn: string | null;
  cutOffAt: string;
  figures: BulletinFigures;
  status: (typeof bulletinStatuses)[number];
  publishedAt: string | null;
  publishedBy: string | null;
  /** Those of the reader's scope: an addressee sees its own, the issuer all. */
  receipts: Receipt[];
  mayActions: string[];
};

export const bulletinFilter = filterSchema({
  campaignId: oneOf(id),
  status: oneOf(z.enum(bulletinStatuses)),
  /** Addressed to the reader's federation and not acknowledged yet. */
  toAcknowledge: oneOf(z.boolean()),
  cutOffAt: ranged(instant),
  publishedAt: ranged(instant),
});
