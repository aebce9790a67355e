import { SheetError } from './fault.ts';

/** An opening tag. Valid only while it is handed out: the scanner uses it again for the next one. */
export type Tag = {
  /** Without the prefix of its namespace. */
  name: string;
  /** `<x/>`: its end is told right after it. */
  empty: boolean;
  /** An attribute by its name without prefix. */
  get(name: string): string | undefined;
  /** The place from 0 that the letters of a cell's reference name, -1 where they name none; undefined without `r`. */
  place(): number | undefined;
};

export type XmlHandler = {
  open?(tag: Tag): void;
  close?(name: string): void;
  /** Text with its references resolved; in one piece but for comments and CDATA sections within it. */
  text?(text: string): void;
  /** A comment or an instruction. */
  other?(): void;
};

/** No tag, comment or text of an office file is longer. */
const LONGEST = 2 * 1024 * 1024;
const DEEPEST = 256;
/** No tag of an office file has more attributes: the namespaces of a root are the most. */
const MANY = 256;
const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const damaged = () => new SheetError('sheet-damaged');

/** The five references that XML knows and those by number; a file that brings its own is refused. */
export function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,12};?)/g, (_, reference: string) => {
    const name = reference.slice(0, -1);
    if (!reference.endsWith(';')) throw damaged();
    const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
    if (!number) {
      const known = references[name];
      if (known === undefined) throw damaged();
      return known;
    }
    const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
    if (code > 0x10_ffff) throw damaged();
    return code === 0 || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  });
}

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const COLON = 0x3a;
const isSpace = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/** Short texts that come again and again, names above all: each is made once. */
class Words {
  readonly #known = new Map<number, { word: string; bytes: Buffer }>();

  of(buffer: Buffer, from: number, to: number): string {
    let hash = to - from;
    for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + buffer[at]!) | 0;
    const known = this.#known.get(hash);
    if (known !== undefined && known.bytes.length === to - from) {
      const { bytes } = known;
      let at = 0;
      while (at < bytes.length && bytes[at] === buffer[from + at]) at += 1;
      if (at === bytes.length) return known.word;
    }
    const word = buffer.toString('utf8', from, to);
    if (known === undefined && this.#known.size < 1000) this.#known.set(hash, { word, bytes: Buffer.from(word) });
    return word;
  }
}

/**
 * Reads XML in UTF-8 as it comes, byte by byte and without holding more than one token of it. Checks what a reader of
 * office files needs: tags that match, no document type, no references of its own.
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  readonly #names = new Words();
  readonly #words = new Words();
  readonly #path: string[] = [];
  readonly #tag: Tag;
  #buffer: Buffer = Buffer.alloc(0);
  #from = 0;
  #to = 0;
  /** The attributes of the tag: their names, and where their values begin and end. */
  readonly #attributes: string[] = [];
  readonly #values = new Int32Array(2 * MANY);
  #count = 0;
  #begun = false;
  #rooted = false;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
    this.#tag = { name: '', empty: false, get: (name) => this.#attribute(name), place: () => this.#place() };
  }

  /** What is being read, where the token that is being told begins and ends in it, and how far it was told. */
  get place(): { buffer: Buffer; from: number; to: number } {
    return { buffer: this.#buffer, from: this.#from, to: this.#to };
  }

  /** Called after each piece, with what of it was told. */
  told?: (buffer: Buffer, to: number) => void;

  write(chunk: Buffer): void {
    let buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, chunk]) : chunk;
    if (!this.#begun) {
      if (buffer.length < 3) {
        this.#buffer = buffer;
        return;
      }
      this.#begun = true;
      if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) buffer = buffer.subarray(3);
    }
    this.#buffer = buffer;
    let at = 0;
    while (at < buffer.length) {
      const end = buffer[at] === LT ? this.#endOf(at) : this.#textEnd(at);
      if (end < 0) break;
      this.#from = at;
      this.#to = end;
      if (buffer[at] === LT) this.#tell(at, end);
      else this.#text(buffer.toString('utf8', at, end), true);
      at = end;
    }
    this.told?.(buffer, at);
    this.#buffer = buffer.subarray(at);
    if (this.#buffer.length > LONGEST) throw damaged();
  }

  /** Throws where the document breaks off. */
  end(): void {
    if (!this.#rooted || this.#path.length > 0 || !/^\s*$/.test(this.#buffer.toString())) throw damaged();
  }

  #textEnd(at: number): number {
    const buffer = this.#buffer;
    const near = Math.min(at + 64, buffer.length);
    for (let next = at; next < near; next += 1) if (buffer[next] === LT) return next;
    return near === buffer.length ? -1 : buffer.indexOf(LT, near);
  }

  #behind(mark: string, at: number): number {
    const found = this.#buffer.indexOf(mark, at, 'latin1');
    return found < 0 ? -1 : found + mark.length;
  }

  /** Behind the token that begins here; -1 while its end is still to come. */
  #endOf(at: number): number {
    const buffer = this.#buffer;
    if (buffer[at + 1] === QUESTION) return this.#behind('?>', at + 2);
    if (buffer[at + 1] === BANG) {
      if (buffer.length < at + 9) return -1;
      if (buffer.toString('latin1', at, at + 4) === '<!--') return this.#behind('-->', at + 4);
      if (buffer.toString('latin1', at, at + 9) === '<![CDATA[') return this.#behind(']]>', at + 9);
      throw damaged();
    }
    let quote = 0;
    for (let next = at + 1; next < buffer.length; next += 1) {
      const byte = buffer[next]!;
      if (byte === LT) throw damaged();
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GT) return next + 1;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    }
    return -1;
  }

  #text(text: string, plain: boolean): void {
    if (this.#path.length > 0) this.#handler.text?.(plain ? resolved(text) : text);
    else if (!/^\s*$/.test(text)) throw damaged();
  }

  #tell(at: number, end: number): void {
    const buffer = this.#buffer;
    const second = buffer[at + 1]!;
    if (second === BANG && buffer[at + 2] === 0x5b) this.#text(buffer.toString('utf8', at + 9, end - 3), false);
    else if (second === BANG || second === QUESTION) this.#handler.other?.();
    else if (second === SLASH) this.#close(this.#nameAt(at + 2, end - 1));
    else this.#open(at, end);
  }

  #nameEnd = 0;

  /** The name that begins here, without its prefix; remembers where it ends. */
  #nameAt(at: number, limit: number): string {
    const buffer = this.#buffer;
    let from = at;
    let next = at;
    for (; next < limit; next += 1) {
      const byte = buffer[next]!;
      if (byte === COLON) from = next + 1;
      else if (isSpace(byte) || byte === EQUALS || byte === SLASH) break;
    }
    if (next === from) throw damaged();
    this.#nameEnd = next;
    return this.#names.of(buffer, from, next);
  }

  #open(at: number, end: number): void {
    const tag = this.#tag;
    tag.empty = this.#buffer[end - 2] === SLASH;
    const limit = tag.empty ? end - 2 : end - 1;
    tag.name = this.#nameAt(at + 1, limit);
    if (this.#path.length === 0 && this.#rooted) throw damaged();
    this.#rooted = true;
    this.#readAttributes(this.#nameEnd, limit);
    this.#path.push(tag.name);
    if (this.#path.length > DEEPEST) throw damaged();
    this.#handler.open?.(tag);
    if (tag.empty) this.#close(tag.name);
  }

  #close(name: string): void {
    if (this.#path.pop() !== name) throw damaged();
    this.#handler.close?.(name);
  }

  #readAttributes(from: number, limit: number): void {
    const buffer = this.#buffer;
    const values = this.#values;
    let count = 0;
    for (let at = this.#behindSpace(from, limit); at < limit; at = this.#behindSpace(at, limit)) {
      if (count === MANY) throw damaged();
      this.#attributes[count] = this.#nameAt(at, limit);
      at = this.#behindSpace(this.#nameEnd, limit);
      if (buffer[at] !== EQUALS) throw damaged();
      at = this.#behindSpace(at + 1, limit);
      const quote = buffer[at];
      if (quote !== QUOTE && quote !== APOSTROPHE) throw damaged();
      let end = at + 1;
      while (end < limit && buffer[end] !== quote) end += 1;
      if (end === limit) throw damaged();
      values[2 * count] = at + 1;
      values[2 * count + 1] = end;
      count += 1;
      at = end + 1;
    }
    this.#count = count;
  }

  #behindSpace(at: number, limit: number): number {
    let next = at;
    while (next < limit && isSpace(this.#buffer[next]!)) next += 1;
    return next;
  }

  #indexOf(name: string): number {
    for (let index = 0; index < this.#count; index += 1) if (this.#attributes[index] === name) return index;
    return -1;
  }

  #attribute(name: string): string | undefined {
    const index = this.#indexOf(name);
    if (index < 0) return undefined;
    return resolved(this.#words.of(this.#buffer, this.#values[2 * index]!, this.#values[2 * index + 1]!));
  }

  #place(): number | undefined {
    const index = this.#indexOf('r');
    if (index < 0) return undefined;
    const end = this.#values[2 * index + 1]!;
    let place = 0;
    for (let at = this.#values[2 * index]!; at < end; at += 1) {
      const letter = this.#buffer[at]! | 0x20;
      if (letter < 0x61 || letter > 0x7a) break;
      place = place * 26 + letter - 0x60;
    }
    return place - 1;
  }
}
