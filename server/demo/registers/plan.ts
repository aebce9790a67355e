import type { EnterpriseStage } from '../../../shared/enterprises.ts';
import type { Day } from '../../../shared/rules/days.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { SiteFigure } from '../../../shared/site-reports.ts';
import type { Site, SiteStatus } from '../../../shared/sites.ts';

/** What one federation decides for itself. */
export type SettingsPlan = { orgCode: string; parts: Partial<Settings> };

export type SitePlan = {
  orgCode: string;
  name: string;
  kind: Site['kind'];
  batchCategory: string;
  /** Which of 会, 站 and 家 it unites, as letters. */
  unites: 'FSH' | 'SH' | 'FS' | 'S';
  status: SiteStatus;
  /** The days of the later steps follow from this one. */
  nominatedOn: Day;
  /** Stocks at the end and flows in all; left out, they are thrown. */
  figures?: Record<Exclude<SiteFigure, 'members'>, number>;
  /** Months that it reports, `YYYY-MM`; left out, from the month after its acceptance to the newest that has ended. */
  from?: string;
  to?: string;
  missing?: string[];
  /** A month whose suggestions were corrected below zero, with a note. */
  corrected?: string;
};

/** Sites without a name of their own: all of them listed, with that many months of reports, over a whole province. */
export type SiteCrowd = { orgCode: string; count: number; months: number };

/** A cohort of enterprises. Stages, visits, letters and benchmarks are as many as it says; the rest is thrown. */
export type LedgerPlan = {
  /** Seeds everything about the cohort; unique within its province. */
  key: string;
  orgCode: string;
  stages: Record<EnterpriseStage, number>;
  visits: number;
  letters: number;
  benchmarks: number;
  /** Members recruited in all; null: as it falls. */
  recruited: number | null;
  minEmployees: number;
  minYearsOpen: number;
  /** The share that is smaller or younger than the rule asks. */
  outside: number;
  /** The days of the survey that found the enterprises, and the day up to which the ledger was kept. */
  surveyedFrom: Day;
  surveyedTo: Day;
  asOf: Day;
  /** The established ones founded unions of their own; else they joined unions that stand already. */
  ownUnions: boolean;
};

export type RegistersPlan = {
  settings: SettingsPlan[];
  sites: SitePlan[];
  crowds: SiteCrowd[];
  ledgers: LedgerPlan[];
};

export const noRegisters: RegistersPlan = { settings: [], sites: [], crowds: [], ledgers: [] };
