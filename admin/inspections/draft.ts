import type { Answer, Answers, Inspection } from '../../shared/inspections.ts';

/** How it stands with what has been answered. */
export type SaveState =
  | { kind: 'untouched' | 'dirty' | 'saving' | 'offline' | 'taken' | 'undecided' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; reason: string };

/** What somebody else has answered meanwhile to a question that is also answered here. */
export type Conflicts = Record<string, Answer>;

export const blank: Answer = { value: null };

const same = (a: Answer | undefined, b: Answer | undefined) =>
  (a?.value ?? null) === (b?.value ?? null) &&
  (a?.note ?? '') === (b?.note ?? '') &&
  (a?.track ?? null) === (b?.track ?? null) &&
  JSON.stringify(a?.attachmentIds ?? []) === JSON.stringify(b?.attachmentIds ?? []);

/** The answers of the server with those of this page over them; a null value takes an answer back. */
export function overlay(server: Answers, dirty: Answers): Answers {
  return { ...server, ...dirty };
}

/** What of `sent` is still as it was sent, so that it needs no further saving. */
export function unsavedAfter(dirty: Answers, sent: Answers): Answers {
  return Object.fromEntries(Object.entries(dirty).filter(([key, answer]) => sent[key] !== answer));
}

export function without<T>(record: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

/** Questions that both sides have changed, differently, since `base`. */
export function conflictsOf(base: Answers, theirs: Answers, dirty: Answers): Conflicts {
  const conflicts: Conflicts = {};
  for (const [key, mine] of Object.entries(dirty)) {
    const other = theirs[key];
    if (!same(base[key], other) && !same(mine, other)) conflicts[key] = other ?? blank;
  }
  return conflicts;
}

/** Ready to be sent: what is empty goes as null, so that it replaces what was there. */
export function forServer(dirty: Answers): Answers {
  return Object.fromEntries(
    Object.entries(dirty).map(([key, { value, note, track, attachmentIds }]) => [
      key,
      { value, note: note?.trim() || null, track: track ?? null, attachmentIds: attachmentIds ?? [] },
    ]),
  );
}

export const mayStillSave = (record: Pick<Inspection, 'mayActions'>): boolean => record.mayActions.includes('save');
