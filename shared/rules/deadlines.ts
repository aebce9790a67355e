import { addDays, addWorkingDays, daysBetween, latest, type Day } from './days.ts';

export const unsettledStatuses = ['open', 'returned', 'reopened'] as const;

/** Overdue is derived, never stored (domain §4): a deadline lasts to the end of its day in Shanghai. */
export function isOverdue(item: { status: string; dueOn: Day }, today: Day): boolean {
  return (unsettledStatuses as readonly string[]).includes(item.status) && today > item.dueOn;
}

export const minimumWorkingDaysAfterReturn = 3;
export const daysAfterReopening = 30;

/** A return gives back the days that were left when the item was marked, at least three working days. */
export function dueAfterReturn(item: { dueOn: Day; rectifiedOn: Day }, today: Day): Day {
  const left = Math.max(0, daysBetween(item.rectifiedOn, item.dueOn));
  return latest(item.dueOn, addDays(today, left), addWorkingDays(today, minimumWorkingDaysAfterReturn));
}

export function dueAfterReopening(today: Day): Day {
  return addDays(today, daysAfterReopening);
}

/** A refused extension that was asked for in time gives back the days it waited for its decision. */
export function dueAfterRefusal(item: { dueOn: Day; requestedOn: Day }, today: Day): Day {
  if (item.requestedOn > item.dueOn) return item.dueOn;
  return addDays(item.dueOn, Math.max(0, daysBetween(item.requestedOn, today)));
}
