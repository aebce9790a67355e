import type { RaRecord } from 'ra-core';
import { useSyncExternalStore } from 'react';
import type { Resource } from '../../shared/permissions.ts';

export type Conflict = { resource: Resource; seen: RaRecord; current: RaRecord };

let shown: Conflict | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function show(next: Conflict | null) {
  shown = next;
  for (const listener of listeners) listener();
}

/** Tells that somebody else was faster, and what is different now. */
export const showConflict = (conflict: Conflict): void => show(conflict);
export const closeConflict = (): void => show(null);

export const useConflict = (): Conflict | null => useSyncExternalStore(subscribe, () => shown);
