import { addDays, weekOf, type Day } from './days.ts';

const pad = (number: number) => String(number).padStart(2, '0');

/** The same day of the month `months` earlier, or that month's last day where it has no such day. */
export function monthsBefore(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + month - 1 - months;
  const first = `${Math.floor(index / 12)}-${pad((index % 12) + 1)}-01`;
  const next = index + 1;
  const last = addDays(`${Math.floor(next / 12)}-${pad((next % 12) + 1)}-01`, -1);
  const wanted = addDays(first, date - 1);
  return wanted < last ? wanted : last;
}

/** The last days of the `count` quarters that have ended before `today`, oldest first. */
export function quarterEnds(today: Day, count: number): Day[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const begins = `${year}-${pad(Math.floor((month - 1) / 3) * 3 + 1)}-01`;
  return Array.from({ length: count }, (_, index) => addDays(monthsBefore(begins, 3 * (count - 1 - index)), -1));
}

/** The Sundays of the `count` weeks that have ended before `today`, oldest first. */
export function weekEnds(today: Day, count: number): Day[] {
  const sunday = addDays(weekOf(today).from, -1);
  return Array.from({ length: count }, (_, index) => addDays(sunday, -7 * (count - 1 - index)));
}
