import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

export type EvidenceFile = { filename: string; mediaType: string; bytes: number; sha256: string };
export type EvidencePicture = EvidenceFile & { content: Buffer };

const width = 360;
const height = 480;
const paper = 0;
const ink = 1;
const red = 2;
const grey = 3;
const palette = Buffer.from([0xff, 0xfd, 0xf7, 0x33, 0x3a, 0x44, 0xc4, 0x2b, 0x2b, 0xb8, 0xbe, 0xc6]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** A sheet that looks like a stamped document from afar: a red head line, lines of grey text, a round seal. */
function drawSheet(variant: number): Buffer {
  const pixels = Buffer.alloc(width * height, paper);
  const fill = (x: number, y: number, w: number, h: number, colour: number) => {
    for (let row = y; row < y + h; row += 1) pixels.fill(colour, row * width + x, row * width + x + w);
  };
  fill(90, 36, 180, 14, red);
  fill(36, 72, width - 72, 2, red);
  fill(110, 92, 140, 10, ink);
  for (let line = 0; line < 11 + variant; line += 1) {
    const shorter = (line * 7 + variant * 3) % 5 === 4 ? 120 : 0;
    fill(48, 130 + line * 20, width - 96 - shorter, 6, grey);
  }
  const [cx, cy, radius] = [250, 400 - variant * 6, 38];
  for (let y = -radius; y <= radius; y += 1) {
    for (let x = -radius; x <= radius; x += 1) {
      const distance = Math.hypot(x, y);
      if ((distance > radius - 4 && distance <= radius) || distance < 9) pixels[(cy + y) * width + cx + x] = red;
    }
  }
  return pixels;
}

function png(pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) pixels.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const names = ['会议纪要.png', '批复文件.png', '公示照片.png', '登记材料.png'];

/** The few made-up pictures that all proofs of the demonstration share. */
export function evidencePictures(): EvidencePicture[] {
  return names.map((filename, variant) => {
    const content = png(drawSheet(variant));
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { filename, mediaType: 'image/png', bytes: content.length, sha256, content };
  });
}
