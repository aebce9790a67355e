import type { Archive, Part } from './archive.ts';
import { SheetError } from './fault.ts';
import { scan } from './scan.ts';

const GROUP = 4096;
const LARGEST = 192 * 1024 * 1024;

/** `_x000D_` stands for a character that XML can't hold, `_x005F_` for the mark itself. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => {
        const code = Number.parseInt(hex, 16);
        return code >= 0xd800 && code < 0xe000 ? '\ufffd' : String.fromCharCode(code);
      })
    : text;

/** The texts that a workbook keeps once for all of its cells; packed, because there may be a million. */
export class StringTable {
  readonly #groups: { bytes: Buffer; ends: Uint32Array }[] = [];
  #open: string[] = [];
  #bytes = 0;

  add(text: string): void {
    this.#open.push(text);
    if (this.#open.length === GROUP) this.#pack();
  }

  #pack(): void {
    const ends = new Uint32Array(this.#open.length);
    let end = 0;
    this.#open.forEach((text, index) => (ends[index] = end += Buffer.byteLength(text)));
    this.#groups.push({ bytes: Buffer.from(this.#open.join('')), ends });
    this.#open = [];
    this.#bytes += end;
    if (this.#bytes > LARGEST) throw new SheetError('sheet-bomb');
  }

  /** Undefined where the workbook names a text that it does not have. */
  get(index: number): string | undefined {
    const group = this.#groups[Math.floor(index / GROUP)];
    const place = index % GROUP;
    if (!group) return index >= this.#groups.length * GROUP ? this.#open[place] : undefined;
    return group.bytes.toString('utf8', place === 0 ? 0 : group.ends[place - 1], group.ends[place]);
  }
}

export async function readStrings(archive: Archive, part: Part | undefined): Promise<StringTable> {
  const table = new StringTable();
  if (!part) return table;
  let text = '';
  let inText = false;
  let phonetic = false;
  await scan(archive.open(part), {
    open({ name }) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') table.add(unescaped(text));
    },
  });
  return table;
}
