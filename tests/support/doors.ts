import type { Door } from '../../shared/doors.ts';
import type { Client } from './client.ts';

/** A report of the interface; anything but an answer fails. */
export async function report<T>(person: Client, path: string, params: Record<string, string> = {}): Promise<T> {
  const { status, body } = await person.get<T>(`/reports/${path}?${new URLSearchParams(params)}`);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** How many rows the list behind a door has, or what they add up to. */
async function behind(person: Client, { resource, filter, sums }: Door): Promise<number> {
  const first = await person.page<Record<string, number>>(resource, { filter, range: [0, sums ? 999 : 0] });
  if (first.status !== 200) throw new Error(`${resource} ${JSON.stringify(filter)}: ${JSON.stringify(first.rows)}`);
  if (!sums) return first.total;
  let sum = 0;
  for (let from = 0; from < first.total; from += 1000) {
    const { rows } = await person.page<Record<string, number>>(resource, {
      filter,
      sort: ['id', 'ASC'],
      range: [from, from + 999],
    });
    sum += rows.reduce((total, row) => total + row[sums]!, 0);
  }
  return sum;
}

/** A number that a page tells, and where its door leads. */
export type Told = { where: string; value: number | null; door: Door };
type Walked = [where: string, value: number | null, rows: number];

/** Every number whose door leads to another number of rows. */
export async function differing(person: Client, numbers: readonly Told[]) {
  const doors = new Map(numbers.map(({ door }) => [JSON.stringify(door), door]));
  const rows = new Map<string, number>();
  const left = [...doors];
  const walk = async () => {
    for (let next = left.pop(); next; next = left.pop()) rows.set(next[0], await behind(person, next[1]));
  };
  await Promise.all([walk(), walk(), walk(), walk()]);
  const differences = numbers
    .map(({ where, value, door }): Walked => [
      `${where} ${JSON.stringify(door)}`,
      value,
      rows.get(JSON.stringify(door))!,
    ])
    .filter(([, value, counted]) => value !== counted);
  return { differences, walked: numbers.length };
}
