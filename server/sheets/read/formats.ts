import type { RawCell } from '../../../shared/rules/rawCell.ts';
import type { Archive, Part } from './archive.ts';
import { scan } from './scan.ts';

/** What the number format of a cell makes of its number; a number is the digits it is filled up to with zeros. */
export type NumberLook = 'number' | 'day' | 'instant' | 'time' | number;

/** The formats that have a number and no text; those of eastern Asia are days and times of day in every language. */
function builtIn(id: number): NumberLook {
  if (
    (id >= 14 && id <= 17) ||
    (id >= 27 && id <= 31) ||
    id === 36 ||
    (id >= 50 && id <= 54) ||
    id === 57 ||
    id === 58
  ) {
    return 'day';
  }
  if (id === 22) return 'instant';
  return (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56
    ? 'time'
    : 'number';
}

/** Reads the code of a format as spreadsheets do: text in quotes, escapes, colours and languages mean nothing. */
export function lookOf(code: string): NumberLook {
  const [first = ''] = code
    .slice(0, 300)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';');
  const elapsed = /\[(h+|m+|s+)\]/i.test(first);
  const bare = first
    .replace(/\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|上午\/下午/gi, '')
    .trim();
  if (/^0{2,}$/.test(bare)) return bare.length;
  if (/general|[#?%]|e[-+]|^0/i.test(bare) && !/[ydhs年月日]/i.test(bare)) return 'number';
  if (elapsed) return 'number';
  const clock = /[hs]/i.test(bare);
  if (/[ydeg]/i.test(bare)) return clock ? 'instant' : 'day';
  if (clock) return 'time';
  return /m/i.test(bare) ? 'day' : 'number';
}

/** The looks of cells by their style. */
export async function readLooks(archive: Archive, part: Part | undefined): Promise<NumberLook[]> {
  const looks: NumberLook[] = [];
  const custom = new Map<number, NumberLook>();
  if (!part) return looks;
  let inCells = false;
  await scan(archive.open(part), {
    open(tag) {
      if (tag.name === 'cellXfs') inCells = true;
      else if (tag.name === 'numFmt') custom.set(Number(tag.get('numFmtId')), lookOf(tag.get('formatCode') ?? ''));
      else if (tag.name === 'xf' && inCells) {
        const id = Number(tag.get('numFmtId') ?? 0);
        looks.push(custom.get(id) ?? builtIn(id));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return looks;
}

const DAY = 86_400_000;
/** 1970-01-01 in the two systems that spreadsheets count days by. */
const EPOCH = 25_569;
const SINCE_1904 = 1462;
/** 9999-12-31. */
const LAST = 2_958_465;

/** A number as its format shows it: a day, an instant, a time of day, digits with zeros before them, or a number. */
export function shownNumber(value: number, look: NumberLook, since1904: boolean): RawCell {
  if (look === 'number') return value;
  if (typeof look === 'number') {
    return Number.isSafeInteger(value) && value >= 0 ? String(value).padStart(look, '0') : value;
  }
  if (look === 'time' && value >= 0 && value < 1) return instantOf(EPOCH + value).slice(11);
  const serial = value + (since1904 ? SINCE_1904 : 0);
  // The first two months of 1900 are counted as if that year had a 29 February.
  const counted = serial < 60 ? serial + 1 : serial;
  if (look === 'time' || counted < 1 || counted >= LAST + 1) return value;
  const whole = look === 'day' && Number.isInteger(value);
  return whole ? instantOf(counted).slice(0, 10) : instantOf(counted);
}

/** To the second: what lies behind it is the rounding of a fraction. */
const instantOf = (serial: number) =>
  new Date(Math.round((serial - EPOCH) * 86_400) * (DAY / 86_400)).toISOString().slice(0, 19);
