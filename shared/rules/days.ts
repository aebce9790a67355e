import chineseDays from 'chinese-days';

/** A calendar day `YYYY-MM-DD` in Asia/Shanghai, which has had no daylight saving since 1991. */
export type Day = string;

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

export function dayOf(instant: Date): Day {
  return new Date(instant.getTime() + SHANGHAI).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  // Years that people mean; PostgreSQL has no year 0.
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** The day `count` working days after `day`, with the State Council's holidays and 调休. */
export function addWorkingDays(day: Day, count: number): Day {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    if (chineseDays.isWorkday(current)) left -= 1;
  }
  return current;
}

/** Whether offices work that day: no weekend, no holiday, and the days that are worked instead (调休). */
export function isWorkday(day: Day): boolean {
  return chineseDays.isWorkday(day);
}

export function latest(...days: Day[]): Day {
  return days.reduce((a, b) => (a > b ? a : b));
}

/** Monday and Sunday of the week that contains `day`. */
export function weekOf(day: Day): { from: Day; to: Day } {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return { from: addDays(day, -weekday), to: addDays(day, 6 - weekday) };
}

/** A day as documents write it: `2026年9月3日`. */
export function chineseDay(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
