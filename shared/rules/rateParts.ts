import type { Counts, Rates } from './measures.ts';
import type { StandingCounts, StandingRates } from './standing.ts';

export type CountKey = keyof Counts | keyof StandingCounts;
export type RateKey = keyof Rates | keyof StandingRates;

/** What stands above and below the line of each rate, as sums of counts; the formulas are those of `ratesOf`. */
export const rateParts: Record<RateKey, { above: readonly CountKey[]; below: readonly CountKey[] }> = {
  inspectionRate: { above: ['submitted'], below: ['targets'] },
  defectRate: { above: ['defective'], below: ['submitted'] },
  rectifiedRate: { above: ['rectified'], below: ['items'] },
  closedRate: { above: ['closed'], below: ['items'] },
  onTimeRate: { above: ['onTime'], below: ['rectified', 'overdue'] },
  shellRate: { above: ['shells'], below: ['submitted'] },
  relapseRate: { above: ['relapsed'], below: ['reinspected'] },
  sixHavesRate: { above: ['standardised'], below: ['assessed'] },
  establishmentRate: { above: ['established'], below: ['enterprises'] },
  advanceRate: { above: ['established', 'forming', 'willing'], below: ['enterprises'] },
  membershipRate: { above: ['members'], below: ['employees'] },
};

export const isRate = (key: string): key is RateKey => key in rateParts;
