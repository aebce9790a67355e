import sharp, { type Sharp } from 'sharp';
import { lookOf, lookSide } from '../../shared/rules/looks.ts';
import { mostPixels, thumbnailSide, type Made, type Order, type Refused, type Report } from './work.ts';

/**
 * A process of its own that opens pictures: what a decoder does to memory, or a bad picture to a decoder, does not reach
 * the server. One picture at a time.
 */
sharp.concurrency(1);
sharp.cache(false);

const packed = (picture: Sharp, format: Order['format']): Sharp => {
  if (format === 'jpeg') return picture.jpeg({ quality: 90 });
  if (format === 'webp') return picture.webp({ quality: 90 });
  // The colours of a picture that has few are kept as they are.
  return format === 'png' ? picture.png({ compressionLevel: 6 }) : picture.gif();
};

/** Drawn anew from its pixels, upright: nothing that hung on the file comes along, neither place nor script. */
async function make({ from, format, clean, thumbnail }: Order): Promise<Made> {
  const source = sharp(from, {
    limitInputPixels: mostPixels,
    failOn: 'error',
    sequentialRead: true,
    animated: format === 'gif' || format === 'webp',
  });
  const { pages = 1 } = await source.metadata();
  // Frames are not turned; only photographs lie on their side.
  await packed(pages > 1 ? source : source.autoOrient(), format).toFile(clean);
  const { width: across, height: down } = await sharp(clean, { limitInputPixels: mostPixels })
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 75 })
    .toFile(thumbnail);
  const grey = await sharp(thumbnail)
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(lookSide, lookSide, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { look: lookOf(grey), width: across, height: down };
}

function refusalOf(message: string): Refused | null {
  if (/pixel limit/i.test(message)) return 'too-large';
  // What the machine lacks is not the picture's fault.
  return /no space|disk quota|out of memory|unable to write|write error/i.test(message) ? null : 'damaged';
}

async function report(order: Order): Promise<Report> {
  try {
    return { id: order.id, made: await make(order) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const refused = refusalOf(message);
    if (refused) return { id: order.id, refused };
    const full = /no space|disk quota/i.test(message) ? 'ENOSPC' : code;
    return { id: order.id, failed: message, ...(full ? { code: full } : {}) };
  }
}

let last = Promise.resolve();
process.on('message', (order: Order) => {
  last = last.then(async () => {
    const answer = await report(order);
    process.send?.(answer);
  });
});
// The server is gone, or has no more pictures.
process.on('disconnect', () => process.exit());
