type Facts = { time: string; offset?: string; lat: number; lng: number; orientation?: number };
type Entry = { tag: number; type: 2 | 3 | 4 | 5; count: number; value: Buffer };

const short = (value: number) => Buffer.from(Uint16Array.of(value, 0).buffer);
const long = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
const ascii = (text: string) => Buffer.from(`${text}\0`, 'latin1');

/** Degrees, minutes and hundredths of seconds as three rationals. */
function degrees(value: number): Buffer {
  const whole = Math.floor(Math.abs(value));
  const minutes = (Math.abs(value) - whole) * 60;
  const seconds = Math.round((minutes - Math.floor(minutes)) * 60 * 100);
  return Buffer.concat([whole, 1, Math.floor(minutes), 1, seconds, 100].map(long));
}

/** One directory of a TIFF at `at`: its entries, and behind them what does not fit into four bytes. */
function directory(at: number, entries: readonly Entry[]): Buffer {
  const behind = at + 2 + entries.length * 12 + 4;
  let far = Buffer.alloc(0);
  const heads = entries.map(({ tag, type, count, value }) => {
    const head = Buffer.alloc(12);
    head.writeUInt16LE(tag, 0);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(count, 4);
    if (value.length <= 4) value.copy(head, 8);
    else {
      head.writeUInt32LE(behind + far.length, 8);
      far = Buffer.concat([far, value]);
    }
    return head;
  });
  const size = Buffer.alloc(2);
  size.writeUInt16LE(entries.length);
  return Buffer.concat([size, ...heads, long(0), far]);
}

/** A JPEG with what a camera writes into it: when, where, and which way up it was held. */
export function withExif(jpeg: Buffer, { time, offset, lat, lng, orientation = 1 }: Facts): Buffer<ArrayBuffer> {
  const ROOT = 8;
  const CAMERA = 200;
  const PLACE = 400;
  const text = (tag: number, value: string): Entry => ({ tag, type: 2, count: value.length + 1, value: ascii(value) });
  const tiff = Buffer.alloc(700);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(ROOT, 4);
  directory(ROOT, [
    { tag: 0x0112, type: 3, count: 1, value: short(orientation) },
    { tag: 0x8769, type: 4, count: 1, value: long(CAMERA) },
    { tag: 0x8825, type: 4, count: 1, value: long(PLACE) },
  ]).copy(tiff, ROOT);
  directory(CAMERA, [text(0x9003, time), ...(offset ? [text(0x9011, offset)] : [])]).copy(tiff, CAMERA);
  directory(PLACE, [
    text(1, lat < 0 ? 'S' : 'N'),
    { tag: 2, type: 5, count: 3, value: degrees(lat) },
    text(3, lng < 0 ? 'W' : 'E'),
    { tag: 4, type: 5, count: 3, value: degrees(lng) },
  ]).copy(tiff, PLACE);
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), marker, content, jpeg.subarray(2)]);
}

/** The names of what hangs on a JPEG before its pixels: `Exif`, `http://ns.adobe.com/xap`, … */
export function attached(jpeg: Buffer): string[] {
  const names: string[] = [];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const marker = jpeg[at + 1]!;
    const length = jpeg.readUInt16BE(at + 2);
    if (marker >= 0xe1 && marker <= 0xef) names.push(jpeg.toString('latin1', at + 4, at + 10).replace(/\0.*$/s, ''));
    at += 2 + length;
  }
  return names;
}
