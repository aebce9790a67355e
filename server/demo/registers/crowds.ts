import { addDays, type Day } from '../../../shared/rules/days.ts';
import type { RegistersPlan } from './plan.ts';
import { currentLedger, yearEnd } from './provinces.ts';

export type RegisterSizes = { enterprises: number; visits: number; sites: number; months: number };

/** Registers of a whole province by their sizes alone: one ledger three years old, and sites that all have their title. */
export function registersOfSize(today: Day, orgCode: string, sizes: RegisterSizes): RegistersPlan {
  const part = (share: number) => Math.round(sizes.enterprises * share);
  const [established, forming, willing, refused] = [part(0.55), part(0.12), part(0.1), part(0.04)];
  const outreach = sizes.enterprises - established - forming - willing - refused;
  return {
    settings: [
      {
        orgCode,
        parts: {
          targets: { inspectionRate: 1, rectifiedRate: 0.9, sixHavesRate: 0.75, establishmentRate: 0.8 },
          ledger: { asOf: null, stalledDays: 30, targetRate: 0.8, targetBy: yearEnd(today), targetBase: null },
        },
      },
    ],
    sites: [],
    crowds: sizes.sites > 0 ? [{ orgCode, count: sizes.sites, months: sizes.months }] : [],
    ledgers:
      sizes.enterprises > 0
        ? [
            currentLedger(today, {
              orgCode,
              stages: { established, forming, willing, outreach, refused },
              visits: sizes.visits,
              letters: part(0.05),
              benchmarks: part(0.01),
              surveyedFrom: addDays(today, -1080),
            }),
          ]
        : [],
  };
}
