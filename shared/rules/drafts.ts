import type { Answer, Answers } from '../inspections.ts';

/** What somebody else has answered meanwhile to a question that is also answered here. */
export type Conflicts = Record<string, Answer>;

/** A question that nobody has answered. */
export const blank: Answer = { value: null };

/** Whether two answers say the same; an empty note, no track and no evidence are as good as none. */
export const sameAnswer = (a: Answer | undefined, b: Answer | undefined): boolean =>
  (a?.value ?? null) === (b?.value ?? null) &&
  (a?.note ?? '') === (b?.note ?? '') &&
  (a?.track ?? null) === (b?.track ?? null) &&
  JSON.stringify(a?.attachmentIds ?? []) === JSON.stringify(b?.attachmentIds ?? []);

/** The answers of the server with those of a draft over them: what was not touched here stays as others have it. */
export function overlay(server: Answers, draft: Answers): Answers {
  return { ...server, ...draft };
}

/** Questions of the draft that the others have changed since `base`, and not to what the draft says; with their answer. */
export function conflictsOf(base: Answers, theirs: Answers, mine: Answers): Conflicts {
  const conflicts: Conflicts = {};
  for (const [key, own] of Object.entries(mine)) {
    const other = theirs[key];
    if (!sameAnswer(base[key], other) && !sameAnswer(own, other)) conflicts[key] = other ?? blank;
  }
  return conflicts;
}

/**
 * Where a record stands in the way of handing in what was seen when it was handed in: besides what both have changed,
 * also what only the others have changed since, because nobody has looked at it here.
 */
export function unseenOf(base: Answers, theirs: Answers, mine: Answers): Conflicts {
  const seen = overlay(base, mine);
  const absent = Object.fromEntries(Object.keys(theirs).map((key) => [key, blank]));
  return conflictsOf(base, theirs, { ...absent, ...seen });
}

export type Choice = 'mine' | 'theirs';

/** The draft after somebody has chosen: theirs leaves the draft, mine stays in it. What was not chosen stays open. */
export function settle(
  mine: Answers,
  conflicts: Conflicts,
  choices: Record<string, Choice>,
): { mine: Answers; conflicts: Conflicts } {
  return {
    mine: Object.fromEntries(Object.entries(mine).filter(([key]) => !(key in conflicts && choices[key] === 'theirs'))),
    conflicts: Object.fromEntries(Object.entries(conflicts).filter(([key]) => choices[key] === undefined)),
  };
}
