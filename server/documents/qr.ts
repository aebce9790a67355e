import { qrModules, runsOf } from '../../shared/qr.ts';
import type { Picture } from './blocks.ts';

/** The side of a code on paper in points: 25 mm, which a phone reads at arm's length. */
const side = 71;
/** Light fields around it, without which readers don't find it. */
const quiet = 4;

/** A code as a picture of boxes; `text` says in words what it is for. */
export function qrPicture(address: string, text: string): Picture {
  const modules = qrModules(address);
  const unit = side / (modules.length + 2 * quiet);
  const shapes = modules.flatMap((row, y) =>
    runsOf(row).map(([x, width]) => ({
      kind: 'box' as const,
      x: (x + quiet) * unit,
      y: (y + quiet) * unit,
      width: width * unit,
      height: unit,
      color: '000000',
    })),
  );
  return { width: side, height: side, shapes, text };
}
