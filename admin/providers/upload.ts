import type { HttpError } from 'ra-core';
import { useSyncExternalStore } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { i18nProvider } from '../i18n/index.ts';
import { OFFLINE, problemOf, requestHeaders } from './httpClient.ts';

/** As much as the server takes unless it is set up otherwise; it has the last word. */
export const uploadLimit = 10 * 1024 * 1024;

/** What the picker of files offers; the server judges by the bytes. */
export const accepted = 'image/jpeg,image/png,image/webp,image/gif,application/pdf,.docx,.xlsx';

export type Upload = { done: Promise<Attachment>; cancel: () => void };

let inFlight = 0;
const watchers = new Set<() => void>();
const count = (by: number) => {
  inFlight += by;
  watchers.forEach((watch) => watch());
};

/** Whether a file is on its way: an act that would leave it behind waits. */
export const useUploading = (): boolean =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => inFlight > 0,
  );

/** Sends one file. XMLHttpRequest, because fetch tells nothing of the progress of an upload. */
export function upload(file: File, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<Attachment>((resolve, reject: (failure: HttpError) => void) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(problemOf(OFFLINE, { message: i18nProvider.translate('shell.state.offline') }));
    request.onload = () => {
      const json = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(json as Attachment);
      else reject(problemOf(request.status, json));
    };
  });
  count(1);
  request.onloadend = () => count(-1);
  request.open('POST', '/api/attachments');
  requestHeaders().forEach((value, name) => request.setRequestHeader(name, value));
  const form = new FormData();
  form.append('file', file);
  request.send(form);
  return { done, cancel: () => request.abort() };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const contentUrl = (id: string): string => `/api/attachments/${encodeURIComponent(id)}/content`;

export const isPicture = (mediaType: string): boolean => mediaType.startsWith('image/');
