import type { Answers } from '../../shared/inspections.ts';

/** Answers that have not reached the server, kept on this device for the person who gave them. */
const keyOf = (person: string, id: string) => `draft.${person}.${id}`;

export function keepDraft(person: string, id: string, dirty: Answers): void {
  const key = keyOf(person, id);
  try {
    if (Object.keys(dirty).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(dirty));
  } catch {
    // A full or forbidden storage only costs the safety net.
  }
}

export function keptDraft(person: string, id: string): Answers {
  try {
    return JSON.parse(localStorage.getItem(keyOf(person, id)) ?? '{}') as Answers;
  } catch {
    return {};
  }
}
