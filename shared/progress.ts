import { z } from 'zod';
import type { Measures } from './rules/measures.ts';
import { id, instant, orgCode } from './schema.ts';

export const progressBy = ['child', 'item', 'track', 'day'] as const;

export const progressQuery = z.strictObject({
  campaignId: id,
  orgCode: orgCode.optional(),
  by: z.enum(progressBy).default('child'),
  /** The figures of a past instant, from the history of the records. */
  asOf: instant.optional(),
});
export type ProgressQuery = z.infer<typeof progressQuery>;

/** `code` is an organisation, an item key, a track or a day; the organisation's own row (本级) carries `own`. */
export type ProgressRow = Measures & { code: string; name: string; own?: true };

export type Progress = { asOf: string; campaignId: string; orgCode: string; total: Measures; rows: ProgressRow[] };

export const dashboardQuery = z.strictObject({ campaignId: id, orgCode: orgCode.optional() });

export type WorstRow = ProgressRow & { contactName?: string | null; contactPhone?: string | null };

/** Everything on a leader's page. `weekAgo` are the figures at the end of the day seven days ago. */
export type Dashboard = {
  asOf: string;
  campaignId: string;
  orgCode: string;
  /** From the reader's own organisation down to the one shown. */
  path: { code: string; name: string }[];
  total: Measures;
  weekAgo: Measures | null;
  children: ProgressRow[];
  items: ProgressRow[];
  days: ProgressRow[];
  worst: WorstRow[];
  deadlines: { submitBy: string; immediateDueOn: string; scheduledDueOn: string };
};
