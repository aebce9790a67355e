import type { Export } from '../../shared/exports.ts';
import type { Import, ImportKindName } from '../../shared/imports.ts';
import type { Client } from './client.ts';
import { importer } from './imports.ts';
import { settled } from './workbooks.ts';
import { fc } from './property.ts';

/** Texts as people's names and notes are, and as they are when something went wrong. */
const odd = fc.oneof(
  fc.constantFrom(
    '007', '-5', '=1+1', '+86', '@甲', "'=乙", "'丙", '1e5', '2026/9/1', '是', 'TRUE', '12.50', '，", "', '（全角）１２',
    '第一行\n第二行', '末尾\r\n换行', '_x0041_', '甲；乙、丙', '#N/A', '- -', '１，２３４', '<b>&amp;', '𠮷野家', '138****1234',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
); // prettier-ignore
const clean = (text: string) =>
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0009\u000b-\u001f\ufffe\uffff\p{Surrogate}]/gu, (one) => (one === '\r' ? one : '')).trim();
export const textOf = (maximum: number, minimum = 1) =>
  odd
    .map((text) => clean(text).slice(0, maximum))
    .filter((text) => [...text].length >= minimum && !/\p{Surrogate}/u.test(text));
export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
export const dayOf = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
export const count = fc.nat(100_000);

export const shape = fc.record({
  format: fc.constantFrom('xlsx' as const, 'csv' as const),
  language: fc.constantFrom('zh-CN', 'en'),
});

export type Shape = { format: 'xlsx' | 'csv'; language: string };

/** Exports a list in one language and brings the very file in again, as whoever may. */
export async function returned(
  kind: ImportKindName,
  filter: object,
  { format, language }: Shape,
  { from, to, ...belongs }: { from: Client; to: Client; campaignId?: string },
): Promise<{ seen: Import; rows: number; faults: unknown }> {
  const order = await from.post<Export>('/exports', { kind, format, filter }, { 'accept-language': language });
  const made = await settled(from, order.body.id);
  if (made.status !== 'done') throw new Error(JSON.stringify(made));
  const content = await contentOf(from, made);
  const by = importer(to);
  const seen = await by.preview({ kind, content, filename: `x.${format}`, ...belongs });
  const changed = (await by.rows(seen)).filter(({ outcome }) => outcome !== 'unchanged');
  return {
    seen,
    rows: made.counts.rows!,
    faults: changed.map(({ label, changes, errors }) => ({ label, changes, errors })),
  };
}

/** The file of an export, byte by byte. */
export const contentOf = async (person: Client, { id }: Pick<Export, 'id'>): Promise<Buffer> =>
  Buffer.from((await person.get<Buffer | string>(`/exports/${id}/content`)).body as never);
