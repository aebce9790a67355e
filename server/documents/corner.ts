import {
  HorizontalPositionAlign,
  HorizontalPositionRelativeFrom,
  ImageRun,
  LineRuleType,
  Paragraph,
  TextWrappingType,
  VerticalPositionRelativeFrom,
  type FileChild,
} from 'docx';
import type { Picture } from './blocks.ts';
import { toPng } from './png.ts';
import { toSvg } from './shapes.ts';

const emuPerMm = 36_000;
/** 96 to the inch, which is what the package counts images in. */
const pixels = (points: number) => (points * 96) / 72;

/** A picture in the upper margin of the page, at its right edge: it takes no room from the text. */
export function cornerOf(picture: Picture): FileChild {
  const { width, height, shapes, text } = picture;
  return new Paragraph({
    spacing: { before: 0, after: 0, line: 20, lineRule: LineRuleType.EXACT },
    children: [
      new ImageRun({
        type: 'svg',
        data: Buffer.from(toSvg(picture, shapes)),
        fallback: { type: 'png', data: toPng(picture, shapes) },
        transformation: { width: pixels(width), height: pixels(height) },
        altText: { name: text, description: text, title: text },
        floating: {
          horizontalPosition: {
            relative: HorizontalPositionRelativeFrom.MARGIN,
            align: HorizontalPositionAlign.RIGHT,
          },
          verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, offset: 9 * emuPerMm },
          wrap: { type: TextWrappingType.NONE },
        },
      }),
    ],
  });
}
