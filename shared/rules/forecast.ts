import { addDays, daysBetween, type Day } from './days.ts';

/** How much had been done by the end of a day. Days on which nothing moved may be left out. */
export type HistoryPoint = { day: Day; done: number };

/** Two whole weeks, so that every weekday weighs alike. */
export const paceDays = 14;

/** A pace that would take longer than this is none. */
const horizonDays = 3650;

export const forecastOutcomes = ['no-work', 'done', 'on-track', 'late', 'stalled'] as const;
export type ForecastOutcome = (typeof forecastOutcomes)[number];

export type Forecast = {
  outcome: ForecastOutcome;
  done: number;
  total: number;
  remaining: number;
  dueOn: Day;
  /** Net progress per day over the last two weeks, or over the whole history where that is shorter. */
  pace: number;
  /** The pace that would end on the due day; null when nothing is left, or no day. */
  neededPace: number | null;
  /** The day on which it ends at the present pace; null where there is nothing to do, or no pace. */
  expectedOn: Day | null;
  /** Days after the due day; 0 when in time, null without an expected day. */
  lateBy: number | null;
};

export type ForecastInput = { history: readonly HistoryPoint[]; total: number; dueOn: Day; today: Day };

/** Who will not be done by the due day. */
export const willMiss = ({ outcome }: Pick<Forecast, 'outcome'>): boolean =>
  outcome === 'late' || outcome === 'stalled';

/**
 * When will it be done, if it goes on as in the last two weeks: today + ⌈remaining ÷ pace⌉. `history` is in the order
 * of days; before its first day nothing was done. Nothing is smoothed or guessed.
 */
export function forecastOf({ history, total, dueOn, today }: ForecastInput): Forecast {
  const doneBy = (day: Day): number => history.findLast((point) => point.day <= day)?.done ?? 0;
  const first = history[0]?.day ?? today;
  const days = Math.min(paceDays, Math.max(1, daysBetween(first, today) + 1));
  const done = doneBy(today);
  const gained = done - doneBy(addDays(today, -days));
  const remaining = Math.max(0, total - done);
  const daysLeft = daysBetween(today, dueOn);
  const needs = gained > 0 ? Math.ceil((remaining * days) / gained) : Infinity;
  const expectedOn = remaining > 0 && needs <= horizonDays ? addDays(today, needs) : null;
  const lateBy = expectedOn === null ? null : Math.max(0, daysBetween(dueOn, expectedOn));
  const outcome = (): ForecastOutcome => {
    if (total <= 0) return 'no-work';
    if (remaining === 0) return 'done';
    if (lateBy === null) return 'stalled';
    return lateBy > 0 ? 'late' : 'on-track';
  };
  return {
    outcome: outcome(),
    done,
    total,
    remaining,
    dueOn,
    pace: gained / days,
    neededPace: remaining > 0 && daysLeft > 0 ? remaining / daysLeft : null,
    expectedOn,
    lateBy,
  };
}
