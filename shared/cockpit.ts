import { z } from 'zod';
import type { Door } from './doors.ts';
import type { Forecast } from './rules/forecast.ts';
import { countNames, type Counts, type Measures } from './rules/measures.ts';
import type { Day } from './rules/days.ts';
import type { Apart, RankedMeasure } from './rules/ranking.ts';
import type { CountKey, RateKey } from './rules/rateParts.ts';
import type { SixHave } from './rules/scoring.ts';
import type { StandingMeasures } from './rules/standing.ts';
import { id, orgCode } from './schema.ts';

export const cockpitQuery = z.strictObject({ orgCode: orgCode.optional(), campaignId: id.optional() });
export type CockpitQuery = z.infer<typeof cockpitQuery>;

export const cockpitGroups = ['campaign', 'haves', 'sites', 'ledger', 'membership'] as const;
export type CockpitGroup = (typeof cockpitGroups)[number];
export type CockpitKey = CountKey | RateKey;

/** What each part of the page tells, in its order. */
export const cockpitKeys: Record<CockpitGroup, readonly CockpitKey[]> = {
  campaign: [...countNames, 'inspectionRate', 'defectRate', 'rectifiedRate', 'closedRate', 'onTimeRate', 'shellRate', 'relapseRate'],
  haves: ['unions', 'assessed', 'standardised', 'sixHavesRate'],
  sites: ['sites', 'sitesListed', 'sitesPreparing'],
  ledger: [
    'enterprises', 'established', 'forming', 'willing', 'outreach', 'refused', 'establishmentRate', 'advanceRate',
    'visits', 'recruited', 'benchmarks',
  ],
  membership: ['members', 'employees', 'membershipRate'],
}; // prettier-ignore

export const groupOf = (key: CockpitKey): CockpitGroup =>
  cockpitGroups.find((group) => cockpitKeys[group].includes(key))!;

/** A number above or below the line of a rate, with its rows. */
export type Part = { key: CountKey; value: number | null; door: Door };

/** The value at the end of a day; null where nothing was counted yet. */
export type Point = { day: Day; value: number | null };

export type Figure = {
  key: CockpitKey;
  group: CockpitGroup;
  /** A count, or a share of 1; null where there is nothing to divide by. */
  value: number | null;
  /** The value at the end of the day `since` of its group; null where nothing was counted then. */
  previous: number | null;
  /** At the ends of the last 8 quarters, or of the last 12 weeks of a campaign that is younger; the last is now. */
  series: Point[];
  target: number | null;
  /** The rows of a count; null for a rate, whose parts have their own. */
  door: Door | null;
  parts: { above: Part[]; below: Part[] } | null;
};

/** How many unions pass and fail one have, now and a quarter ago. */
export type HaveFigure = {
  have: SixHave;
  passed: number;
  failed: number;
  previous: { passed: number; failed: number };
  doors: { passed: Door; failed: Door };
};

export type CockpitCampaign = {
  id: string;
  /** More than one where the nation looks at one wave of many provinces. */
  ids: string[];
  title: string;
  orgCode: string;
  status: 'issued' | 'closed';
  startsOn: Day;
  submitBy: Day;
  immediateDueOn: Day;
  scheduledDueOn: Day;
};

export type Cockpit = {
  asOf: string;
  today: Day;
  orgCode: string;
  /** From the reader's own organisation down to the one shown. */
  path: { code: string; name: string }[];
  /** Null where none has reached the organisation. */
  campaign: CockpitCampaign | null;
  /** What may be chosen instead, newest first. */
  campaigns: Pick<CockpitCampaign, 'id' | 'title' | 'status'>[];
  figures: Figure[];
  /** The have that fails most stands first. */
  haves: HaveFigure[];
  /** With what `previous` compares. */
  since: { campaign: Day; registers: Day };
  /** Of the series of the campaign; the registers always step by quarter. */
  campaignStep: 'week' | 'quarter';
  /** The day to which the ledger's target and its stalled cases are counted; null for today. */
  ledgerAsOf: Day | null;
};

export type CockpitMeasures = Measures & StandingMeasures;
/** One federation below, or what hangs on the organisation itself (本级). */
export type CockpitRow = CockpitMeasures & { code: string; name: string; own?: true };

export type RankingLine = {
  code: string;
  place: number | null;
  tied: boolean;
  apart: Apart | null;
  moved: number | null;
};

export type CockpitChildren = {
  asOf: string;
  orgCode: string;
  campaignIds: string[];
  /** What the rows add up to. */
  total: CockpitMeasures;
  rows: CockpitRow[];
  minimumBase: number;
  /** The instant of the ranking before: the cut-off of the newest circular, or the end of a day. */
  since: { campaign: { at: string; bulletinId: string | null }; registers: Day };
  /** In the order of their places, without the own level. */
  rankings: Record<RankedMeasure, RankingLine[]>;
};

/** Answering the campaign, and rectifying what it found. */
export const forecastKinds = ['answering', 'rectifying'] as const;
export type ForecastKind = (typeof forecastKinds)[number];
export type ForecastRow = Forecast & { code: string; name: string; door: Door };

export type CockpitForecast = {
  asOf: string;
  orgCode: string;
  campaignIds: string[];
  /** Null where there is no campaign. Children in the order of their codes. */
  forecasts: Record<ForecastKind, { total: ForecastRow; children: ForecastRow[] }> | null;
};

/** What of a campaign each forecast counts. */
export const forecastCounts: Record<ForecastKind, { done: keyof Counts; of: keyof Counts }> = {
  answering: { done: 'submitted', of: 'targets' },
  rectifying: { done: 'rectified', of: 'items' },
};

/** The rows that are still to be done. */
export function remainingDoor(kind: ForecastKind, campaignId: string | readonly string[], place: string): Door {
  const where = { campaignId, orgCode: place };
  return kind === 'answering'
    ? { resource: 'inspections', filter: { ...where, status: ['pending', 'returned'] } }
    : { resource: 'rectifications', filter: { ...where, status: ['open', 'returned', 'reopened'] } };
}
