import type { HttpError } from 'ra-core';
import type { Import } from '../../shared/imports.ts';
import { i18nProvider } from '../i18n/index.ts';
import { OFFLINE, problemOf, requestHeaders } from '../providers/httpClient.ts';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Sends a workbook. XMLHttpRequest, because fetch tells nothing of the progress of an upload. Throws `HttpError`. */
export function sendWorkbook(
  file: File,
  fields: Record<string, string>,
  onProgress: (share: number) => void,
): Promise<Import> {
  return new Promise((resolve, reject: (failure: HttpError) => void) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(problemOf(OFFLINE, { message: i18nProvider.translate('shell.state.offline') }));
    request.onload = () => {
      const json = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(json as Import);
      else reject(problemOf(request.status, json));
    };
    request.open('POST', '/api/imports');
    requestHeaders().forEach((value, name) => request.setRequestHeader(name, value));
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file);
    request.send(form);
  });
}
