import type { Word } from '../words.ts';
import type { RawCell, RawRow } from './rawCell.ts';

/** A column that a table may have: under its own heading in either language, or under one that people write instead. */
export type KnownColumn = { key: string; heading: Word; synonyms: readonly string[]; required?: boolean };

export type HeadingMatch = {
  /** Key of the column → place in the row, from 0. */
  places: Map<string, number>;
  /** Headings that no column is known by. */
  unknown: { place: number; heading: string }[];
  /** Keys of required columns that are not there. */
  missing: string[];
  /** Columns that are there more than once. */
  doubled: { key: string; heading: string; places: number[] }[];
};

const DROPPED = /[\s*＊·•_\-—:：、,，.。/／'"“”‘’]/g;
const BRACKETS = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕/g;

/** In characters: what is longer is no heading, and is not compared to its end. */
const LONGEST = 200;

/** Units in which a figure is another one: （万元） is no mere remark. */
const SCALE = /[([【〔][^)\]】〕]*[千万亿]/;

/** A heading without case, width, spaces and marks: once with what stands in brackets, once without. */
export function plainHeadings(heading: string): [whole: string, bare: string] {
  const flat = heading.normalize('NFKC').toLowerCase();
  const whole = flat.replace(DROPPED, '').replace(/[()[\]【】〔〕]/g, '');
  return [whole, SCALE.test(flat) ? whole : flat.replace(BRACKETS, '').replace(DROPPED, '') || whole];
}

type Names = { own: Map<string, string>; other: Map<string, string> };

/** By what each column is known; what is said outright goes before what is left when brackets are dropped. */
function namesOf(columns: readonly KnownColumn[]): Names {
  const names: Names = { own: new Map(), other: new Map() };
  const learn = (map: Map<string, string>, key: string, heading: string, form: 0 | 1) => {
    const plain = plainHeadings(heading)[form];
    if (plain !== '' && !map.has(plain)) map.set(plain, key);
  };
  for (const form of [0, 1] as const) {
    for (const { key, heading, synonyms } of columns) {
      for (const name of [heading.zh, heading.en]) learn(names.own, key, name, form);
      for (const name of [...synonyms, key]) learn(names.other, key, name, form);
    }
  }
  return names;
}

function columnOf(heading: string, { own, other }: Names): { key: string; own: boolean } | null {
  for (const plain of plainHeadings(heading)) {
    const key = own.get(plain);
    if (key !== undefined) return { key, own: true };
    const meant = other.get(plain);
    if (meant !== undefined) return { key: meant, own: false };
  }
  return null;
}

/** The column in which a file comes back with what is wrong with it. */
export const errorHeading: Word = { zh: '错误说明', en: 'Errors' };

export function isErrorHeading(cell: RawCell): boolean {
  return typeof cell === 'string' && [errorHeading.zh, errorHeading.en].includes(cell.trim());
}

/** Which column stands where. A column's own heading goes before a synonym of it: the other is then unknown. */
export function matchHeadings(cells: readonly RawCell[], columns: readonly KnownColumn[]): HeadingMatch {
  const names = namesOf(columns);
  const found = new Map<string, { place: number; heading: string; own: boolean }[]>();
  const unknown: HeadingMatch['unknown'] = [];
  cells.forEach((cell, place) => {
    const heading = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim().slice(0, LONGEST) : '';
    if (heading === '' || isErrorHeading(heading)) return;
    const column = columnOf(heading, names);
    if (!column) unknown.push({ place, heading });
    else found.set(column.key, [...(found.get(column.key) ?? []), { place, heading, own: column.own }]);
  });
  const match: HeadingMatch = { places: new Map(), unknown, missing: [], doubled: [] };
  for (const [key, all] of found) {
    const named = all.filter((one) => one.own);
    const taken = named.length > 0 ? named : all;
    match.places.set(key, taken[0]!.place);
    if (taken.length > 1) {
      match.doubled.push({ key, heading: taken[0]!.heading, places: taken.map(({ place }) => place) });
    }
    const left = all.filter((one) => !taken.includes(one));
    unknown.push(...left.map(({ place, heading }) => ({ place, heading })));
  }
  unknown.sort((a, b) => a.place - b.place);
  match.missing = columns.filter(({ key, required }) => required && !match.places.has(key)).map(({ key }) => key);
  return match;
}

/** Among how many rows the headings are looked for: titles and remarks stand above them. */
export const headingSearch = 20;

export type FoundHeadings = HeadingMatch & { row: number; cells: readonly RawCell[] };

/**
 * The row that is most like the headings; null where none is. A heading that was merged over two rows stands in the
 * upper one: an empty cell of the lower takes it from there.
 */
export function findHeadings(rows: readonly RawRow[], columns: readonly KnownColumn[]): FoundHeadings | null {
  let best: FoundHeadings | null = null;
  const consider = (row: number, cells: readonly RawCell[]) => {
    const match = matchHeadings(cells, columns);
    if (match.places.size > (best?.places.size ?? 0)) best = { ...match, row, cells };
  };
  rows.slice(0, headingSearch).forEach(({ row, cells }, index) => {
    consider(row, cells);
    const above = rows[index - 1];
    if (above?.row !== row - 1) return;
    const length = Math.max(cells.length, above.cells.length);
    consider(
      row,
      Array.from({ length }, (_, place) => cells[place] ?? above.cells[place] ?? null),
    );
  });
  const found = best as FoundHeadings | null;
  const enough = Math.min(2, columns.length);
  return found && found.places.size >= enough ? found : null;
}
