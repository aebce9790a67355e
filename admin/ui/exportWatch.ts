import { useSyncExternalStore } from 'react';
import type { ExportFormat, ExportKind } from '../../shared/exports.ts';
import type { Export } from '../../shared/exports.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useData } from '../providers/dataProvider.ts';
import { useNotify } from 'ra-core';

/** The exports whose making is being watched, newest last; they outlive the page on which they were asked for. */
let watched: readonly Export[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function set(next: readonly Export[]) {
  watched = next;
  for (const listener of listeners) listener();
}

export const useWatchedExports = (): readonly Export[] => useSyncExternalStore(subscribe, () => watched);
export const dismissExport = (id: string): void => set(watched.filter((one) => one.id !== id));
const watchExport = (order: Export): void => set([...watched.filter(({ id }) => id !== order.id), order].slice(-3));

export type ExportOrder = {
  kind: ExportKind;
  format?: ExportFormat;
  filter: Record<string, unknown>;
  sort?: [field: string, order: 'ASC' | 'DESC'] | null;
};

/** Orders a file; its making shows in the corner of every page. Resolves when the order is taken. */
export function useOrderExport(): (order: ExportOrder) => Promise<void> {
  const { post } = useData();
  const notify = useNotify();
  return async (order) => {
    try {
      watchExport(await post<Export>('exports', order));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    }
  };
}

export const contentAddress = (id: string): string => `/api/exports/${encodeURIComponent(id)}/content`;
