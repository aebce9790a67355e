import { isDay } from '../../../shared/rules/days.ts';
import { typedMonth } from '../../../shared/rules/typed.ts';
import type { Language } from '../../../shared/words.ts';
import { serialOfDay } from '../cells.ts';
import { columnName, inline, MAIN, PACKAGE, REL, relation, type as contentType, XML, xmlText } from '../xlsx.ts';
import { zip, type ZipEntry } from '../zip.ts';
import { exampleMark } from './marks.ts';
import { commentsXml, drawingVml, look, templateStyles, textSheet } from './parts.ts';
import { templateWords } from './words.ts';

export { asideSheets, exampleMark, isExample } from './marks.ts';

export type TemplateColumn = {
  heading: string;
  kind: 'text' | 'number' | 'day' | 'month';
  required?: boolean;
  /** What the column expects; stands in a comment on the heading and in the instructions. */
  note?: string;
  /** Of a day `YYYY-MM-DD`, of a month `YYYY-MM`. */
  example?: string | number;
  /** In characters. */
  width: number;
  /** Labels of a drop-down list, of any length. */
  choices?: readonly string[];
};

export type Template = {
  /** Names the sheet and stands over the instructions. */
  title: string;
  columns: readonly TemplateColumn[];
  /** Lines of the instruction sheet, before the columns are explained. */
  notes: readonly string[];
  language: Language;
};

/** Down to here the drop-down lists reach; nobody picks more rows by hand. */
const LAST_ROW = 10_001;

const exampleLook = {
  text: look.exampleText,
  number: look.exampleNumber,
  day: look.exampleDay,
  month: look.exampleMonth,
} as const;

function exampleCell({ kind, example = '' }: TemplateColumn, place: number, language: Language): string {
  const reference = `${columnName(place)}2`;
  if (place === 0) return inline(reference, look.exampleText, `${exampleMark[language]}${example}`);
  if (example === '') return '';
  const day = kind === 'month' ? `${typedMonth(example).value ?? ''}-01` : String(example);
  const dated = (kind === 'day' || kind === 'month') && isDay(day);
  const number = dated ? serialOfDay(day) : kind === 'number' ? Number(example) : Number.NaN;
  if (Number.isNaN(number)) return inline(reference, look.exampleText, String(example));
  return `<c r="${reference}" s="${exampleLook[kind]}"><v>${number}</v></c>`;
}

const quotedName = (name: string) => `'${name.replaceAll("'", "''")}'`;

/** A name that a sheet can have. */
const sheetName = (title: string) =>
  title
    .replace(/[\\/?*:[\]']/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1';

type List = { place: number; choices: readonly string[] };

function validations(lists: readonly List[], language: Language): string {
  if (lists.length === 0) return '';
  const words = templateWords[language];
  const each = lists.map(({ place, choices }, index) => {
    const [column, source] = [columnName(place), columnName(index)];
    const range = `${quotedName(words.lists)}!$${source}$1:$${source}$${choices.length}`;
    return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" errorTitle="${xmlText(words.offListTitle)}" error="${xmlText(words.offList)}" sqref="${column}2:${column}${LAST_ROW}"><formula1>${xmlText(range)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${lists.length}">${each.join('')}</dataValidations>`;
}

function mainSheet({ columns, language }: Template, lists: readonly List[]): string {
  const cols = columns.map(
    ({ width, kind }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${look[kind]}" customWidth="1"/>`,
  );
  const headings = columns.map(({ heading, required }, place) =>
    inline(`${columnName(place)}1`, required ? look.neededHeading : look.heading, `${required ? '*' : ''}${heading}`),
  );
  const example = columns.map((column, place) => exampleCell(column, place, language));
  return `${XML}<worksheet ${MAIN} xmlns:r="${REL}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A3" sqref="A3"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${cols.join('')}</cols><sheetData><row r="1" ht="30" customHeight="1">${headings.join('')}</row><row r="2">${example.join('')}</row></sheetData>${validations(lists, language)}<legacyDrawing r:id="rId2"/></worksheet>`;
}

/** What a column holds, as the comment on its heading and the instructions say it. */
function explained({ kind, note, choices }: TemplateColumn, language: Language): string {
  const words = templateWords[language];
  const shown = choices?.slice(0, 8).join(language === 'zh' ? '、' : ', ');
  const more = choices && choices.length > 8 ? '…' : '';
  const held = shown === undefined ? words.kinds[kind] : words.choices(`${shown}${more}`);
  return [note, held].filter(Boolean).join(language === 'zh' ? '；' : '; ');
}

function instructions({ title, columns, notes, language }: Template): string {
  const words = templateWords[language];
  const line = (...cells: string[]) => ({ cells, style: look.wrapped as number });
  return textSheet(
    [
      { cells: [title], style: look.title },
      ...[...words.begin, ...notes].map((note) => ({ cells: [note], style: look.plain as number })),
      line(''),
      { cells: [words.column, words.needed, words.says], style: look.label },
      ...columns.map((column) =>
        line(column.heading, column.required ? words.required : words.optional, explained(column, language)),
      ),
    ],
    [24, 12, 90],
  );
}

function listSheet(lists: readonly List[]): string {
  const length = Math.max(0, ...lists.map(({ choices }) => choices.length));
  const rows = Array.from({ length }, (_, row) => ({
    cells: lists.map(({ choices }) => choices[row] ?? ''),
    style: look.text as number,
  }));
  return textSheet(rows, lists.length > 0 ? lists.map(() => 24) : [24]);
}

const inPackage = (body: string) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${body}</Relationships>`;

function workbook(names: readonly string[], hidden: string): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}"${name === hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  return `${XML}<workbook ${MAIN} xmlns:r="${REL}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`;
}

/**
 * The bytes of a workbook to be filled in: headings with remarks, drop-down lists, an example row that an import skips,
 * cells that take codes as text and days as days, and a sheet of instructions.
 */
export async function template(asked: Template): Promise<Buffer> {
  const words = templateWords[asked.language];
  const lists = asked.columns.flatMap(({ choices }, place) => (choices?.length ? [{ place, choices }] : []));
  const remarks = asked.columns.map((column, place) => ({ place, text: explained(column, asked.language) }));
  const names = [sheetName(asked.title), words.instructions, words.lists];
  const sheets = [mainSheet(asked, lists), instructions(asked), listSheet(lists)];
  const part = (index: number) => `xl/worksheets/sheet${index + 1}.xml`;
  const types = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${contentType('xl/workbook.xml', 'sheet.main')}${sheets.map((_, index) => contentType(part(index), 'worksheet')).join('')}${contentType('xl/styles.xml', 'styles')}${contentType('xl/comments1.xml', 'comments')}</Types>`;
  const refers = sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`));
  const remarked = `${relation('rId1', 'comments', '../comments1.xml')}${relation('rId2', 'vmlDrawing', '../drawings/vmlDrawing1.vml')}`;
  const entries: ZipEntry[] = Object.entries({
    '[Content_Types].xml': types,
    '_rels/.rels': inPackage(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': workbook(names, words.lists),
    'xl/_rels/workbook.xml.rels': inPackage(refers.join('') + relation('rId9', 'styles', 'styles.xml')),
    'xl/styles.xml': templateStyles,
    ...Object.fromEntries(sheets.map((sheet, index) => [part(index), sheet])),
    'xl/worksheets/_rels/sheet1.xml.rels': inPackage(remarked),
    'xl/comments1.xml': commentsXml(remarks),
    'xl/drawings/vmlDrawing1.vml': drawingVml(remarks),
  }).map(([name, content]) => ({ name, content: [content] }));
  const chunks: Buffer[] = [];
  for await (const chunk of zip(entries)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
