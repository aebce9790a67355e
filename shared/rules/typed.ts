import type { Fault } from '../faults.ts';
import { addDays, dayOf, isDay, type Day } from './days.ts';
import type { Month } from './months.ts';
import type { RawCell, Typed } from './rawCell.ts';

/** How people type: each function takes a cell as it stands in a file and answers the value that is meant. */

const INVISIBLE = /[\s\u200b-\u200d\u2060\ufeff]+/g;
const isVisible = (letter: string) => !/[\s\u200b-\u200d\u2060\ufeff]/.test(letter);

/** Without what can't be seen around it; a pattern would go over long gaps again and again. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && !isVisible(text[from]!)) from += 1;
  while (to > from && !isVisible(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/** What people write where there is nothing to say, beside leaving a cell empty. */
const NOTHING = /^[-–—―─/\\]+$/;

/** A cell as a sentence may show it. */
export function shownCell(cell: RawCell): string {
  const text = cell === null ? '' : typeof cell === 'object' ? cell.error : String(cell);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const none = { value: null };
const wrong = (code: Fault['code'], cell: RawCell) => ({ fault: { code, params: { value: shownCell(cell) } } });

/** The fault of a cell that holds an error in place of a value. */
function errorOf(cell: RawCell): { fault: Fault } | null {
  if (cell === null || typeof cell !== 'object') return null;
  return cell.error === '' ? { fault: { code: 'cell-formula' } } : wrong('cell-error', cell);
}

/** Text in the width that keyboards of Latin letters have, and without spaces: for numbers, days and codes only. */
const flat = (cell: RawCell) => String(cell).normalize('NFKC').replace(INVISIBLE, '');

/** What a spreadsheet writes where it took a long code for a number. */
const SCIENTIFIC = /^\d(\.\d*e\+?|e\+)\d{1,3}$/i;

/**
 * Text as it stands, without spaces around it; breaks between lines are `\n`. Width and signs are left alone, because
 * names have them: （）, Ａ座. A number too long to be one, which has lost its last digits, is refused.
 */
export function typedText(cell: RawCell): Typed<string> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  if (typeof cell === 'boolean') return { value: cell ? 'TRUE' : 'FALSE' };
  if (typeof cell === 'number' && Math.abs(cell) >= 1e15) return wrong('digits-lost', cell);
  const text = trimmed(String(cell).replace(/\r\n?|\u2028|\u2029/g, '\n'));
  if (SCIENTIFIC.test(text)) return wrong('digits-lost', cell);
  return { value: text === '' ? null : text };
}

const UNITS = '人|名|位|个|家|户|件|次|条|份|所|处|项|场|元|圆|人次|家次';
const NUMBER = new RegExp(
  `^[¥￥]?([-+]?)((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d*)?|\\.\\d+)(?:e([-+]?\\d{1,3}))?(%|万|亿)?(?:${UNITS})?$`,
  'i',
);
const shifts: Record<string, number> = { '%': -2, 万: 4, 亿: 8 };

/** `１，２３４ 人`, `1,234.5元`, `1.2万`, `12.5%` (0.125). A number that is not finite is none. */
export function typedNumber(cell: RawCell): Typed<number> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell } : wrong('not-a-number', cell);
  const text = flat(cell);
  if (text === '' || NOTHING.test(text)) return none;
  const [, sign, digits, exponent, scale = ''] = NUMBER.exec(text.replace(/[−－]/g, '-')) ?? [];
  if (digits === undefined) return wrong('not-a-number', cell);
  // A shift of the exponent is exact where a multiplication is not.
  const value = Number(`${sign}${digits.replaceAll(',', '')}e${Number(exponent ?? 0) + (shifts[scale] ?? 0)}`);
  return Number.isFinite(value) ? { value: value === 0 ? 0 : value } : wrong('not-a-number', cell);
}

const DAY_ZERO: Day = '1899-12-30';
/** Days as spreadsheets number them: 1927 to 2173, so that no year and no code is taken for one. */
const isSerial = (number: number) => number >= 10_000 && number < 100_000;

const padded = (text: string) => text.padStart(2, '0');

/** The day of a text in one of the usual forms; null where it is none of them, or no day of the calendar. */
function dayIn(text: string): Day | null {
  // A day with its zone is an instant: Shanghai has the day.
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[-+]\d{2}:?\d{2})$/i.test(text)) {
    const instant = new Date(text);
    return Number.isNaN(instant.getTime()) ? null : dayOf(instant);
  }
  const parts =
    /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?:日|号)?(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?(?:T?(?:上午|下午)?\d{1,2}[:时]\d{1,2}.*)?$/i.exec(
      text,
    ) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts) {
    const day = `${parts[1]}-${padded(parts[2]!)}-${padded(parts[3]!)}`;
    return isDay(day) ? day : null;
  }
  return /^\d{5}(\.\d+)?$/.test(text) && isSerial(Number(text)) ? addDays(DAY_ZERO, Math.floor(Number(text))) : null;
}

const dashed = (cell: RawCell) =>
  flat(cell)
    .replace(/[−－–—]/g, '-')
    .replace(/[。．]/g, '.')
    .replace(/[／]/g, '/');

/** `2026/9/1`, `2026.9.1`, `2026年9月1日`, `20260901`, a spreadsheet's number of the day, an instant (its day in Shanghai). */
export function typedDay(cell: RawCell): Typed<Day> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  const text = dashed(cell);
  if (text === '' || NOTHING.test(text)) return none;
  const day = dayIn(text);
  return day === null ? wrong('not-a-date', cell) : { value: day };
}

/**
 * `2026-09`, `2026年9月`, `202609`, `2026/9`, or any day in it. `2026.1` is refused: a spreadsheet makes it of 2026.10
 * as well.
 */
export function typedMonth(cell: RawCell): Typed<Month> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  const text = dashed(cell);
  if (text === '' || NOTHING.test(text)) return none;
  const parts =
    /^(\d{4})(?:[-/]|年)(\d{1,2})(?:月|月份)?$/.exec(text) ??
    /^(\d{4})\.(0[1-9]|1[0-2]|[2-9])$/.exec(text) ??
    /^(\d{4})(\d{2})$/.exec(text);
  const day = parts ? `${parts[1]}-${padded(parts[2]!)}-01` : dayIn(text);
  return day !== null && isDay(day) ? { value: day.slice(0, 7) } : wrong('not-a-month', cell);
}

const YES = new Set('是 是的 对 有 已 √ ✓ ✔ ☑ y yes t true 1 ok on'.split(' '));
const NO = new Set('否 不是 不 错 无 没有 没 未 × ✗ ✘ ☒ ☐ x n no f false 0 off'.split(' '));

/** 是/否, √/×, Y/N, 有/无, 1/0, true/false. */
export function typedFlag(cell: RawCell): Typed<boolean> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  const text = flat(cell).toLowerCase();
  if (text === '' || NOTHING.test(text)) return none;
  if (YES.has(text)) return { value: true };
  return NO.has(text) ? { value: false } : wrong('not-a-flag', cell);
}

/**
 * A number by which something is known (USCC, certificate): digits as text, without spaces, in Latin width. A
 * spreadsheet keeps 15 digits of a number; what was longer is lost and must be typed anew.
 */
export function typedCode(cell: RawCell): Typed<string> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  if (typeof cell === 'number') {
    return Math.abs(cell) < 1e15 && Number.isInteger(cell) ? { value: String(cell) } : wrong('digits-lost', cell);
  }
  const text = flat(cell);
  if (SCIENTIFIC.test(text)) return wrong('digits-lost', cell);
  return { value: text === '' ? null : text };
}

/** `138 0013 8000`, `0471-1234567转12`, `+86 138…`: digits with the dashes and brackets that were typed. */
export function typedPhone(cell: RawCell): Typed<string> {
  const code = typedCode(cell);
  if (code.fault || code.value === null) return code;
  const text = code.value.replace(/[−－–—―]/g, '-');
  if (NOTHING.test(text)) return none;
  return /^\+?[\d()-]{5,20}(?:(?:转|分机|ext\.?|x|#)\d{1,6})?$/i.test(text)
    ? { value: text }
    : wrong('not-a-phone', cell);
}

const plainLabel = (text: string) => text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();

/** One of several, by its label or its value, whatever their case, width and spaces. */
export function typedChoice(cell: RawCell, choices: readonly { label: string; value: string }[]): Typed<string> {
  const error = errorOf(cell);
  if (error) return error;
  if (cell === null) return none;
  const wanted = plainLabel(String(cell));
  if (wanted === '') return none;
  const found =
    choices.find(({ label }) => plainLabel(label) === wanted) ??
    choices.find(({ value }) => plainLabel(value) === wanted);
  if (found) return { value: found.value };
  const labels = choices.map(({ label }) => label);
  const listed = labels.length > 12 ? `${labels.slice(0, 12).join('、')}…` : labels.join('、');
  return { fault: { code: 'not-a-choice', params: { value: shownCell(cell), choices: listed } } };
}
