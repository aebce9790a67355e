import { XmlScanner } from '../read/xml.ts';

/** Styles of this many bytes are those of a workbook that holds little else: its cells get no fill. */
const LARGEST = 4 * 1024 * 1024;

/** What the notes are shown in: the first style of the workbook, filled and wrapped. */
const NOTE = -1;

type Range = { from: number; to: number };
type List = { open?: Range; close?: Range; items: Range[] };

/** Where the fills and the cell styles stand in the file, each with its items. */
function listsOf(xml: Buffer): { fills: List; cellXfs: List } {
  const lists: Record<string, List> = { fills: { items: [] }, cellXfs: { items: [] } };
  let list: List | undefined;
  let depth = 0;
  let begun = 0;
  const scanner = new XmlScanner({
    open({ name, empty }) {
      const { from, to } = scanner.place;
      if (list) {
        if (depth === 0) begun = from;
        depth += 1;
      } else if (lists[name] && !empty && !lists[name].open) {
        list = lists[name];
        list.open = { from, to };
      }
    },
    close() {
      const { from, to } = scanner.place;
      if (!list) return;
      if (depth === 0) {
        list.close = { from, to };
        list = undefined;
      } else {
        depth -= 1;
        if (depth === 0) list.items.push({ from: begun, to });
      }
    },
  });
  scanner.write(xml);
  return lists as { fills: List; cellXfs: List };
}

/**
 * The styles of a workbook with a light fill for some of its cells: a style that is asked for gets a twin that differs
 * in nothing else. Styles of a shape that is not known are left alone, and then no cell is filled.
 */
export class FilledStyles {
  readonly #xml: Buffer;
  readonly #fills: List;
  readonly #cells: List;
  readonly #known: boolean;
  readonly #twins = new Map<number, number>();

  constructor(xml: Buffer) {
    // Places in a file count from behind its mark.
    this.#xml = xml[0] === 0xef ? xml.subarray(3) : xml;
    const wide = this.#xml[0] === 0xff || this.#xml[0] === 0xfe;
    const small = this.#xml.length > 0 && this.#xml.length <= LARGEST && !wide;
    const { fills, cellXfs } = small ? listsOf(this.#xml) : { fills: { items: [] }, cellXfs: { items: [] } };
    this.#fills = fills;
    this.#cells = cellXfs;
    this.#known = Boolean(fills.close && cellXfs.close);
  }

  /** The style like this one with the fill. */
  filled(style: number): number {
    const count = this.#cells.items.length;
    if (!this.#known || !(style >= 0 && style < count)) return style;
    return this.#twin(style);
  }

  /** The style of a note. */
  note(): number {
    return this.#known && this.#cells.items.length > 0 ? this.#twin(NOTE) : 0;
  }

  #twin(style: number): number {
    const count = this.#cells.items.length;
    const twin = this.#twins.get(style) ?? count + this.#twins.size;
    this.#twins.set(style, twin);
    return twin;
  }

  /** All styles, with the twins that were asked for. */
  *xml(): Generator<Buffer> {
    if (this.#twins.size === 0) {
      yield this.#xml;
      return;
    }
    const prefix = /^<([\w.-]+:)?/.exec(this.#text(this.#fills.open!))?.[1] ?? '';
    const fill = `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="FFFDEFC8"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
    const place = this.#fills.items.length;
    const twins = [...this.#twins.keys()].map((style) =>
      style === NOTE
        ? wrapped(withFill(this.#text(this.#cells.items[0]!), place))
        : withFill(this.#text(this.#cells.items[style]!), place),
    );
    const changes = [
      ...this.#grown(this.#fills, fill, place + 1),
      ...this.#grown(this.#cells, twins.join(''), this.#cells.items.length + twins.length),
    ].sort((a, b) => a.from - b.from);
    let copied = 0;
    for (const { from, to, text } of changes) {
      yield this.#xml.subarray(copied, from);
      yield Buffer.from(text);
      copied = to;
    }
    yield this.#xml.subarray(copied);
  }

  #text = ({ from, to }: Range) => this.#xml.toString('utf8', from, to);

  /** A list with something at its end, and with its new count. */
  #grown({ open, close }: List, more: string, count: number): (Range & { text: string })[] {
    return [
      { ...open!, text: this.#text(open!).replace(/\scount=("\d*"|'\d*')/, ` count="${count}"`) },
      { from: close!.from, to: close!.from, text: more },
    ];
  }
}

function withFill(xf: string, fill: number): string {
  const end = xf.indexOf('>');
  const empty = xf[end - 1] === '/';
  const tag = xf.slice(0, empty ? end - 1 : end).replace(/\s(fillId|applyFill)=("[^"]*"|'[^']*')/g, '');
  return `${tag} fillId="${fill}" applyFill="1"${empty ? '/' : ''}${xf.slice(end)}`;
}

/** Text in several lines, which stays text when it is edited. */
function wrapped(xf: string): string {
  const end = xf.indexOf('>');
  const tag = xf.slice(0, xf[end - 1] === '/' ? end - 1 : end);
  const prefix = /^<([\w.-]+:)?/.exec(tag)?.[1] ?? '';
  const bare = tag.replace(/\s(applyAlignment|quotePrefix)=("[^"]*"|'[^']*')/g, '');
  return `${bare} applyAlignment="1" quotePrefix="1"><${prefix}alignment vertical="center" wrapText="1"/></${prefix}xf>`;
}
