import { quoted, safe } from '../csv.ts';
import type { Line } from '../read/delimited.ts';
import type { NotePlan } from './index.ts';

/** The lines of a CSV file with their notes; fields are kept as they were cut. */
export async function* annotatedCsv(
  pieces: AsyncIterable<Line[]>,
  { headingRow, heading, place, notes }: NotePlan,
): AsyncGenerator<Buffer> {
  const noted = ({ row, fields }: Line): readonly string[] => {
    if (row === 1 && /^sep=/i.test(fields[0]!)) return ['sep='];
    const text = row === headingRow ? heading : safe(notes.get(row)?.text ?? '');
    if (row < headingRow || (text === '' && fields.length <= place)) return fields;
    const all = Array.from({ length: Math.max(fields.length, place + 1) }, (_, index) => fields[index] ?? '');
    all[place] = text;
    return all;
  };
  yield Buffer.from('\ufeff');
  for await (const lines of pieces) {
    yield Buffer.from(lines.map((line) => `${noted(line).map(quoted).join(',')}\r\n`).join(''));
  }
}
