import { HttpError } from 'ra-core';
import { currentLanguage, htmlLang, i18nProvider } from '../i18n/index.ts';
import { newKey } from './key.ts';

/** `application/problem+json`; `errors` is by field, as react-admin's forms expect it; `current` comes with a 409. */
export type Problem = {
  status?: number;
  title?: string;
  message?: string;
  code?: string;
  errors?: Record<string, string>;
  [extra: string]: unknown;
};

type Options = Omit<RequestInit, 'headers'> & { headers?: HeadersInit };
type Answer<T> = { status: number; headers: Headers; body: string; json: T };

/** No network, as a status that HTTP does not use. */
export const OFFLINE = 0;

const offline = () => new HttpError(i18nProvider.translate('shell.state.offline'), OFFLINE, null);

let visit = new AbortController();

/**
 * A session that is ending answers nothing but refusals: what is being read is broken off, and what would follow is held
 * back, the sign-in itself excepted, until `openVisit`. Neither settles: whoever waits for it is about to leave.
 */
export const closeVisit = (): void => visit.abort();

/** Somebody is signed in. */
export function openVisit(): void {
  if (visit.signal.aborted) visit = new AbortController();
}

export function requestHeaders(extra?: HeadersInit): Headers {
  const headers = new Headers(extra);
  headers.set('Accept', 'application/json');
  headers.set('Accept-Language', htmlLang(currentLanguage()));
  return headers;
}

/** Speaks JSON with the session cookie; throws `HttpError` with the server's sentence and the problem as its body. */
export async function httpClient<T = never>(url: string, options: Options = {}): Promise<Answer<T>> {
  if (url.startsWith('/api/auth/')) return speak(url, options);
  const { signal } = visit;
  const never = new Promise<never>(() => undefined);
  if (signal.aborted) return never;
  // What somebody wrote is not broken off.
  const reads = (options.method ?? 'GET') === 'GET';
  try {
    return await speak<T>(url, reads ? { ...options, signal } : options);
  } catch (failure) {
    if (signal.aborted) return never;
    throw failure;
  }
}

async function speak<T>(url: string, options: Options): Promise<Answer<T>> {
  const headers = requestHeaders(options.headers);
  if (typeof options.body === 'string') headers.set('Content-Type', 'application/json');
  // The key makes a second attempt after a broken connection harmless.
  if (options.method === 'POST' && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', newKey());
  const response = await attempt(url, { ...options, headers });
  const body = await response.text();
  const json = parse(body);
  if (!response.ok) throw problemOf(response.status, json);
  return { status: response.status, headers: response.headers, body, json: json as T };
}

async function attempt(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    if (options.method !== 'POST') throw offline();
  }
  await new Promise((resolve) => setTimeout(resolve, 800));
  try {
    return await fetch(url, options);
  } catch {
    throw offline();
  }
}

export function problemOf(status: number, json: unknown): HttpError {
  const problem = asProblem(json);
  return new HttpError(problem.message ?? i18nProvider.translate('ra.notification.http_error'), status, problem);
}

const asProblem = (json: unknown): Problem => (typeof json === 'object' && json !== null ? (json as Problem) : {});

function parse(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    return null;
  }
}

export function statusOf(failure: unknown): number | null {
  return failure instanceof HttpError && typeof failure.status === 'number' ? failure.status : null;
}

export function problemBody(failure: unknown): Problem {
  return asProblem(failure instanceof HttpError ? failure.body : null);
}

export function sentenceOf(failure: unknown): string {
  return failure instanceof HttpError ? failure.message : i18nProvider.translate('ra.notification.http_error');
}
