import { isDay, type Day } from '../../shared/rules/days.ts';

/** Reads a day as people type it: 2026-9-30, 2026年9月30日, 20260930, 9.30, 9月30日. Null when it is none; `today` gives the year. */
export function parseDay(text: string, today: Day): Day | null {
  const plain = text.trim();
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(plain);
  const short = /^(\d{1,2})\D+(\d{1,2})\D*$/.exec(plain);
  const [year, month, date] = whole ? whole.slice(1) : short ? [today.slice(0, 4), ...short.slice(1)] : [];
  if (!year || !month || !date) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
