import { crc32, deflateSync } from 'node:zlib';
import { segmentsOf, type Shape } from './shapes.ts';

/** How many dots a point has: 216 to the inch, which prints cleanly. */
const SCALE = 3;

/** The same shapes as `toSvg` draws, in dots, for word processors that don't know SVG. Edges are smoothed. */
export function toPng(size: { width: number; height: number }, shapes: readonly Shape[]): Buffer {
  const width = Math.round(size.width * SCALE);
  const height = Math.round(size.height * SCALE);
  const pixels = Buffer.alloc(width * height * 3, 255);

  const blend = (x: number, y: number, color: readonly number[], share: number) => {
    const at = (y * width + x) * 3;
    for (let channel = 0; channel < 3; channel++) {
      pixels[at + channel] = Math.round(pixels[at + channel]! * (1 - share) + color[channel]! * share);
    }
  };

  /** Every dot in the bounds takes as much of the colour as `cover` says of its middle. */
  const paint = (
    bounds: { left: number; top: number; right: number; bottom: number },
    color: string,
    cover: (x: number, y: number) => number,
  ) => {
    const channels = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    for (let y = Math.max(0, Math.floor(bounds.top)); y < Math.min(height, Math.ceil(bounds.bottom)); y++) {
      for (let x = Math.max(0, Math.floor(bounds.left)); x < Math.min(width, Math.ceil(bounds.right)); x++) {
        const share = Math.min(1, Math.max(0, cover(x, y)));
        if (share > 0) blend(x, y, channels, share);
      }
    }
  };

  for (const shape of shapes) {
    if (shape.kind === 'box') {
      const [left, top] = [shape.x * SCALE, shape.y * SCALE];
      const [right, bottom] = [left + shape.width * SCALE, top + shape.height * SCALE];
      const overlap = (from: number, to: number, dot: number) => Math.min(to, dot + 1) - Math.max(from, dot);
      paint(
        { left, top, right, bottom },
        shape.color,
        (x, y) => Math.max(0, overlap(left, right, x)) * Math.max(0, overlap(top, bottom, y)),
      );
      continue;
    }
    const half = (shape.width * SCALE) / 2;
    for (const { from, to } of segmentsOf(shape)) {
      const [ax, ay, bx, by] = [from[0] * SCALE, from[1] * SCALE, to[0] * SCALE, to[1] * SCALE];
      const [dx, dy] = [bx - ax, by - ay];
      const square = dx * dx + dy * dy || 1;
      const bounds = {
        left: Math.min(ax, bx) - half - 1,
        top: Math.min(ay, by) - half - 1,
        right: Math.max(ax, bx) + half + 1,
        bottom: Math.max(ay, by) + half + 1,
      };
      paint(bounds, shape.color, (x, y) => {
        const along = Math.min(1, Math.max(0, ((x + 0.5 - ax) * dx + (y + 0.5 - ay) * dy) / square));
        return half + 0.5 - Math.hypot(x + 0.5 - ax - along * dx, y + 0.5 - ay - along * dy);
      });
    }
  }
  return encode(width, height, pixels);
}

/** A PNG of three bytes a dot (ISO/IEC 15948): signature, head, one compressed stream, end. */
function encode(width: number, height: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) pixels.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}
