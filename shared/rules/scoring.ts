import type { ChecklistItem } from '../checklists.ts';
import type { Answer, Answers } from '../inspections.ts';

/** The six haves in the order of the standard (domain §3); `section` of a six-haves item is one of these. */
export const sixHaves = [
  'elected-chair',
  'sound-organisation',
  'activity-carriers',
  'sound-institutions',
  'own-funds',
  'satisfying-performance',
] as const;
export type SixHave = (typeof sixHaves)[number];

export type Verdict = 'good' | 'bad' | 'na' | 'blank';

export function verdictOf(item: Pick<ChecklistItem, 'polarity'>, answer: Answer | undefined): Verdict {
  if (!answer?.value) return 'blank';
  if (answer.value === 'na') return 'na';
  return (answer.value === 'yes') === (item.polarity === 'yesIsGood') ? 'good' : 'bad';
}

/** The items whose answer is bad: one rectification each. */
export function badItems(items: readonly ChecklistItem[], answers: Answers): ChecklistItem[] {
  return items.filter((item) => verdictOf(item, answers[item.key]) === 'bad');
}

/** good / (good + bad) as a share of 1, `na` left out; null when nothing counts. */
export function scoreOf(items: readonly ChecklistItem[], answers: Answers): number | null {
  const verdicts = items.map((item) => verdictOf(item, answers[item.key]));
  const good = verdicts.filter((v) => v === 'good').length;
  const counted = good + verdicts.filter((v) => v === 'bad').length;
  return counted === 0 ? null : good / counted;
}

/** Whether each section of a checklist passes: each of its core items is good or na. */
export function sectionPasses(items: readonly ChecklistItem[], answers: Answers): Record<string, boolean> {
  const passes: Record<string, boolean> = {};
  for (const item of items) {
    const verdict = verdictOf(item, answers[item.key]);
    const ok = !item.core || verdict === 'good' || verdict === 'na';
    passes[item.section] = (passes[item.section] ?? true) && ok;
  }
  return passes;
}

/** A bad item that marks the union as an empty shell (空壳). */
export function isShell(items: readonly ChecklistItem[], answers: Answers): boolean {
  return badItems(items, answers).some((item) => item.marks?.includes('shell'));
}

export type AnswerFault = 'unknown-item' | 'blank-answer' | 'na-not-allowed' | 'na-needs-reason';

/** What is wrong with a set of answers, by item key. A draft may be blank, a submission may not. */
export function answerFaults(
  items: readonly ChecklistItem[],
  answers: Answers,
  complete: boolean,
): Record<string, AnswerFault> {
  const faults: Record<string, AnswerFault> = {};
  const byKey = new Map(items.map((item) => [item.key, item]));
  for (const key of Object.keys(answers)) if (!byKey.has(key)) faults[key] = 'unknown-item';
  for (const item of items) {
    const answer = answers[item.key];
    const verdict = verdictOf(item, answer);
    if (verdict === 'blank' && complete) faults[item.key] = 'blank-answer';
    if (verdict === 'na' && !item.allowNa) faults[item.key] = 'na-not-allowed';
    if (verdict === 'na' && item.allowNa && complete && !answer?.note?.trim()) faults[item.key] = 'na-needs-reason';
  }
  return faults;
}
