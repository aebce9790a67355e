import sharp from 'sharp';

/** A scene of coloured shapes that differs by its seed, as a photograph would; JPEG unless another form is asked for. */
export async function scene(seed: number, { width = 800, height = 600 } = {}): Promise<Buffer<ArrayBuffer>> {
  let state = seed * 7919 + 13;
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  const shapes = Array.from(
    { length: 25 },
    () =>
      `<ellipse cx="${random(width)}" cy="${random(height)}" rx="${random(width / 5)}" ry="${random(height / 5)}"
        fill="rgb(${random(256)},${random(256)},${random(256)})"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%"
    fill="#cde"/>${shapes.join('')}</svg>`;
  return jpeg(sharp(Buffer.from(svg)));
}

/** The same picture, smaller and packed harder: what a messenger makes of it. */
export const shrunk = (picture: Buffer, width: number): Promise<Buffer<ArrayBuffer>> =>
  jpeg(sharp(picture).resize({ width }), 55);

/** A sheet of one colour. */
export const blank = (grey: number): Promise<Buffer<ArrayBuffer>> =>
  jpeg(sharp({ create: { width: 300, height: 400, channels: 3, background: { r: grey, g: grey, b: grey } } }));

/** As a phone held upright makes it: lying on its side, with its owner, its place and a comment. */
export const fromPhone = async (picture: Buffer): Promise<Buffer<ArrayBuffer>> =>
  Buffer.from(
    await sharp(picture)
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'Huawei', Artist: 'Zhang San' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '40/1 49/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '111/1 40/1 0/1',
        },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><script>alert(1)</script></x:xmpmeta>')
      .jpeg()
      .toBuffer(),
  );

async function jpeg(picture: sharp.Sharp, quality = 90): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await picture.jpeg({ quality }).toBuffer());
}
