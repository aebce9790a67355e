import { useSyncExternalStore } from 'react';

/** As much as the server takes unless it is set up otherwise; it has the last word. */
export const uploadLimit = 10 * 1024 * 1024;

/** What the picker of files offers; the server judges by the bytes. */
export const accepted = 'image/jpeg,image/png,image/webp,image/gif,application/pdf,.docx,.xlsx';

const onTheirWay = new Set<string>();
const watchers = new Set<() => void>();

/** Notes whether a file is on its way, by the key of its attempt. */
export function noteOnItsWay(key: string, is: boolean): void {
  if (onTheirWay.has(key) === is) return;
  if (is) onTheirWay.add(key);
  else onTheirWay.delete(key);
  watchers.forEach((watch) => watch());
}

const subscribe = (watch: () => void) => {
  watchers.add(watch);
  return () => watchers.delete(watch);
};

/** Whether a file is on its way: an act that would leave it behind waits. */
export const useUploading = (): boolean => useSyncExternalStore(subscribe, () => onTheirWay.size > 0);

export const contentUrl = (id: string): string => `/api/attachments/${encodeURIComponent(id)}/content`;

export const thumbnailUrl = (id: string): string => `/api/attachments/${encodeURIComponent(id)}/thumbnail`;

export const isPicture = (mediaType: string): boolean => mediaType.startsWith('image/');
