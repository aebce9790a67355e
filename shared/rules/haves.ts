import type { ChecklistItem } from '../checklists.ts';
import type { Answers } from '../inspections.ts';
import { addDays, type Day } from './days.ts';
import { sectionPasses, sixHaves, type SixHave } from './scoring.ts';

/** What one inspection said of one have, at the instant of its submission. */
export type HaveResult = { inspectionId: string; have: SixHave; passed: boolean; assessedAt: string };

/** Whether a union has each of the six, as far as it was ever asked. */
export type HaveFlags = Partial<Record<SixHave, boolean>>;

/**
 * What a submission says of the haves. A checklist that was changed may leave some of the six out: they get no result
 * and keep the one that they had.
 */
export function haveResults(items: readonly ChecklistItem[], answers: Answers): HaveFlags {
  const passes = sectionPasses(items, answers);
  return Object.fromEntries(sixHaves.flatMap((have) => (have in passes ? [[have, passes[have]]] : [])));
}

const isNewer = (a: HaveResult, b: HaveResult) =>
  a.assessedAt === b.assessedAt ? a.inspectionId > b.inspectionId : a.assessedAt > b.assessedAt;

/**
 * The newest result of each have by the instant of submission; of two in one instant, that of the inspection that was
 * made later. Null where there is none.
 */
export function newestResults(results: readonly HaveResult[]): HaveFlags | null {
  const newest = new Map<SixHave, HaveResult>();
  for (const result of results) {
    const known = newest.get(result.have);
    if (!known || isNewer(result, known)) newest.set(result.have, result);
  }
  return newest.size === 0 ? null : Object.fromEntries([...newest].map(([have, { passed }]) => [have, passed]));
}

/** 规范化: six passes. A have that nobody ever asked about is none. Null before the first result. */
export function isStandard(flags: HaveFlags | null): boolean | null {
  return flags && sixHaves.every((have) => flags[have] === true);
}

/** How early the end of a term or of a certificate is work. */
export const endingDays = 90;

/** `within90` are the days from today to the ninetieth from now; `ended` is every day before today. */
export const endings = ['ended', 'within90'] as const;
export type Ending = (typeof endings)[number];

/** The days that one ending covers, both inclusive; `from` is null where there is no first. */
export function daysOfEnding(ending: Ending, today: Day): { from: Day | null; to: Day } {
  return ending === 'ended' ? { from: null, to: addDays(today, -1) } : { from: today, to: addDays(today, endingDays) };
}

/** Whether the last day of something has passed, is near, or neither (null). The last day itself still counts. */
export function endingOf(lastDay: Day | null, today: Day): Ending | null {
  if (lastDay === null) return null;
  const lies = (ending: Ending) => {
    const { from, to } = daysOfEnding(ending, today);
    return (from === null || lastDay >= from) && lastDay <= to;
  };
  return endings.find(lies) ?? null;
}

export type HaveCounts = { have: SixHave; passed: number; failed: number; rate: number | null };

/** The share that passes one have among those with a result; null where nobody has one. */
export function haveCounts(have: SixHave, passed: number, failed: number): HaveCounts {
  return { have, passed, failed, rate: passed + failed === 0 ? null : passed / (passed + failed) };
}

/** The have that the largest share fails, the first in the standard's order among equals; null where nobody fails. */
export function worstHave(counts: readonly HaveCounts[]): SixHave | null {
  const failing = counts.filter(({ failed }) => failed > 0);
  const lowest = Math.min(...failing.map(({ rate }) => rate ?? 1));
  return failing.find(({ rate }) => rate === lowest)?.have ?? null;
}
