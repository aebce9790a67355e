import { looksLikeFormula } from '../cells.ts';
import { SheetError } from './fault.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
/** No line of a table is longer. */
const LONGEST = 2 * 1024 * 1024;

export type Separator = ',' | ';' | '\t';
const separators: readonly Separator[] = [',', ';', '\t'];

/** One line as it is cut, `row` from 1: a field may have line breaks within quotes. */
export type Line = { row: number; fields: string[] };

/** What stands most often in the first lines, outside of quotes; a first line `sep=;` says it outright. */
export function separatorOf(head: Buffer): Separator {
  const text = head.toString('utf8');
  const told = /^sep=([,;\t])\r?\n/i.exec(text)?.[1];
  if (told) return told as Separator;
  const plain = text
    .replace(/"[^"]*("|$)/g, '')
    .split(/\r\n?|\n/)
    .slice(0, 20)
    .join('\n');
  const count = (separator: Separator) => plain.split(separator).length;
  const [best = ','] = [...separators].sort((a, b) => count(b) - count(a));
  return best;
}

/** Cuts text in UTF-8 into lines and fields as it comes: quotes as RFC 4180 has them, line ends of any system. */
export class Cutter {
  readonly #separator: number;
  #rest: Buffer = Buffer.alloc(0);
  #row = 0;

  constructor(separator: Separator) {
    this.#separator = separator.charCodeAt(0);
  }

  /** The lines that are complete by now. */
  write(chunk: Buffer, last = false): Line[] {
    const buffer = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const lines: Line[] = [];
    let at = 0;
    while (at < buffer.length) {
      const fields: string[] = [];
      const end = this.#line(buffer, at, fields, last);
      if (end < 0) break;
      this.#row += 1;
      lines.push({ row: this.#row, fields });
      at = end;
    }
    this.#rest = buffer.subarray(at);
    if (this.#rest.length > LONGEST) throw new SheetError('sheet-open-quote', { row: this.#row + 1 });
    return lines;
  }

  /** Where the next line begins; -1 where this one is not complete. */
  #line(buffer: Buffer, from: number, fields: string[], last: boolean): number {
    let at = from;
    for (;;) {
      let text: string;
      if (buffer[at] === QUOTE) {
        const end = this.#closing(buffer, at + 1);
        if (end < 0) {
          if (last) throw new SheetError('sheet-open-quote', { row: this.#row + 1 });
          return -1;
        }
        const stop = this.#stop(buffer, end + 1);
        text = buffer.toString('utf8', at + 1, end).replaceAll('""', '"') + buffer.toString('utf8', end + 1, stop);
        at = stop;
      } else {
        const stop = this.#stop(buffer, at);
        text = buffer.toString('utf8', at, stop);
        at = stop;
      }
      if (at >= buffer.length && !last) return -1;
      fields.push(text);
      if (at >= buffer.length) return at;
      const byte = buffer[at]!;
      at += 1;
      if (byte === LF) return at;
      if (byte === CR) {
        if (at >= buffer.length && !last) return -1;
        return buffer[at] === LF ? at + 1 : at;
      }
    }
  }

  #closing(buffer: Buffer, from: number): number {
    for (let at = buffer.indexOf(QUOTE, from); at >= 0; at = buffer.indexOf(QUOTE, at + 2)) {
      if (buffer[at + 1] !== QUOTE) return at;
    }
    return -1;
  }

  #stop(buffer: Buffer, from: number): number {
    let at = from;
    while (at < buffer.length) {
      const byte = buffer[at]!;
      if (byte === this.#separator || byte === LF || byte === CR) break;
      at += 1;
    }
    return at;
  }
}

/** What a field says: the apostrophe that keeps our own files from being formulas is none of it. */
export const fieldText = (field: string): string =>
  field.startsWith("'") && looksLikeFormula(field.replace(/^'+/, '')) ? field.slice(1) : field;
