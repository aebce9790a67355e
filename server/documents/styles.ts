import { AlignmentType, LineRuleType, type IParagraphStyleOptions, type IRunStylePropertiesOptions } from 'docx';
import { fontOf, type FaceName } from './fonts.ts';
import { closer, line, mm, page, size } from './measures.ts';

export const RED = 'E60012';

export const run = (face: FaceName, halfPoints: number, more: IRunStylePropertiesOptions = {}) => ({
  font: fontOf(face),
  size: halfPoints,
  ...more,
});

const style = (
  id: string,
  name: string,
  text: IRunStylePropertiesOptions,
  paragraph: IParagraphStyleOptions['paragraph'] = {},
): IParagraphStyleOptions => ({
  id,
  name,
  basedOn: 'Normal',
  quickFormat: true,
  run: text,
  paragraph: { spacing: { line, lineRule: LineRuleType.EXACT }, ...paragraph },
});

/** The first line two characters in, whatever their size. */
export const firstLine = { firstLineChars: 200, firstLine: 630 };
const free = { line: 240, lineRule: LineRuleType.AUTO } as const;
/** Titles are set a little wider than their own height. */
const titleLine = { line: 660, lineRule: LineRuleType.EXACT } as const;

/** One style for each part of the document, so that an office can restyle a whole file at once. */
export const styles: IParagraphStyleOptions[] = [
  style('GbBody', '公文正文', run('body', size.three, { characterSpacing: closer }), {
    alignment: AlignmentType.BOTH,
    spacing: { line, lineRule: LineRuleType.EXACT },
  }),
  style('GbHead1', '公文一级标题', run('heading', size.three, { characterSpacing: closer }), {
    indent: firstLine,
    keepNext: true,
    outlineLevel: 0,
    spacing: { line, lineRule: LineRuleType.EXACT },
  }),
  style('GbHead2', '公文二级标题', run('subheading', size.three, { characterSpacing: closer }), {
    indent: firstLine,
    keepNext: true,
    outlineLevel: 1,
    spacing: { line, lineRule: LineRuleType.EXACT },
  }),
  style('GbTitle', '公文标题', run('title', size.two), { alignment: AlignmentType.CENTER, spacing: titleLine }),
  style('GbTitleNote', '公文题注', run('subheading', size.three), { alignment: AlignmentType.CENTER }),
  style('GbDocNo', '发文字号', run('body', size.three), { alignment: AlignmentType.CENTER }),
  style('GbRedHead', '发文机关标志', run('title', 80, { color: RED }), {
    alignment: AlignmentType.CENTER,
    spacing: free,
  }),
  style('GbAddressee', '主送机关', run('body', size.three, { characterSpacing: closer }), {
    alignment: AlignmentType.LEFT,
  }),
  style('GbAnnexMark', '附件序号', run('heading', size.three), { alignment: AlignmentType.LEFT }),
  style('GbAnnexTitle', '附件标题', run('title', 36), { alignment: AlignmentType.CENTER, spacing: titleLine }),
  style('GbSigned', '落款', run('body', size.three), { alignment: AlignmentType.RIGHT, keepLines: true }),
  style('GbCaption', '图表标题', run('heading', size.smallFour), {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    spacing: { before: 240, after: 100 },
  }),
  style('GbCell', '表内文字', run('plain', size.five), { spacing: { line: 300, lineRule: LineRuleType.EXACT } }),
  style('GbNote', '表注', run('plain', size.smallFive), {
    spacing: { before: 80, line: 280, lineRule: LineRuleType.EXACT },
  }),
  style('GbPage', '页码', run('plain', size.four), { spacing: free }),
  style('GbMark', '页眉标记', run('heading', size.smallFive, { color: '595959' }), { spacing: free }),
];

/** A4 with the margins of GB/T 9704-2012. */
export const pageOptions = {
  size: { width: page.width, height: page.height },
  margin: {
    top: page.top,
    left: page.left,
    bottom: page.bottom,
    right: page.right,
    header: page.header,
    footer: page.footer,
    gutter: 0,
  },
};

/** 发文机关标志 lies 35 mm below the type area's upper edge; the red line 4 mm below the document number. */
export const redHeadGap = { above: mm(35) - 200, line: mm(4) };
