import { z } from 'zod';
import { count, filterSchema, id, oneOf, ranged, text, version, type Stamped } from './schema.ts';
import { month } from './settings.ts';

/** Stocks are as at the end of the month: a period's total is its newest month. */
export const siteStocks = ['unions', 'enterprises', 'workers', 'migrantWorkers', 'members', 'socialWorkers'] as const;
/** Flows are of the month: a period's total is the sum of its months. */
export const siteFlows = ['services', 'visitors', 'disputes', 'participants', 'suggestions', 'benefitYuan'] as const;
export const siteFigures = [...siteStocks, ...siteFlows] as const;
export type SiteFigure = (typeof siteFigures)[number];

const flow = z.number().int().min(-10_000_000).max(10_000_000);

export const siteReportWrite = z.object({
  siteId: id,
  month,
  unions: count,
  enterprises: count,
  workers: count,
  migrantWorkers: count,
  members: count.nullish(),
  socialWorkers: count,
  services: flow,
  visitors: flow,
  disputes: flow,
  participants: flow,
  suggestions: flow,
  benefitYuan: z.number().int().min(-1_000_000_000_000).max(1_000_000_000_000),
  note: text(500).nullish(),
  /** Whoever reports has looked at the implausible figures again and stands by them. */
  confirmed: z.boolean().default(false),
  version: version.optional(),
});
export type SiteReportWrite = z.infer<typeof siteReportWrite>;

export type SiteReport = Stamped &
  Record<Exclude<SiteFigure, 'members'>, number> & {
    siteId: string;
    siteName: string;
    orgCode: string;
    month: string;
    members: number | null;
    note: string | null;
    /** Figures that were implausible and confirmed. */
    doubts: SiteFigure[];
    reportedBy: string;
    /** `edit` and `delete` where they are allowed. */
    mayActions: string[];
  };

export const siteReportFilter = filterSchema({
  siteId: oneOf(id),
  month: ranged(month),
  doubtful: oneOf(z.boolean()),
  /** The newest report of each site up to that month: what a total of stocks sums up. */
  newestBy: oneOf(month),
  /** Of sites that are accepted or listed. */
  built: oneOf(z.boolean()),
});
