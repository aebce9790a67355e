import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { lookOf, lookSide, type Look } from '../../shared/rules/looks.ts';

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

function png(pixels: Buffer, w = width, h = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(w, 0);
  header.writeUInt32BE(h, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((w + 1) * h);
  for (let y = 0; y < h; y += 1) pixels.copy(rows, y * (w + 1) + 1, y * w, (y + 1) * w);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const names = ['会议纪要.png', '批复文件.png', '公示照片.png', '登记材料.png'];

const photoNames = ['服务站外景.png', '职工之家活动室.png'];

/** The front of a service station: a flat roof, a red sign over the door, windows; and a room with tables. */
function drawPlace(variant: number): Buffer {
  const pixels = Buffer.alloc(width * height, paper);
  const fill = (x: number, y: number, w: number, h: number, colour: number) => {
    for (let row = y; row < y + h; row += 1) pixels.fill(colour, row * width + x, row * width + x + w);
  };
  fill(0, 390, width, 90, grey);
  fill(36, 110, width - 72, 12, ink);
  fill(42, 122, 4, 268, ink);
  fill(width - 46, 122, 4, 268, ink);
  fill(90, 138, 180, 34, red);
  const columns = variant === 0 ? [66, 132, 228, 264] : [60, 140, 220];
  for (const x of columns) {
    fill(x, variant === 0 ? 206 : 300, variant === 0 ? 30 : 70, variant === 0 ? 60 : 10, ink);
    fill(x + 3, variant === 0 ? 209 : 310, variant === 0 ? 24 : 6, variant === 0 ? 54 : 60, grey);
    if (variant === 1) fill(x + 61, 310, 6, 60, grey);
  }
  if (variant === 0) fill(156, 300, 52, 90, ink);
  return pixels;
}

const pictureOf = (filename: string, pixels: Buffer, w?: number, h?: number): EvidencePicture => {
  const content = png(pixels, w, h);
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { filename, mediaType: 'image/png', bytes: content.length, sha256, content };
};

/** A hall in a meeting: a banner, a table, rows of people from behind. */
function drawMeeting(): Buffer {
  const pixels = Buffer.alloc(width * height, grey);
  const fill = (x: number, y: number, w: number, h: number, colour: number) => {
    for (let row = y; row < y + h; row += 1) pixels.fill(colour, row * width + x, row * width + x + w);
  };
  fill(0, 0, width, 150, paper);
  fill(30, 40, width - 60, 44, red);
  fill(80, 56, width - 160, 10, paper);
  fill(60, 190, 170, 40, ink);
  fill(250, 120, 60, 90, paper);
  for (let row = 0; row < 3; row += 1) {
    for (let seat = 0; seat < 5 - row; seat += 1) {
      fill(24 + seat * 72 + row * 20, 270 + row * 66, 34, 30, ink);
      fill(12 + seat * 72 + row * 20, 300 + row * 66, 58, 30, seat % 2 === 0 ? ink : paper);
    }
  }
  return pixels;
}

/** Every second pixel of every second row: what a messenger makes of a picture. */
function halved(pixels: Buffer): Buffer {
  const small = Buffer.alloc((width / 2) * (height / 2));
  for (let at = 0; at < small.length; at += 1) {
    small[at] = pixels[Math.floor(at / (width / 2)) * 2 * width + (at % (width / 2)) * 2]!;
  }
  return small;
}

const greys = [0, 1, 2, 3].map((colour) => {
  const [r = 0, g = 0, b = 0] = palette.subarray(colour * 3);
  return 0.299 * r + 0.587 * g + 0.114 * b;
});

/** The look of a picture of `w` by `h` pixels, each of 32 × 32 fields as grey as its pixels are on average. */
function lookOfPixels(pixels: Buffer, w: number, h: number): Look {
  const sums = new Float64Array(lookSide ** 2);
  const counts = new Float64Array(lookSide ** 2);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const field = Math.floor((y * lookSide) / h) * lookSide + Math.floor((x * lookSide) / w);
      sums[field]! += greys[pixels[y * w + x]!]!;
      counts[field]! += 1;
    }
  }
  return lookOf(sums.map((sum, field) => sum / counts[field]!))!;
}

/** A photo that was used more than once, the same photo made small, and a reply that is meant for many unions. */
export type ComparedPictures = Record<'photo' | 'small' | 'reply', EvidencePicture & { look: Look }>;

export function comparedPictures(): ComparedPictures {
  const [meeting, sheet] = [drawMeeting(), drawSheet(5)];
  const small = halved(meeting);
  const [w, h] = [width / 2, height / 2];
  return {
    photo: { ...pictureOf('会员大会现场.png', meeting), look: lookOfPixels(meeting, width, height) },
    small: { ...pictureOf('会场照片.png', small, w, h), look: lookOfPixels(small, w, h) },
    reply: { ...pictureOf('关于换届选举结果的批复.png', sheet), look: lookOfPixels(sheet, width, height) },
  };
}

/** The few made-up pictures that all proofs of the demonstration share, and those of its sites. */
export function evidencePictures(): EvidencePicture[] {
  return [
    ...names.map((filename, variant) => pictureOf(filename, drawSheet(variant))),
    ...photoNames.map((filename, variant) => pictureOf(filename, drawPlace(variant))),
  ];
}

const isPhoto = ({ filename }: EvidenceFile) => photoNames.includes(filename);
export const photosOf = (files: readonly EvidenceFile[]) => files.filter(isPhoto);
export const proofsOf = (files: readonly EvidenceFile[]) => files.filter((file) => !isPhoto(file));
