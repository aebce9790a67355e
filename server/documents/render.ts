import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
  type FileChild,
  type ISectionOptions,
} from 'docx';
import { inBatches } from './batches.ts';
import type { Block, Section, WordDocument } from './blocks.ts';
import { fontOf, fontTable, type FaceName } from './fonts.ts';
import { character, line, size, textWidth } from './measures.ts';
import { firstLine, pageOptions, RED, redHeadGap, styles } from './styles.ts';
import { cornerOf } from './corner.ts';
import { cutLineOf, drawingOf, factsOf, tableOf } from './tables.ts';

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

/** A run in the style of its paragraph. The fonts stand on the run too: the hint for quotation marks counts only there. */
const text = (words: string, face: FaceName, more: { size?: number } = {}) =>
  new TextRun({ text: words, font: fontOf(face), ...more });

const plain = (style: string, words: string, face: FaceName) =>
  new Paragraph({ style, children: words === '' ? [] : [text(words, face)] });

/** The width of words in characters of full width: figures and Latin letters take half of one. */
function widthOf(words: string): number {
  return [...words].reduce((sum, one) => sum + (one.charCodeAt(0) < 256 ? 0.5 : 1), 0);
}

/** Right indents of the name and of the date below it, in characters: the name is centred over the date. */
function signatureIndents(name: string, date: string): { name: number; date: number } {
  const over = (widthOf(name) - widthOf(date)) / 2;
  const dateIndent = Math.max(4, over);
  return { name: dateIndent - over, date: dateIndent };
}

function redHeadOf({ issuer, docNo }: Extract<Block, { kind: 'redHead' }>): FileChild[] {
  const words = `${issuer}文件`;
  // As large as the width allows: the head stands on one line.
  const halfPoints = Math.min(100, Math.floor(((textWidth / 20) * 2 * 0.94) / widthOf(words)));
  return [
    new Paragraph({
      style: 'GbRedHead',
      spacing: { before: redHeadGap.above, line: 240, lineRule: LineRuleType.AUTO },
      children: [text(words, 'title', { size: halfPoints })],
    }),
    plain('GbDocNo', '', 'body'),
    new Paragraph({
      style: 'GbDocNo',
      spacing: { before: line, line, lineRule: LineRuleType.EXACT },
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, space: 11, color: RED } },
      children: docNo ? [text(docNo, 'body')] : [],
    }),
    plain('GbDocNo', '', 'body'),
  ];
}

function annexListOf(names: readonly string[], keepNext: boolean): FileChild[] {
  const lead = '附件：';
  return [
    new Paragraph({ style: 'GbBody', keepNext: true }),
    ...names.map((name, index) => {
      const number = names.length > 1 ? `${index + 1}. ` : '';
      const words = `${index === 0 ? lead : ''}${number}${name}`;
      // Two characters in; the numbers stand under one another, and a second line under the name.
      const hanging = Math.round(((index === 0 ? 3 : 0) + widthOf(number)) * character);
      const left = Math.round((2 + 3 + widthOf(number)) * character);
      return new Paragraph({
        style: 'GbBody',
        alignment: AlignmentType.LEFT,
        indent: { left, hanging },
        keepNext: keepNext || index < names.length - 1,
        children: [text(words, 'body')],
      });
    }),
  ];
}

function signatureOf(name: string, date: string): FileChild[] {
  const indents = signatureIndents(name, date);
  const one = (words: string, indent: number, keepNext: boolean) =>
    new Paragraph({
      style: 'GbSigned',
      indent: { right: Math.round(indent * 320) },
      keepNext,
      children: [text(words, 'body')],
    });
  return [
    new Paragraph({ style: 'GbSigned', keepNext: true }),
    one(name, indents.name, true),
    one(date, indents.date, false),
  ];
}

/** `keepNext`: it does not end a page, because what follows must not stand alone on the next. */
function childrenOf(block: Block, keepNext: boolean): FileChild[] {
  switch (block.kind) {
    case 'redHead':
      return redHeadOf(block);
    case 'title':
      return [
        ...block.text.split('\n').map((words) => plain('GbTitle', words, 'title')),
        ...(block.note ? [plain('GbTitleNote', block.note, 'subheading')] : []),
      ];
    case 'docNo':
      return [plain('GbDocNo', block.text, 'body')];
    case 'addressee':
      return [plain('GbAddressee', '', 'body'), plain('GbAddressee', block.text, 'body')];
    case 'heading':
      return [block.level === 1 ? plain('GbHead1', block.text, 'heading') : plain('GbHead2', block.text, 'subheading')];
    case 'paragraph':
      return [
        new Paragraph({
          style: 'GbBody',
          keepNext,
          ...(block.indent ? { indent: firstLine } : {}),
          ...(block.align ? { alignment: alignments[block.align] } : {}),
          children: [...(block.lead ? [text(block.lead, 'subheading')] : []), text(block.text, 'body')],
        }),
      ];
    case 'annexList':
      return annexListOf(block.names, keepNext);
    case 'signature':
      return signatureOf(block.name, block.date);
    case 'annexTitle':
      return [
        new Paragraph({ style: 'GbAnnexMark', pageBreakBefore: true, children: [text(block.mark, 'heading')] }),
        plain('GbAnnexMark', '', 'heading'),
        plain('GbAnnexTitle', block.title, 'title'),
        plain('GbCaption', block.note ?? '', 'subheading'),
      ];
    case 'table':
      return [tableOf(block)];
    case 'facts':
      return [factsOf(block)];
    case 'chart':
      return [plain('GbCaption', block.title, 'heading'), drawingOf(block.drawing)];
    case 'corner':
      return [cornerOf(block.picture)];
    case 'caption':
      return [plain('GbCaption', block.text, 'heading')];
    case 'note':
      return [plain('GbNote', block.text, 'plain')];
    case 'cutLine':
      return cutLineOf(block.text);
    case 'space':
      return Array.from({ length: block.lines }, () => plain('GbBody', '', 'body'));
    case 'pageBreak':
      return [new Paragraph({ style: 'GbBody', pageBreakBefore: true })];
  }
}

/** 页码: 四号 between two dashes, at the outer foot, one character from the edge of the type area. */
function pageNumber(side: 'left' | 'right'): Footer {
  const font = fontOf('plain');
  return new Footer({
    children: [
      new Paragraph({
        style: 'GbPage',
        alignment: alignments[side],
        indent: { [side]: 280 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font, size: size.four })],
      }),
    ],
  });
}

const markOf = (words: string) =>
  new Header({
    children: [new Paragraph({ style: 'GbMark', alignment: AlignmentType.RIGHT, children: [text(words, 'heading')] })],
  });

/** Names of annexes and signatures stay with the words before them. */
const endings: ReadonlySet<string> = new Set<Block['kind']>(['annexList', 'signature']);

/** Later sections take head and foot of the first, as Word does where a section has none of its own. */
function sectionOf({ blocks, restart }: Section, index: number, mark: string | undefined): ISectionOptions {
  return {
    properties: {
      type: SectionType.NEXT_PAGE,
      page: { ...pageOptions, ...(restart ? { pageNumbers: { start: 1 } } : {}) },
    },
    ...(index === 0 ? { footers: { default: pageNumber('right'), even: pageNumber('left') } } : {}),
    ...(index === 0 && mark ? { headers: { default: markOf(mark), even: markOf(mark) } } : {}),
    children: blocks.flatMap((block, at) => childrenOf(block, endings.has(blocks[at + 1]?.kind ?? ''))),
  };
}

const packed = (
  { title, author, mark }: WordDocument,
  sections: readonly Section[],
  offset: number,
): Promise<Buffer> => {
  const document = new Document({
    title,
    creator: author,
    lastModifiedBy: author,
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 640,
    styles: {
      default: { document: { run: { font: fontOf('body'), size: size.three, language: { eastAsia: 'zh-CN' } } } },
      paragraphStyles: styles,
    },
    sections: sections.map((section, index) => sectionOf(section, offset + index, mark)),
  });
  return Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: fontTable }]);
};

/** The file itself. Two documents of the same parts have the same text, whenever they are made. */
export function renderDocument(document: WordDocument): Promise<Buffer> {
  return inBatches(document.sections, (sections, offset) => packed(document, sections, offset));
}
