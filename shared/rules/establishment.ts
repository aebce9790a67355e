import { enterpriseStages, type EnterpriseStage } from '../enterprises.ts';
import type { Settings } from '../settings.ts';
import { addDays, daysBetween, type Day } from './days.ts';
import { EVER, NEVER } from './standing.ts';

/** Days of an average month, by which a pace is told. */
export const DAYS_PER_MONTH = 365 / 12;

/** The stages that are in work: a case in one of them stalls when nobody goes there. */
export const stalledStages = ['forming', 'willing', 'outreach'] as const satisfies readonly EnterpriseStage[];

/** A case in work whose last visit lies before this day is stalled; one that was never visited is too. */
export function stalledBefore(referenceDay: Day, stalledDays: number): Day {
  return addDays(referenceDay, -stalledDays);
}

export function isStalled(facts: { stage: string; lastVisitOn: Day | null }, before: Day): boolean {
  if (!(stalledStages as readonly string[]).includes(facts.stage)) return false;
  return facts.lastVisitOn === null || facts.lastVisitOn < before;
}

/** The stage that an enterprise is moved to next; null for one that has a union. */
export function nextStage(stage: EnterpriseStage): EnterpriseStage | null {
  return enterpriseStages[enterpriseStages.indexOf(stage) - 1] ?? null;
}

/** The same day `years` later; 29 February becomes the 28th where there is none, as PostgreSQL counts. */
export function addYears(day: Day, years: number): Day {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  const exists = new Date(`${later}T00:00:00Z`).toISOString().startsWith(later);
  return exists ? later : `${later.slice(0, 8)}28`;
}

/**
 * The first day on which an enterprise ought to have a union by the rule of its tenant: `infinity` for one that is too
 * small, `-infinity` where its opening is not known.
 */
export function eligibleFrom(facts: { employees: number; openedOn: Day | null }, rule: Settings['eligibility']): Day {
  if (facts.employees < rule.minEmployees) return NEVER;
  return facts.openedOn === null ? EVER : addYears(facts.openedOn, rule.minYearsOpen);
}

/** How far a target still is, from a base. Null where the base is not known, or its day has passed. */
export type Gap = {
  base: number | null;
  /** How many more must be established: ⌈rate × base⌉ − established, never below 0. */
  needed: number | null;
  /** How many a month, from the reference day on. */
  perMonth: number | null;
};

export type LedgerTarget = {
  rate: number;
  by: Day;
  referenceDay: Day;
  /** From the reference day to the day of the target; below 0 once it has passed. */
  daysLeft: number;
  passed: boolean;
  /** On the base that the tenant has set. */
  own: Gap;
  /** On the cohort of the ledger: an estimate, because the target was not set on it. */
  estimate: Gap;
};

/** The least whole number that reaches the rate; free of the noise of binary fractions (0.55 × 100 is 55). */
export const reaching = (rate: number, base: number): number => Math.ceil(Number((rate * base).toFixed(6)));

function gapOf(base: number | null, rate: number, established: number, daysLeft: number): Gap {
  if (base === null) return { base, needed: null, perMonth: null };
  const needed = Math.max(0, reaching(rate, base) - established);
  const perMonth = daysLeft < 0 ? null : needed / (Math.max(1, daysLeft) / DAYS_PER_MONTH);
  return { base, needed, perMonth };
}

/** The target of a ledger and the pace that it asks for; null where none is set. */
export function targetOf(
  counts: { enterprises: number; established: number },
  settings: Pick<Settings['ledger'], 'targetRate' | 'targetBy' | 'targetBase'>,
  referenceDay: Day,
): LedgerTarget | null {
  const { targetRate: rate, targetBy: by, targetBase } = settings;
  if (rate === null || by === null) return null;
  const daysLeft = daysBetween(referenceDay, by);
  const gap = (base: number | null) => gapOf(base, rate, counts.established, daysLeft);
  return {
    rate,
    by,
    referenceDay,
    daysLeft,
    passed: daysLeft < 0,
    own: gap(targetBase),
    estimate: gap(counts.enterprises === 0 ? null : counts.enterprises),
  };
}
