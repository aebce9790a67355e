import { columnName, inline, MAIN, XML, xmlText } from '../xlsx.ts';

/** Styles of a template, by what stands in the cell. */
export const look = {
  plain: 0,
  heading: 1,
  neededHeading: 2,
  text: 3,
  number: 4,
  day: 5,
  month: 6,
  exampleText: 7,
  exampleNumber: 8,
  exampleDay: 9,
  exampleMonth: 10,
  title: 11,
  wrapped: 12,
  label: 13,
} as const;

const font = (more: string, size = 11) =>
  `<font>${more}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`;
const greyItalic = '<font><i/><sz val="11"/><color rgb="FF6B7280"/><name val="宋体"/><charset val="134"/></font>';
const solid = (color: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor indexed="64"/></patternFill></fill>`;
const edge = ['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color rgb="FFB8BEC7"/></${side}>`)
  .join('');
const xf = (format: number, { of = 0, fill = 0, border = 0, align = '' }) =>
  `<xf numFmtId="${format}" fontId="${of}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"${align}/></xf>`;
const centre = ' horizontal="center" wrapText="1"';
const wrap = ' wrapText="1"';
/** Text, plain number, day, month. */
const formats = [49, 0, 164, 165];

const cells = [
  xf(0, {}),
  xf(49, { of: 1, fill: 2, border: 1, align: centre }),
  xf(49, { of: 1, fill: 3, border: 1, align: centre }),
  ...formats.map((format) => xf(format, {})),
  ...formats.map((format) => xf(format, { of: 2 })),
  xf(49, { of: 3 }),
  xf(49, { align: wrap }),
  xf(49, { of: 1, fill: 2, align: wrap }),
];

export const templateStyles = `${XML}<styleSheet ${MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm"/></numFmts><fonts count="4">${font('')}${font('<b/>')}${greyItalic}${font('<b/>', 16)}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFEAEEF3')}${solid('FFFDEFC8')}</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${edge}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Remarks on cells of the first row; Excel wants to know how each is drawn as well. */
export type Remark = { place: number; text: string };

export const commentsXml = (remarks: readonly Remark[]) =>
  `${XML}<comments ${MAIN}><authors><author></author></authors><commentList>${remarks
    .map(
      ({ place, text }) =>
        `<comment ref="${columnName(place)}1" authorId="0"><text><r><t xml:space="preserve">${xmlText(text)}</t></r></text></comment>`,
    )
    .join('')}</commentList></comments>`;

const shape = ({ place, text }: Remark, index: number) => {
  const lines = Math.max(3, Math.ceil(text.length / 18) + 1);
  return `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${place + 1}, 12, 0, 4, ${place + 3}, 60, ${lines}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>${place}</x:Column></x:ClientData></v:shape>`;
};

export const drawingVml = (remarks: readonly Remark[]) =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${remarks.map(shape).join('')}</xml>`;

/** Chinese characters are two wide; a line of a spreadsheet has 16 points. */
const linesOf = (text: string, width: number) => Math.ceil((text.length * 2) / width) || 1;

/** A sheet of text: a style for the cells of each row, and rows as high as their text in the last column. */
export function textSheet(
  rows: readonly { cells: readonly string[]; style: number }[],
  widths: readonly number[],
): string {
  const body = rows.map(({ cells: texts, style }, index) => {
    const written = texts.map((text, place) =>
      text === '' ? '' : inline(`${columnName(place)}${index + 1}`, style, text),
    );
    const lines =
      style === look.wrapped ? Math.max(1, ...texts.map((text, place) => linesOf(text, widths[place]!))) : 1;
    const height = style === look.title ? 30 : lines * 16;
    return `<row r="${index + 1}" ht="${height}" customHeight="1">${written.join('')}</row>`;
  });
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `${XML}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="16"/><cols>${cols.join('')}</cols><sheetData>${body.join('')}</sheetData></worksheet>`;
}
