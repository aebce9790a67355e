import { wholeOf, type Archive, type Part } from '../read/archive.ts';
import { readWorkbook } from '../read/workbook.ts';
import { scanned } from '../read/scan.ts';
import { XmlScanner, type Tag, type XmlHandler } from '../read/xml.ts';
import { columnName, xmlText } from '../xlsx.ts';
import { zip, type ZipEntry } from '../zip.ts';
import type { NotePlan } from './index.ts';
import { FilledStyles } from './styles.ts';

/** Something that belongs into the row at a place: the note itself, or a fill for a cell that may not be there yet. */
type Pending = { place: number; text?: string };

/** In characters of Latin letters; a Chinese one is as wide as two. */
const WIDTH = 48;
/** The height of a line, in points. */
const LINE = 16;
const SPANS = /\sspans=("[^"]*"|'[^']*')/;

/** How high a row must be for its note to be read. */
function heightOf(text: string): number {
  const lines = text.split('\n').map((line) => Math.ceil((line.length * 2) / WIDTH) || 1);
  return Math.min(400, LINE * lines.reduce((sum, count) => sum + count, 0));
}

/** Copies a worksheet byte for byte but for what the notes change. */
class NotedSheet implements XmlHandler {
  /** What is ready to be written. */
  ready: Buffer[] = [];
  readonly scanner: XmlScanner;
  readonly #plan: NotePlan;
  readonly #styles: FilledStyles;
  #copied = 0;
  #dropping = false;
  #cols: { last: number } | null = null;
  #inData = false;
  #row = 0;
  #place = -1;
  #pending: Pending[] = [];

  constructor(plan: NotePlan, styles: FilledStyles) {
    this.#plan = plan;
    this.#styles = styles;
    this.scanner = new XmlScanner(this);
    this.scanner.told = (buffer, to) => {
      if (!this.#dropping) this.ready.push(buffer.subarray(this.#copied, to));
      this.#copied = 0;
    };
  }

  open(tag: Tag): void {
    const { name } = tag;
    if (this.#inData) {
      if (name === 'row') this.#openRow(tag);
      else if (name === 'c') this.#openCell(tag);
    } else if (name === 'dimension' && tag.empty) this.#replace('');
    else if (name === 'cols' && !tag.empty) this.#cols = { last: 0 };
    else if (name === 'col' && this.#cols) this.#cols.last = Math.max(this.#cols.last, Number(tag.get('max') ?? 0));
    else if (name === 'sheetData') {
      if (!this.#cols) this.#insert(`<${this.#prefix()}cols>${this.#col()}</${this.#prefix()}cols>`);
      this.#inData = true;
    }
  }

  close(name: string): void {
    if (name === 'cols' && this.#cols && this.#cols.last <= this.#plan.place) this.#insert(this.#col());
    else if (name === 'sheetData') this.#inData = false;
    else if (this.#inData && name === 'row') this.#flush(Number.POSITIVE_INFINITY);
    else if (this.#dropping && name === 'c') {
      this.#dropping = false;
      this.#copied = this.scanner.place.to;
    }
  }

  #openRow(tag: Tag): void {
    this.#row = Number(tag.get('r') ?? this.#row + 1);
    this.#place = -1;
    const { headingRow, heading, place, notes } = this.#plan;
    const note = notes.get(this.#row);
    this.#pending = [];
    if (this.#row < headingRow || tag.empty) return;
    // Places of cells in their order, with the note among them; without one, what an old note said goes.
    const text = this.#row === headingRow ? heading : (note?.text ?? '');
    const faulty = [...new Set(note?.places ?? [])].filter((one) => one !== place);
    this.#pending = [{ place, text }, ...faulty.map((one) => ({ place: one }))].sort((a, b) => a.place - b.place);
    const height = heightOf(text);
    const grows = height > Number(tag.get('ht') ?? LINE);
    if (!grows && tag.get('spans') === undefined) return;
    const bare = this.#raw()
      .slice(0, -1)
      .replace(grows ? /\s(spans|ht|customHeight)=("[^"]*"|'[^']*')/g : SPANS, '');
    this.#replace(`${bare}${grows ? ` ht="${height}" customHeight="1"` : ''}>`);
  }

  #openCell(tag: Tag): void {
    this.#place = tag.place() ?? this.#place + 1;
    this.#flush(this.#place);
    const [next] = this.#pending;
    if (next?.place !== this.#place) return;
    this.#pending.shift();
    if (next.text !== undefined) {
      this.#insert(this.#cell(next));
      // The cell that stood there goes; an empty tag is closed right away.
      this.#dropping = true;
      return;
    }
    const style = this.#styles.filled(Number(tag.get('s') ?? 0));
    const inside = this.#raw().slice(0, tag.empty ? -2 : -1);
    this.#replace(`${inside.replace(/\ss=("[^"]*"|'[^']*')/, '')} s="${style}"${tag.empty ? '/' : ''}>`);
  }

  /** Writes what belongs before the cell of this place. */
  #flush(place: number): void {
    while (this.#pending.length > 0 && this.#pending[0]!.place < place)
      this.#insert(this.#cell(this.#pending.shift()!));
  }

  #cell({ place, text }: Pending): string {
    if (text === '') return '';
    const prefix = this.#prefix();
    const reference = `${columnName(place)}${this.#row}`;
    if (text === undefined) return `<${prefix}c r="${reference}" s="${this.#styles.filled(0)}"/>`;
    return `<${prefix}c r="${reference}" s="${this.#styles.note()}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${xmlText(text)}</${prefix}t></${prefix}is></${prefix}c>`;
  }

  #col(): string {
    const column = this.#plan.place + 1;
    return `<${this.#prefix()}col min="${column}" max="${column}" width="${WIDTH}" customWidth="1"/>`;
  }

  #raw(): string {
    const { buffer, from, to } = this.scanner.place;
    return buffer.toString('utf8', from, to);
  }

  /** The prefix of the namespace that the tag has which is being told. */
  #prefix(): string {
    return /^<\/?([\w.-]+:)?/.exec(this.#raw())?.[1] ?? '';
  }

  #insert(text: string): void {
    const { buffer, from } = this.scanner.place;
    this.ready.push(buffer.subarray(this.#copied, from), Buffer.from(text));
    this.#copied = from;
  }

  #replace(text: string): void {
    this.#insert(text);
    this.#copied = this.scanner.place.to;
  }
}

async function* notedSheet(archive: Archive, part: Part, plan: NotePlan, styles: FilledStyles): AsyncGenerator<Buffer> {
  const sheet = new NotedSheet(plan, styles);
  for await (const { ready } of scanned(archive.open(part), sheet, sheet.scanner)) {
    sheet.ready = [];
    yield Buffer.concat(ready);
  }
}

/** The workbook with notes in one of its sheets; every other part is taken over as it is packed. */
export async function* annotatedWorkbook(archive: Archive, part: Part, plan: NotePlan): AsyncGenerator<Buffer> {
  const { styles: stylesPart } = await readWorkbook(archive);
  const styles = new FilledStyles(stylesPart ? await wholeOf(archive, stylesPart) : Buffer.alloc(0));
  const copied = archive.parts.filter((one) => one !== part && one !== stylesPart);
  const entries: ZipEntry[] = copied.map(({ name, method, crc, packed, bytes }, index) => ({
    name,
    packedAs: { method, crc, packed, bytes },
    content: archive.raw(copied[index]!),
  }));
  entries.push({ name: part.name, content: notedSheet(archive, part, plan, styles) });
  // Which fills are needed is known when the sheet has been written.
  if (stylesPart) entries.push({ name: stylesPart.name, content: lately(() => styles.xml()) });
  yield* zip(entries);
}

function* lately(make: () => Generator<Buffer>): Generator<Buffer> {
  yield* make();
}
