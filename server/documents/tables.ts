import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  ImageRun,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type FileChild,
} from 'docx';
import type { Align, Block, Drawing, Picture } from './blocks.ts';
import { fontOf } from './fonts.ts';
import { textWidth } from './measures.ts';
import { toPng } from './png.ts';
import { toSvg } from './shapes.ts';

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const hair = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const ruled = { top: hair, bottom: hair, left: hair, right: hair, insideHorizontal: hair, insideVertical: hair };
const unruled = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none };

/** Widths in twips that add up to the type area exactly. */
function widthsOf(relative: readonly number[]): number[] {
  const sum = relative.reduce((a, b) => a + b, 0);
  const widths = relative.map((one) => Math.floor((textWidth * one) / sum));
  widths[widths.length - 1]! += textWidth - widths.reduce((a, b) => a + b, 0);
  return widths;
}

type CellOptions = { align?: Align; face?: 'plain' | 'heading'; keepNext?: boolean };

function cellText(words: string, { align = 'left', face = 'plain', keepNext = false }: CellOptions = {}): Paragraph {
  return new Paragraph({
    style: 'GbCell',
    alignment: alignments[align],
    keepNext,
    children: words === '' ? [] : [new TextRun({ text: words, font: fontOf(face) })],
  });
}

const common = { layout: TableLayoutType.FIXED, width: { size: textWidth, type: WidthType.DXA } };
const cellMargins = { left: 40, right: 40, top: 20, bottom: 20 };

export function tableOf({ columns, rows, strong = [] }: Extract<Block, { kind: 'table' }>): FileChild {
  const widths = widthsOf(columns.map(({ width }) => width));
  const cell = (words: string, index: number, options: CellOptions) =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      margins: cellMargins,
      verticalAlign: VerticalAlignTable.CENTER,
      children: words.split('\n').map((one) => cellText(one, options)),
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: { value: 520, rule: HeightRule.ATLEAST },
    children: columns.map(({ title }, index) =>
      cell(title, index, { align: 'center', face: 'heading', keepNext: true }),
    ),
  });
  const body = rows.map(
    (row, at) =>
      new TableRow({
        cantSplit: true,
        height: { value: 400, rule: HeightRule.ATLEAST },
        children: columns.map(({ align = 'center' }, index) =>
          cell(row[index] ?? '', index, { align, face: strong.includes(at) ? 'heading' : 'plain' }),
        ),
      }),
  );
  return new Table({ ...common, columnWidths: widths, borders: ruled, rows: [head, ...body] });
}

export function factsOf({ rows }: Extract<Block, { kind: 'facts' }>): FileChild {
  const widths = widthsOf([1, 3.2]);
  return new Table({
    ...common,
    columnWidths: widths,
    borders: ruled,
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          height: { value: 520, rule: HeightRule.ATLEAST },
          children: row.map(
            (words, index) =>
              new TableCell({
                width: { size: widths[index]!, type: WidthType.DXA },
                margins: { ...cellMargins, left: 120, right: 120 },
                verticalAlign: VerticalAlignTable.CENTER,
                children: words
                  .split('\n')
                  .map((one) => cellText(one, index === 0 ? { align: 'center', face: 'heading' } : {})),
              }),
          ),
        }),
    ),
  });
}

/** 96 to the inch, which is what the package counts images in. */
const pixels = (points: number) => (points * 96) / 72;

function imageOf(picture: Picture): ImageRun {
  const { width, height, shapes, text } = picture;
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(toSvg(picture, shapes)),
    fallback: { type: 'png', data: toPng(picture, shapes) },
    transformation: { width: pixels(width), height: pixels(height) },
    altText: { name: text.slice(0, 60), description: text, title: text.slice(0, 60) },
  });
}

/** Nothing but the image: no line height of its own, so that it lies where the rows beside it lie. */
const imageLine = (picture: Picture) =>
  new Paragraph({
    spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
    children: [imageOf(picture)],
  });

const open = { top: none, bottom: none, left: none, right: none };
const tight = { left: 0, right: 0, top: 0, bottom: 0 };

export function drawingOf(drawing: Drawing): FileChild {
  return drawing.kind === 'bars' ? barsOf(drawing) : curveOf(drawing);
}

/** Names on the left, values on the right, and the bars of all rows as one picture between them. */
function barsOf({ rows, picture, rowHeight }: Extract<Drawing, { kind: 'bars' }>): FileChild {
  const middle = Math.round(picture.width * 20);
  const names = Math.round((textWidth - middle) * 0.62);
  const widths = [names, middle, textWidth - middle - names];
  const side = (words: string, index: number, align: Align, keepNext: boolean) =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      borders: open,
      margins: { left: 60, right: 60, top: 0, bottom: 0 },
      verticalAlign: VerticalAlignTable.CENTER,
      children: [cellText(words, { align, keepNext })],
    });
  return new Table({
    ...common,
    columnWidths: widths,
    borders: unruled,
    rows: rows.map(
      ({ name, value }, index) =>
        new TableRow({
          cantSplit: true,
          height: { value: Math.round(rowHeight * 20), rule: HeightRule.EXACT },
          children: [
            side(name, 0, 'right', index < rows.length - 1),
            ...(index === 0
              ? [
                  new TableCell({
                    rowSpan: rows.length,
                    width: { size: middle, type: WidthType.DXA },
                    borders: open,
                    margins: tight,
                    children: [imageLine(picture)],
                  }),
                ]
              : []),
            side(value, 2, 'left', index < rows.length - 1),
          ],
        }),
    ),
  });
}

/** A curve with its highest and lowest value at the left, and days below, the first at its start, the last at its end. */
function curveOf({ top, bottom, days, picture }: Extract<Drawing, { kind: 'curve' }>): FileChild {
  const middle = Math.round(picture.width * 20);
  const widths = [textWidth - middle, middle];
  const half = Math.round(picture.height * 10);
  const label = (words: string, verticalAlign: 'top' | 'bottom') =>
    new TableCell({
      width: { size: widths[0]!, type: WidthType.DXA },
      borders: open,
      margins: { left: 0, right: 80, top: 0, bottom: 0 },
      verticalAlign,
      children: [cellText(words, { align: 'right', keepNext: true })],
    });
  return new Table({
    ...common,
    columnWidths: widths,
    borders: unruled,
    rows: [
      new TableRow({
        cantSplit: true,
        height: { value: half, rule: HeightRule.EXACT },
        children: [
          label(top, 'top'),
          new TableCell({
            rowSpan: 2,
            width: { size: middle, type: WidthType.DXA },
            borders: open,
            margins: tight,
            children: [imageLine(picture)],
          }),
        ],
      }),
      new TableRow({
        cantSplit: true,
        height: { value: half, rule: HeightRule.EXACT },
        children: [label(bottom, 'bottom')],
      }),
      new TableRow({
        cantSplit: true,
        children: [
          label('', 'top'),
          new TableCell({
            width: { size: middle, type: WidthType.DXA },
            borders: open,
            margins: tight,
            children: [
              new Paragraph({
                style: 'GbCell',
                tabStops: days.slice(1).map((_, index) => ({
                  type: index === days.length - 2 ? 'right' : 'center',
                  position: Math.round((middle * (index + 1)) / (days.length - 1)),
                })),
                children: [new TextRun({ text: days.join('\t'), font: fontOf('plain') })],
              }),
            ],
          }),
        ],
      }),
    ],
  });
}

export function cutLineOf(words: string): FileChild[] {
  return [
    new Paragraph({
      style: 'GbCell',
      spacing: { before: 360, after: 120, line: 300, lineRule: LineRuleType.EXACT },
      border: { top: { style: BorderStyle.DASHED, size: 6, space: 8, color: '000000' } },
      alignment: AlignmentType.CENTER,
      keepNext: true,
      children: [new TextRun({ text: words, font: fontOf('heading'), size: 24 })],
    }),
  ];
}
