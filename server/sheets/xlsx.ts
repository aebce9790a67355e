import {
  looksLikeFormula,
  serialOfDay,
  serialOfInstant,
  type Cell,
  type CellKind,
  type SheetColumn,
  type Table,
} from './cells.ts';
import { boxedHeadingStyle, headingStyle, styleOf, styles, titleStyle } from './styles.ts';
import { zip, type ZipEntry } from './zip.ts';

export type Sheet = Table & {
  name: string;
  /** A finished document: a title over the table, ruled, for a sheet of A4 across, its head on every page. */
  document?: {
    title: string;
    /** Below the title: of what and as of when. */
    note: string;
    /** What the last row is: the sum of those above. */
    total?: readonly Cell[];
  };
  /** A plain list of facts: no filter, nothing frozen. */
  plain?: true;
};

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
export const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML holds it: without what XML can't hold, and with what Excel would read as an escape written as one. */
export function xmlText(text: string): string {
  const known = /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (letter) => entities[letter]!) : text;
  if (!/[\p{Cc}\p{Cs}\ufffe\uffff]|_x/u.test(known)) return known;
  return (
    known
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}\ufffe\uffff]/gu, '')
      .replace(/\r/g, '&#13;')
      .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
  );
}

/** A, B, … Z, AA, … */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

export const inline = (reference: string, style: number, text: string) =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

type Looks = { value: Record<CellKind, number>; quoted: number };

const kinds: CellKind[] = ['text', 'number', 'rate', 'day', 'instant'];
const looksOf = (more: { boxed?: boolean; bold?: boolean }): Looks => ({
  value: Object.fromEntries(kinds.map((kind) => [kind, styleOf(kind, more)])) as Record<CellKind, number>,
  quoted: styleOf('text', { quoted: true, ...(more.boxed ? { boxed: true } : {}) }),
});

function cellOf(value: Cell, kind: CellKind, reference: string, looks: Looks): string {
  if (value === null || value === undefined || value === '') return `<c r="${reference}" s="${looks.value[kind]}"/>`;
  // Explicitly text: never read as a formula, whatever it begins with.
  if (kind === 'text') {
    const text = String(value);
    return inline(reference, looksLikeFormula(text) ? looks.quoted : looks.value.text, text);
  }
  const number =
    kind === 'day'
      ? serialOfDay(String(value))
      : kind === 'instant'
        ? serialOfInstant(value as Date | string)
        : Number(value);
  return `<c r="${reference}" s="${looks.value[kind]}"><v>${number}</v></c>`;
}

function rowsOf(rows: readonly Cell[][], columns: readonly SheetColumn[], names: string[], from: number, looks: Looks) {
  let text = '';
  rows.forEach((row, index) => {
    const number = from + index;
    text += `<row r="${number}">`;
    columns.forEach(({ kind }, place) => {
      text += cellOf(row[place], kind, `${names[place]}${number}`, looks);
    });
    text += '</row>';
  });
  return text;
}

/** Where a table's head stands: below the title and the note of a document. */
const headRow = ({ document }: Sheet) => (document ? 3 : 1);

type Extent = { lastRow: number };

async function* sheetXml(sheet: Sheet, tabSelected: boolean, extent: Extent): AsyncGenerator<string> {
  const { columns, document, plain } = sheet;
  const names = columns.map((_, index) => columnName(index));
  const last = names.at(-1)!;
  const head = headRow(sheet);
  const pane = plain
    ? ''
    : `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
  const cols = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const looks = looksOf(document ? { boxed: true } : {});
  const heading = document ? boxedHeadingStyle : headingStyle;
  yield `${XML}<worksheet ${MAIN}>${document ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''}<sheetViews><sheetView${tabSelected ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${cols.join('')}</cols><sheetData>`;
  if (document) {
    yield `<row r="1" ht="30" customHeight="1">${inline('A1', titleStyle, document.title)}</row><row r="2">${inline('A2', styleOf('text'), document.note)}</row>`;
  }
  const headings = columns.map((column, index) => inline(`${names[index]}${head}`, heading, column.heading));
  if (!plain) yield `<row r="${head}" ht="${document ? 32 : 22}" customHeight="1">${headings.join('')}</row>`;
  let next = plain ? head : head + 1;
  for await (const rows of sheet.rows) {
    yield rowsOf(rows, columns, names, next, looks);
    next += rows.length;
  }
  if (document?.total) {
    yield rowsOf([[...document.total]], columns, names, next, looksOf({ boxed: true, bold: true }));
    next += 1;
  }
  extent.lastRow = Math.max(head, next - 1);
  const filter = document || plain ? '' : `<autoFilter ref="A${head}:${last}${extent.lastRow}"/>`;
  const merged = document
    ? `<mergeCells count="2"><mergeCell ref="A1:${last}1"/><mergeCell ref="A2:${last}2"/></mergeCells>`
    : '';
  const page = document
    ? '<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>'
    : '';
  yield `</sheetData>${filter}${merged}${page}</worksheet>`;
}

const quotedName = (name: string) => `'${name.replaceAll("'", "''")}'`;

/** Known only when the sheets have been written: how far each reaches. */
function workbookXml(sheets: readonly Sheet[], extents: readonly Extent[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const defined = sheets.map((sheet, index) => {
    const place = xmlText(quotedName(sheet.name));
    const head = headRow(sheet);
    if (sheet.document)
      return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${place}!$1:$${head}</definedName>`;
    if (sheet.plain) return '';
    const last = columnName(sheet.columns.length - 1);
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${place}!$A$${head}:$${last}$${extents[index]!.lastRow}</definedName>`;
  });
  return `${XML}<workbook ${MAIN} xmlns:r="${REL}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed.join('')}</sheets><definedNames>${defined.join('')}</definedNames></workbook>`;
}

export const type = (part: string, name: string) =>
  `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml"/>`;
export const relation = (id: string, kind: string, target: string) =>
  `<Relationship Id="${id}" Type="${REL}/${kind}" Target="${target}"/>`;

/** A workbook as it is written: sheets are read once, in order, and none is held as a whole. */
export function xlsx(sheets: readonly Sheet[]): AsyncGenerator<Buffer> {
  const extents: Extent[] = sheets.map(() => ({ lastRow: 1 }));
  const part = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;
  const count = sheets.length;
  const types = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('xl/workbook.xml', 'sheet.main')}${sheets.map((_, index) => type(part(index), 'worksheet')).join('')}${type('xl/styles.xml', 'styles')}</Types>`;
  const relations = sheets.map((_, index) =>
    relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  const inPackage = (body: string) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${body}</Relationships>`;
  const entries: ZipEntry[] = [
    { name: '[Content_Types].xml', content: [types] },
    { name: '_rels/.rels', content: [inPackage(relation('rId1', 'officeDocument', 'xl/workbook.xml'))] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: [inPackage(relations.join('') + relation(`rId${count + 1}`, 'styles', 'styles.xml'))],
    },
    { name: 'xl/styles.xml', content: [styles] },
    ...sheets.map((sheet, index) => ({
      name: part(index),
      content: sheetXml(sheet, index === 0, extents[index]!),
    })),
    { name: 'xl/workbook.xml', content: lately(() => workbookXml(sheets, extents)) },
  ];
  return zip(entries);
}

/** Text that is made when it is its turn. */
function* lately(make: () => string): Generator<string> {
  yield make();
}
