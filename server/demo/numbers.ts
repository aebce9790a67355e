import sql, { raw, type Sql } from 'sql-template-tag';
import type { Cipher } from '../cipher.ts';
import { POOL } from './sql/helpers.ts';

const digits = (n: number, length: number) => String(n).padStart(length, '0');

/** Numbers that nobody has, by the place where they will stand. Steps without a common factor spread them. */
const invented: Record<string, (nth: number, province: string) => string> = {
  'unions.chair_phone': (nth) => `1380000${digits(nth, 4)}`,
  'unions.certificate_no': (nth, province) =>
    `81${province}0000${digits((nth * 7_919_937 + 1_234_567) % 10 ** 10, 10)}`,
  'enterprises.contact_phone': (nth) => `1370000${digits(nth, 4)}`,
  'organisations.contact_phone': (nth) => `139000${digits((nth * 7919) % 100_000, 5)}`,
};

/** Only node can seal: a table of sealed numbers, from which the statements draw (`sealedNumber`). */
export function sealedNumbers(cipher: Cipher, province: string): Sql[] {
  const table = raw('create temp table d_number (place text, nth integer, sealed text, primary key (place, nth))');
  const pools = Object.entries(invented).map(([place, number]) => {
    const sealed = Array.from({ length: POOL }, (_, nth) => cipher.seal(number(nth, province), place));
    return sql`
      insert into d_number select ${place}, nth - 1, text from unnest(${sealed}::text[]) with ordinality as n (text, nth)`;
  });
  return [table, ...pools, raw('analyze d_number')];
}
