import type { Answers, Inspection } from '../../shared/inspections.ts';

/** How it stands with what has been answered. */
export type SaveState =
  | { kind: 'untouched' | 'dirty' | 'saving' | 'offline' | 'taken' | 'undecided' | 'queued' }
  | { kind: 'saved'; at: Date }
  | { kind: 'failed'; reason: string };

/** What of `sent` is still as it was sent, so that it needs no further saving. */
export function unsavedAfter(dirty: Answers, sent: Answers): Answers {
  return Object.fromEntries(Object.entries(dirty).filter(([key, answer]) => sent[key] !== answer));
}

export function without<T>(record: Record<string, T>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
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
