import { z } from 'zod';
import type { HaveCounts, HaveFlags, HaveResult } from './rules/haves.ts';
import type { SixHave } from './rules/scoring.ts';
import { orgCode } from './schema.ts';

/** How the six went at one union. Titles are null where the inspection lies outside the reader's scope. */
export type UnionHaves = {
  /** In the order of the standard; a have that was never asked about is left out. */
  newest: (HaveResult & { campaignTitle: string | null })[];
  /** Newest first. */
  inspections: { inspectionId: string; campaignTitle: string | null; assessedAt: string; results: HaveFlags }[];
};

export const havesQuery = z.strictObject({ orgCode: orgCode.optional() });

/** Active unions of one organisation by their newest results; `own` is what hangs directly on it (本级). */
export type HavesRow = {
  code: string;
  name: string;
  own?: true;
  unions: number;
  assessed: number;
  standardised: number;
  sixHavesRate: number | null;
  haves: HaveCounts[];
  /** The have that the largest share fails; null where nobody fails any. */
  worst: SixHave | null;
};

/** At the end of a quarter, or today for the present one. */
export type HavesQuarter = {
  day: string;
  assessed: number;
  standardised: number;
  sixHavesRate: number | null;
};

export type HavesReport = {
  asOf: string;
  orgCode: string;
  /** From the reader's own organisation down to the one shown. */
  path: { code: string; name: string }[];
  /** The rate that the federation aims at; null where none is set. */
  target: number | null;
  total: HavesRow;
  /** They add up to the total. */
  rows: HavesRow[];
  /** The last eight, oldest first; the last is the present one. */
  quarters: HavesQuarter[];
};
