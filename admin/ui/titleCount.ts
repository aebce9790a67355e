import { useSyncExternalStore } from 'react';

let count = 0;
const listeners = new Set<() => void>();

/** What stands before the title of the window: `(3) 问题整改`. */
export function setTitleCount(next: number): void {
  if (next === count) return;
  count = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTitleCount = (): number => useSyncExternalStore(subscribe, () => count);
