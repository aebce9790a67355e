import type { Day } from './days.ts';

/** A month `YYYY-MM`. Months compare as texts. */
export type Month = string;

export const monthOf = (day: Day): Month => day.slice(0, 7);

/** Months since the year 0, so that they can be counted. */
export const monthNumber = (month: Month): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

export function addMonths(month: Month, months: number): Month {
  const number = monthNumber(month) + months;
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** Every month from the first to the last, both included; none where the last lies before the first. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const count = Math.max(0, monthNumber(last) - monthNumber(first) + 1);
  return Array.from({ length: count }, (_, index) => addMonths(first, index));
}
