import { unzip } from '../zip.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const code = /^(CN|\d{2}|\d{4}|\d{4}(\d{2}|[A-Z]\d)|\d{6}(\d{3}|[A-Z]\d{2}))$/;

/** Where something stands in an answer, such as `0.orgCode`, and what it is. */
export type Found = { at: string; value: string };
export type Revealed = { ids: Found[]; codes: Found[]; marks: string[] };

export const markOpen = '⟦';

/** Text of the tests carries the organisation of whoever wrote it. */
export const markOf = (orgCode: string) => `${markOpen}${orgCode}⟧`;

/** Every id, every organisation and every mark that an answer holds, in JSON as in files. */
export function revealedBy(type: string, bytes: Buffer): Revealed {
  const revealed: Revealed = { ids: [], codes: [], marks: [] };
  const text = textOf(type, bytes);
  revealed.marks = [...new Set([...text.matchAll(/⟦(\w{2,9})⟧/g)].map(([, org]) => org!))];
  if (/\bjson\b/.test(type) && text !== '') gather(JSON.parse(text), '', revealed);
  return revealed;
}

function textOf(type: string, bytes: Buffer): string {
  if (!type.includes('openxmlformats')) return bytes.toString('utf8');
  return Object.entries(unzip(bytes))
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, content]) => content.toString('utf8'))
    .join('\n');
}

function gather(value: unknown, at: string, into: Revealed): void {
  if (typeof value === 'string') {
    if (uuid.test(value)) into.ids.push({ at, value });
    else if (/(^|\.)(code|org|\w*Code|\w*Codes|addressees|orgExact)(\.\d+)*$/.test(at) && code.test(value)) {
      into.codes.push({ at, value });
    }
  } else if (Array.isArray(value)) {
    value.forEach((one, index) => gather(one, at === '' ? String(index) : `${at}.${index}`, into));
  } else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) {
      const place = at === '' ? key : `${at}.${key}`;
      if (uuid.test(key)) into.ids.push({ at: place, value: key });
      gather(one, place, into);
    }
  }
}
