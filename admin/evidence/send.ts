import type { HttpError } from 'ra-core';
import { plainUploadBytes, uploadPartBytes, type Attachment, type UploadState } from '../../shared/attachments.ts';
import { i18nProvider } from '../i18n/index.ts';
import { OFFLINE, problemBody, problemOf, requestHeaders, statusOf } from '../providers/httpClient.ts';
import { newKey } from '../providers/key.ts';
import type { KeptUpload } from './kept.ts';

/** Milliseconds without a byte in either direction after which a connection counts as broken. */
const STALLED = 60_000;
const pauses = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * 1000);

type Ask = { method: string; path: string; body?: XMLHttpRequestBodyInit; headers?: Record<string, string> };
type Watch = { signal: AbortSignal; onLoaded?: (bytes: number) => void };

/** One request. XMLHttpRequest, because fetch tells nothing of the progress of an upload. */
function ask<T>({ method, path, body, headers = {} }: Ask, { signal, onLoaded }: Watch): Promise<T> {
  return new Promise((resolve, reject: (failure: HttpError | DOMException) => void) => {
    const request = new XMLHttpRequest();
    const broken = () => reject(problemOf(OFFLINE, { message: i18nProvider.translate('shell.state.offline') }));
    const cancel = () => request.abort();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        broken();
        request.abort();
      }, STALLED);
    };
    request.upload.onprogress = ({ loaded }) => {
      alive();
      onLoaded?.(loaded);
    };
    request.onerror = broken;
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onload = () => {
      const json = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(json as T);
      else reject(problemOf(request.status, json));
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    request.open(method, `/api${path}`);
    requestHeaders(headers).forEach((value, name) => request.setRequestHeader(name, value));
    signal.addEventListener('abort', cancel);
    alive();
    request.send(body ?? null);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What another attempt may mend: no network, a server that restarts or is busy. */
const isPassing = (failure: unknown) => [OFFLINE, 408, 429, 502, 503, 504].includes(statusOf(failure) ?? -1);

/** Until the pause is over, the network returns, or nobody wants it any more. */
function pause(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(new DOMException('cancelled', 'AbortError'));
      else resolve();
    };
    const timer = window.setTimeout(end, pauses[Math.min(attempt, pauses.length - 1)]! * (0.8 + Math.random() * 0.4));
    window.addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}

export type Sending = {
  signal: AbortSignal;
  onShare: (share: number) => void;
  /** The connection is broken, and it will be tried again; or it goes on. */
  onWaiting: (waiting: boolean) => void;
  /** The server has the beginning: what is kept on the device should know. */
  onAnnounced: (uploadId: string | undefined) => void;
};

/** Sends a file until it has arrived, however often the connection breaks; rejects with what another attempt won't mend. */
export async function send(upload: KeptUpload, sending: Sending): Promise<Attachment> {
  const { signal, onShare, onWaiting } = sending;
  const large = upload.blob.size > plainUploadBytes;
  let { uploadId } = upload;
  let attempt = 0;
  let damaged = false;
  const watched: Sending = {
    ...sending,
    onShare: (share) => {
      attempt = 0;
      onShare(share);
    },
    onAnnounced: (id) => {
      uploadId = id;
      sending.onAnnounced(id);
    },
  };
  for (;;) {
    try {
      return await (large ? inParts({ ...upload, uploadId }, watched) : whole(upload, watched));
    } catch (failure) {
      // The server throws away what arrived damaged, and takes it once more.
      if (!damaged && problemBody(failure).errors?.['sha256']) {
        damaged = true;
        continue;
      }
      if (!isPassing(failure)) throw failure;
      onWaiting(true);
      await pause(attempt, signal);
      attempt += 1;
      onWaiting(false);
    }
  }
}

function whole({ key, name, blob, fields }: KeptUpload, { signal, onShare }: Sending): Promise<Attachment> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', blob, name);
  const order = { method: 'POST', path: '/attachments', body: form, headers: { 'Idempotency-Key': key } };
  return ask(order, { signal, onLoaded: (bytes) => onShare(Math.min(1, bytes / blob.size)) });
}

const json = (method: string, path: string, body: object, headers: Record<string, string> = {}): Ask => ({
  method,
  path,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
});

async function announce({ key, name, blob, fields, sha256 }: KeptUpload, signal: AbortSignal): Promise<UploadState> {
  const body = { filename: name, mediaType: blob.type || null, bytes: blob.size, sha256, fields };
  const attempt = (attemptKey: string) =>
    ask<UploadState>(json('POST', '/uploads', body, { 'Idempotency-Key': attemptKey }), { signal });
  const { id } = await attempt(key);
  // The kept answer of a key may be older than what has arrived, or than the server's patience.
  return (await stateOf(id, signal)) ?? attempt(newKey());
}

async function inParts(upload: KeptUpload, { signal, onShare, onAnnounced }: Sending): Promise<Attachment> {
  const { blob } = upload;
  const known = upload.uploadId && (await stateOf(upload.uploadId, signal));
  const state = known || (await announce(upload, signal));
  onAnnounced(state.id);
  const path = `/uploads/${state.id}`;
  let { offset } = state;
  while (offset < blob.size && state.attachmentId === null) {
    const begin = offset;
    const body = blob.slice(begin, begin + uploadPartBytes.usual);
    const order = {
      method: 'PUT',
      path: `${path}?offset=${begin}`,
      body,
      headers: { 'Content-Type': 'application/octet-stream' },
    };
    try {
      const onLoaded = (bytes: number) => onShare(Math.min(1, (begin + bytes) / blob.size));
      ({ offset } = await ask<UploadState>(order, { signal, onLoaded }));
    } catch (failure) {
      const current = problemBody(failure)['current'] as UploadState | undefined;
      if (statusOf(failure) !== 409 || !current) throw failure;
      ({ offset } = current);
    }
  }
  return ask(json('POST', `${path}/finish`, {}), { signal });
}

/** Null for an upload that the server has forgotten. */
async function stateOf(id: string, signal: AbortSignal): Promise<UploadState | null> {
  try {
    return await ask<UploadState>({ method: 'GET', path: `/uploads/${id}` }, { signal });
  } catch (failure) {
    if (statusOf(failure) === 404) return null;
    throw failure;
  }
}

/** Tells the server that the rest will not come; it would find out by itself. */
export function giveUp(uploadId: string): void {
  void fetch(`/api/uploads/${uploadId}`, { method: 'DELETE', headers: requestHeaders() }).catch(() => undefined);
}
