import type { CellKind } from './cells.ts';

type Look = { kind: CellKind; quoted?: boolean; wrapped?: boolean; boxed?: boolean; bold?: boolean };

const kinds: CellKind[] = ['text', 'number', 'rate', 'day', 'instant'];
const formats: Record<CellKind, number> = { text: 49, number: 3, rate: 164, day: 165, instant: 166 };
const aligned: Record<CellKind, string> = { text: '', number: '', rate: '', day: 'center', instant: 'center' };

/** Cells of a table, of a document (boxed, wrapped), and of a document's total row, each as value and as quoted text. */
const looks: Look[] = [
  ...kinds.map((kind) => ({ kind })),
  { kind: 'text', quoted: true },
  ...kinds.map((kind) => ({ kind, boxed: true, wrapped: kind === 'text' })),
  { kind: 'text', quoted: true, boxed: true, wrapped: true },
  ...kinds.map((kind) => ({ kind, boxed: true, bold: true })),
];

const indexOf = (wanted: Look) =>
  looks.findIndex(
    ({ kind, quoted, boxed, bold }) =>
      kind === wanted.kind && !quoted === !wanted.quoted && !boxed === !wanted.boxed && !bold === !wanted.bold,
  );

/** The first styles stand for headings and titles; the others are counted from here. */
const FIRST = 4;
export const headingStyle = 1;
export const boxedHeadingStyle = 2;
export const titleStyle = 3;

/** The number of a cell's style. Text that looks like a formula is marked as text, so that editing it makes none. */
export function styleOf(kind: CellKind, more: Omit<Look, 'kind' | 'wrapped'> = {}): number {
  const found = indexOf({ kind, ...more });
  return found < 0 ? 0 : found + FIRST;
}

const format = ({ kind, quoted, wrapped, boxed, bold }: Look): string => {
  const where = aligned[kind] === '' ? '' : ` horizontal="${aligned[kind]}"`;
  const align = `<alignment vertical="center"${where}${wrapped ? ' wrapText="1"' : ''}/>`;
  return `<xf numFmtId="${formats[kind]}" fontId="${bold ? 1 : 0}" fillId="0" borderId="${boxed ? 1 : 0}" xfId="0" applyNumberFormat="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>${align}</xf>`;
};

const centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>';
const edge = ['left', 'right', 'top', 'bottom']
  .map((side) => `<${side} style="thin"><color rgb="FF8A9099"/></${side}>`)
  .join('');

export const styles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="11"/><name val="宋体"/><charset val="134"/></font><font><b/><sz val="16"/><name val="宋体"/><charset val="134"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEAEEF3"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${edge}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${looks.length + FIRST}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyAlignment="1">${centred}</xf><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyAlignment="1">${centred}</xf><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyAlignment="1">${centred}</xf>${looks.map(format).join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
