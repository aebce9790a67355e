import type { RawCell, RawRow } from '../../../shared/rules/rawCell.ts';
import type { Archive, Part } from './archive.ts';
import { SheetError } from './fault.ts';
import { shownNumber, type NumberLook } from './formats.ts';
import type { Limits } from './limits.ts';
import { unescaped, type StringTable } from './strings.ts';
import { scanned } from './scan.ts';
import type { Tag, XmlHandler } from './xml.ts';

export type CellContext = { strings: StringTable; looks: readonly NumberLook[]; since1904: boolean };

/** As many rows and columns as a sheet can have. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** A cell has at most so many characters. */
const LONGEST = 32_767;
/** Cells that say the same long text again and again would need far more room than the file. */
const PLENTY = 16_000_000;
const PER_CELL = 2000;

function blank(text: string): RawCell {
  if (text.length > LONGEST) throw new SheetError('sheet-damaged');
  return text.trim() === '' ? null : text;
}

/** Gathers the rows of a worksheet that hold something. */
class Rows implements XmlHandler {
  ready: RawRow[] = [];
  readonly #context: CellContext;
  readonly #columns: number;
  #inData = false;
  #row = 0;
  #cells: RawCell[] = [];
  #place = -1;
  #type = 'n';
  #style = 0;
  #formula = false;
  #value: string | null = null;
  #inline = '';
  #taking: 'value' | 'inline' | null = null;
  #phonetic = false;
  #given = 0;
  #characters = 0;

  constructor(context: CellContext, columns: number) {
    this.#context = context;
    this.#columns = columns;
  }

  open(tag: Tag): void {
    const { name } = tag;
    if (!this.#inData) {
      if (name === 'sheetData') this.#inData = true;
    } else if (name === 'c') this.#beginCell(tag);
    else if (name === 'v') {
      this.#taking = 'value';
      this.#value ??= '';
    } else if (name === 'row') this.#beginRow(tag);
    else if (name === 'f') this.#formula = true;
    else if (name === 't') this.#taking = this.#phonetic ? null : 'inline';
    else if (name === 'rPh') this.#phonetic = true;
  }

  text(piece: string): void {
    if (this.#taking === 'value') this.#value += piece;
    else if (this.#taking === 'inline') this.#inline += piece;
  }

  close(name: string): void {
    if (!this.#inData) return;
    if (name === 'v' || name === 't') this.#taking = null;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'sheetData') this.#inData = false;
  }

  #beginRow(tag: Tag): void {
    const given = tag.get('r');
    const row = given === undefined ? this.#row + 1 : Number(given);
    if (!Number.isInteger(row) || row <= this.#row || row > LAST_ROW) throw new SheetError('sheet-damaged');
    this.#row = row;
    this.#cells = [];
    this.#place = -1;
  }

  #beginCell(tag: Tag): void {
    const place = tag.place() ?? this.#place + 1;
    if (place <= this.#place || place >= LAST_COLUMN) throw new SheetError('sheet-damaged');
    this.#place = place;
    this.#type = tag.get('t') ?? 'n';
    this.#style = Number(tag.get('s') ?? 0);
    this.#formula = false;
    this.#value = null;
    this.#inline = '';
  }

  #endCell(): void {
    const cell = this.#cell();
    if (cell === null) return;
    this.#given += 1;
    if (typeof cell === 'string') this.#characters += cell.length;
    if (this.#characters > PLENTY + this.#given * PER_CELL) throw new SheetError('sheet-bomb');
    if (this.#place >= this.#columns) throw new SheetError('sheet-too-many-columns', { maximum: this.#columns });
    while (this.#cells.length < this.#place) this.#cells.push(null);
    this.#cells[this.#place] = cell;
  }

  #cell(): RawCell {
    const { strings, looks, since1904 } = this.#context;
    const value = this.#value;
    if (this.#type === 'inlineStr') return blank(unescaped(this.#inline));
    if (value === null || (value === '' && this.#type !== 'str')) return this.#formula ? { error: '' } : null;
    switch (this.#type) {
      case 's': {
        const text = strings.get(Number(value));
        if (text === undefined) throw new SheetError('sheet-damaged');
        return blank(text);
      }
      case 'str':
        return blank(unescaped(value));
      case 'b':
        return value.trim() === '1' || value.trim() === 'true';
      case 'e':
        return { error: value.trim() };
      case 'd':
        return value
          .trim()
          .replace(/T00:00(:00(\.0+)?)?Z?$/, '')
          .replace(/\.\d+Z?$|Z$/, '');
      default: {
        const number = Number(value);
        if (Number.isNaN(number)) throw new SheetError('sheet-damaged');
        return shownNumber(number, looks[this.#style] ?? 'number', since1904);
      }
    }
  }

  #endRow(): void {
    if (this.#cells.length > 0) this.ready.push({ row: this.#row, cells: this.#cells });
    this.#cells = [];
  }
}

const PIECE = 200;

/** The rows of a worksheet that hold something, a few hundred at a time; others get their turn in between. */
export async function* worksheetRows(
  archive: Archive,
  part: Part,
  { columns }: Pick<Limits, 'columns'>,
  context: CellContext,
): AsyncGenerator<RawRow[]> {
  const rows = new Rows(context, columns);
  for await (const { ready } of scanned(archive.open(part), rows)) {
    if (ready.length < PIECE) continue;
    rows.ready = [];
    yield ready;
  }
  if (rows.ready.length > 0) yield rows.ready;
}
