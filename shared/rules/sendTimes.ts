import { addDays, dayOf, isWorkday, type Day } from './days.ts';

/** A time of day in Shanghai, `08:30`. */
export type TimeOfDay = string;
export const timeOfDayPattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Nobody wants the morning's digest in the evening: a server that stood still sends none after this time. */
export const digestEnds: TimeOfDay = '20:00';

/** From when to when somebody wants no messages; from 22:00 to 07:00 goes over midnight. Equal times are no quiet. */
export type QuietHours = { from: TimeOfDay; to: TimeOfDay };

const SHANGHAI = 8 * 3_600_000;

/** The instant of a time of day on a day in Shanghai. */
export const instantOf = (day: Day, time: TimeOfDay): Date => new Date(Date.parse(`${day}T${time}:00Z`) - SHANGHAI);

export const timeOf = (at: Date): TimeOfDay => new Date(at.getTime() + SHANGHAI).toISOString().slice(11, 16);

/** The working day whose digest is due at `at`; null on rest days, before the hour and late in the evening. */
export function digestDay(at: Date, hour: TimeOfDay): Day | null {
  const day = dayOf(at);
  const time = timeOf(at);
  const over = hour < digestEnds ? time >= digestEnds : false;
  return isWorkday(day) && time >= hour && !over ? day : null;
}

/** The first instant from `at` on that lies outside of the quiet hours: `at` itself, or their end. */
export function afterQuiet(at: Date, quiet: QuietHours | null | undefined): Date {
  if (!quiet || quiet.from === quiet.to) return at;
  const { from, to } = quiet;
  const time = timeOf(at);
  const today = dayOf(at);
  if (from < to) return time >= from && time < to ? instantOf(today, to) : at;
  if (time >= from) return instantOf(addDays(today, 1), to);
  return time < to ? instantOf(today, to) : at;
}
