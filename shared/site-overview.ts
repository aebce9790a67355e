import { z } from 'zod';
import { orgCode } from './schema.ts';
import { month } from './settings.ts';
import type { SiteFigure } from './site-reports.ts';
import type { SiteQuota } from './sites.ts';

export const siteOverviewQuery = z
  .strictObject({ orgCode: orgCode.optional(), from: month.optional(), to: month.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'] });
export type SiteOverviewQuery = z.infer<typeof siteOverviewQuery>;

/** Stocks of the newest month in the period, flows summed over it; `members` is null unless all report them. */
export type SiteFigureSums = Record<Exclude<SiteFigure, 'members'>, number> & { members: number | null };

/** What is counted of some sites. Figures are those of the sites accepted or listed. */
export type SiteTotals = SiteFigureSums & {
  /** Sites accepted or listed. */
  sites: number;
  listed: number;
  /** Sites nominated, recommended or being built. */
  preparing: number;
  /** Sites, being built ones among them, for which some month's report is missing. */
  missing: number;
};

/** `code` is an organisation, a batch category or a kind; the organisation's own row (本级) carries `own`. */
export type SiteRow = SiteTotals & { code: string; name: string; own?: true };

/** The sums over all sites at the end of one month: stocks as last reported, flows of the month. */
export type SiteMonth = SiteFigureSums & { month: string; reports: number };

export type SiteOverview = {
  asOf: string;
  orgCode: string;
  /** From the reader's own organisation down to the one shown. */
  path: { code: string; name: string }[];
  from: string | null;
  to: string | null;
  /** The newest month that a report is of; null without any. */
  month: string | null;
  total: SiteTotals;
  /** By organisation directly below, by batch category (none for the nation), by kind: each adds up to the total. */
  children: SiteRow[];
  batches: SiteRow[];
  kinds: SiteRow[];
  months: SiteMonth[];
  quotas: SiteQuota[];
  /** The sentence that goes into a report, in the reader's language. */
  paragraph: string;
};
