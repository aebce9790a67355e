import type { Chance } from './chance.ts';

const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as unknown;

/** What no field expects: other types, texts that break things, numbers that nothing holds. */
export const evils: readonly unknown[] = [
  null,
  true,
  [],
  {},
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  -9_007_199_254_740_992,
  9_223_372_036_854_775_808,
  2_147_483_648,
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\uffff\ufffe',
  '\u202e\u200b\ufeff',
  'x'.repeat(70_000),
  '工'.repeat(4_000),
  "'; drop table users; --",
  '%_\\',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://example.org")',
  '{{7*7}}${7*7}',
  '2026-02-30',
  '0000-00-00',
  '99999-12-31',
  '2026-13-01T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  'not-a-uuid',
  '01890000-0000-0000-0000-00000000000g',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'NaN',
  '1e400',
  '__proto__',
  'constructor',
  'CN',
  '99',
  '15\n',
  ['a', ['b']],
  [null],
  [{}],
  Array.from({ length: 1_001 }, () => '15'),
  { toString: 1, valueOf: null },
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  deep(500),
  nested(500),
];

/** Text in a path or in the query, where it is not JSON at all. */
export const crooked: readonly string[] = [
  '%00',
  '%E0%A4%A',
  '%ff%fe',
  '%ed%a0%80',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  'NaN',
  '%27%20or%201%3D1--',
  '%F0%9F%98%80',
  'a'.repeat(4_000),
  '01890000-0000-7000-8000-000000000000%20',
  '15%0a',
  '*',
  '[]',
  '%7B%7D',
  '%22',
];

export const brokenJson: readonly string[] = [
  '{',
  '{"a":1,}',
  'null',
  '1',
  '"x"',
  '[',
  '\ufeff{}',
  '{"__proto__":{"polluted":1}}',
  '{"a":1}{"b":2}',
  '{"version":1e999}',
  '{"name":"\\ud800"}',
  '['.repeat(5_000),
  `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
  `{"name":"${'x'.repeat(1_100_000)}"}`,
];

export const types: readonly string[] = [
  'application/json; charset=utf-7',
  'application/json; charset=utf-16',
  'application/json; charset="',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'x'.repeat(500),
  'application/octet-stream',
];

export const headers: readonly Record<string, string>[] = [
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'nonsense' },
  { 'accept-language': ';q=,,en;q=x,*' },
  { 'accept-language': 'x'.repeat(3_000) },
  { accept: 'application/xml' },
  { 'idempotency-key': 'k'.repeat(300) },
  { 'idempotency-key': '\u00ff\u00fe' },
  { range: 'bytes=9999999999999-' },
  { range: 'bytes=5-1,-,x' },
  { 'if-none-match': '"' },
  { 'if-modified-since': 'yesterday' },
  { 'x-forwarded-for': '::::, 1, <script>' },
  { 'x-forwarded-proto': 'gopher' },
  { 'x-request-id': `${'r'.repeat(2_000)}` },
  { 'x-http-method-override': 'DELETE' },
  { origin: 'null' },
  { origin: 'http://[' },
  { authorization: 'Bearer' },
  { authorization: `Bearer ${'\u00e9'.repeat(50)}` },
  { authorization: 'Basic Og==' },
  { cookie: 'uc.sid=s%3A%ff.%00; __proto__=1' },
  { expect: 'nothing' },
];

/** A copy with one value, somewhere, replaced, added or taken away. */
export function spoilt(value: unknown, by: Chance): unknown {
  if (Array.isArray(value) && value.length > 0 && by.happens(0.7)) {
    const at = by.between(0, value.length - 1);
    return value.map((one, index) => (index === at ? spoilt(one, by) : (one as unknown)));
  }
  if (value && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0 && by.happens(0.9)) {
    const name = by.of(Object.keys(value));
    const { [name]: one, ...rest } = value as Record<string, unknown>;
    return by.happens(0.1) ? rest : { ...rest, [name]: spoilt(one, by) };
  }
  return by.of(evils);
}
