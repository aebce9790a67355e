import { addDays, type Day } from '../../shared/rules/days.ts';
import { now, today } from '../providers/clock.ts';

export const cutOffChoices = ['yesterday', 'now', 'lastMonth', 'chosen'] as const;
export type CutOffChoice = (typeof cutOffChoices)[number];

/** 24时 of a day: its last moment, so that what is due on it is not late yet. */
const endOf = (day: Day) => `${day}T23:59:59.999+08:00`;

/**
 * The instant that a choice means. “Now” is the last full minute: what is being saved at this very moment is left to
 * the next circular. Null while no day is chosen.
 */
export function cutOffOf(choice: CutOffChoice, chosen: Day | null): string | null {
  const day = today();
  const minute = () => new Date(Math.floor((now().getTime() - 5000) / 60_000) * 60_000).toISOString();
  switch (choice) {
    case 'now':
      return minute();
    case 'yesterday':
      return endOf(addDays(day, -1));
    case 'lastMonth':
      return endOf(addDays(`${day.slice(0, 7)}-01`, -1));
    case 'chosen':
      if (!chosen) return null;
      return chosen < day ? endOf(chosen) : chosen === day ? minute() : endOf(chosen);
  }
}
