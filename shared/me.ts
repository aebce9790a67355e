import type { Resource } from './permissions.ts';

export const workKeys = [
  'toFill',
  'returned',
  'dueThisWeek',
  'overdue',
  'toVerify',
  'toReview',
  'toDecide',
  'toReinspect',
  'termsEnding',
  'certificatesEnding',
  'sitesForMe',
  'reportsMissing',
  'toAcknowledge',
  'ordersForMe',
  'lettersOverdue',
  'stalled',
] as const;
export type WorkKey = (typeof workKeys)[number];

/** One number of a home page, and the filter of the list that has exactly these rows. */
export type WorkCount = { key: WorkKey; count: number; resource: Resource; filter: Record<string, unknown> };
export type Work = { asOf: string; today: string; counts: WorkCount[] };
