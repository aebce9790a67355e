// eslint-disable-next-line no-control-regex
const unstorable = /\u0000|\p{Surrogate}/gu;

/** Text as PostgreSQL keeps it: without NUL, and without halves of characters, as a cut at a length leaves them. */
export const storable = (text: string): string => text.replace(unstorable, '');

/** JSON for a `jsonb`, every text in it storable. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Only where such a thing is told are all texts looked at one by one.
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}
