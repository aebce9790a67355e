import { i18nProvider } from '../i18n/index.ts';
import { OFFLINE, problemOf, requestHeaders } from './httpClient.ts';

const nameIn = (disposition: string | null): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1] ?? 'file');

async function fileOf(path: string, body: unknown): Promise<Response> {
  const headers = requestHeaders();
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    return await fetch(`/api/${path}`, { ...init, headers });
  } catch {
    throw problemOf(OFFLINE, { message: i18nProvider.translate('shell.state.offline') });
  }
}

/** Fetches a file and hands it to the browser to keep; with a body it is asked for by POST. Throws `HttpError`. */
export async function download(path: string, body?: unknown): Promise<void> {
  const response = await fileOf(path, body);
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => ({})));
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nameIn(response.headers.get('Content-Disposition'));
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
