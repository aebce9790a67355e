import { addDays, addWorkingDays, daysBetween, isWorkday, type Day } from './days.ts';
import { federationOf, isNominal, isStrictlyAbove } from './orgCode.ts';

/** How one track is told of: days before its due day, and working days of lateness until it is supervised. */
export type Ladder = { before: readonly number[]; superviseAfter: number };

/** Due days of which somebody is told on one day; an absent `dueFrom` reaches back for ever. */
export type Rung = { kind: 'due' | 'overdue'; dueFrom: Day | null; dueTo: Day };

/** The day itself, or the nearest working day before it. */
function workingDayUpTo(day: Day): Day {
  let current = day;
  while (!isWorkday(current)) current = addDays(current, -1);
  return current;
}

/** The day on which a step before the due day is told: on a day of rest, the last working day before it. */
export function toldOn(dueOn: Day, daysBefore: number, workingDays: boolean): Day {
  const day = addDays(dueOn, -daysBefore);
  return workingDays ? workingDayUpTo(day) : day;
}

/** The day on which lateness is told: the first after the due day, and a working day if so wished. */
export function overdueToldOn(dueOn: Day, workingDays: boolean): Day {
  return workingDays ? addWorkingDays(dueOn, 1) : addDays(dueOn, 1);
}

/** The last day of rest and work that anybody can be told of: holidays are never longer than this. */
const LONGEST_REST = 15;

/**
 * What a run tells today, after one on `lastDay` (null: there was none). Of the steps before a due day only the most
 * urgent one that has come is told, and each once, however seldom the runs are; lateness of a due day is told once.
 */
export function rungsOf(
  { before }: Ladder,
  workingDays: boolean,
  { today, lastDay }: { today: Day; lastDay: Day | null },
): Rung[] {
  const told = (day: Day) => day <= today && (lastDay === null || day > lastDay);
  const furthest = Math.max(0, ...before) + LONGEST_REST;
  const due = Array.from({ length: furthest + 1 }, (_, ahead) => addDays(today, ahead)).filter((day) => {
    const come = before.map((days) => toldOn(day, days, workingDays)).filter((on) => on <= today);
    return come.length > 0 && told(come.reduce((a, b) => (a > b ? a : b)));
  });
  return [...due.map((day): Rung => ({ kind: 'due', dueFrom: day, dueTo: day })), ...late(workingDays, today, lastDay)];
}

function late(workingDays: boolean, today: Day, lastDay: Day | null): Rung[] {
  const lateBy = (day: Day) => {
    let last = addDays(day, -1);
    while (overdueToldOn(last, workingDays) > day) last = addDays(last, -1);
    return last;
  };
  const dueTo = lateBy(today);
  const dueFrom = lastDay === null ? null : addDays(lateBy(lastDay), 1);
  return dueFrom !== null && dueFrom > dueTo ? [] : [{ kind: 'overdue', dueFrom, dueTo }];
}

/** What was due on or before this day has been late for `after` working days by the morning of `today`. */
export function supervisedUpTo(today: Day, after: number): Day {
  let last = addDays(today, -1);
  while (addWorkingDays(last, Math.max(1, after)) > today) last = addDays(last, -1);
  return last;
}

/** A day of reply: as many working days after the issue. */
export const replyBy = (today: Day, days: number): Day => addWorkingDays(today, days);

/** The order's number as it stands on paper. */
export const supervisionNo = (year: number, number: number): string => `督〔${year}〕${number}号`;

/** Whole days from today; negative once it has passed. */
export const daysLeft = (today: Day, day: Day): number => daysBetween(today, day);

/**
 * Who supervises whom for items of an organisation: the federation of `level` (its superior where that tier is
 * nominal) and the one below it on the line to the item. Null where the issuer itself answers for them.
 */
export function supervisionLine(
  orgCode: string,
  level: 'city' | 'province',
): { issuer: string; addressee: string } | null {
  const issuer = federationOf(orgCode.slice(0, level === 'city' ? 4 : 2));
  const addressee = belowOn(orgCode, issuer);
  return addressee ? { issuer, addressee } : null;
}

/** The nearest federation below `upper` on the line down to an organisation. */
export function belowOn(orgCode: string, upper: string): string | null {
  const line = [orgCode.slice(0, 4), orgCode.slice(0, 6), orgCode];
  return line.find((code) => !isNominal(code) && isStrictlyAbove(upper, code)) ?? null;
}
