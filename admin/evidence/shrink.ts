/** As much as a verifier needs to read a sheet of paper on it. */
export const longestSide = 2000;
const quality = 0.82;
/** Screenshots stay as sharp as they are, unless they are huge. */
const sharp = { bytes: 3 * 1024 * 1024, side: 4096 };
const small = 512 * 1024;

/** The browser has no decoder for this picture. */
export class Unreadable extends Error {}

type Canvas = OffscreenCanvas | HTMLCanvasElement;

function canvasOf(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

function jpegOf(canvas: Canvas): Promise<Blob | null> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type: 'image/jpeg', quality });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

/** Sides in whole pixels with the longer one at most `longest`; never larger than before. */
export function fitted(width: number, height: number, longest = longestSide): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * A photo as a JPEG of at most 2,000 pixels, upright, with nothing attached. The same file where it is small already (and
 * `bare`: nothing hangs on it), where the result would be larger, or where it is a screenshot or moves. Runs in a worker
 * as well as in the page. Rejects with {@link Unreadable}.
 */
export async function shrink(file: Blob, { bare }: { bare: boolean }): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.type === 'image/gif' || file.type === 'image/svg+xml') return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new Unreadable();
  });
  try {
    const longer = Math.max(bitmap.width, bitmap.height);
    if (file.type === 'image/png' && file.size <= sharp.bytes && longer <= sharp.side) return file;
    if (bare && file.size <= small && longer <= longestSide) return file;
    const { width, height } = fitted(bitmap.width, bitmap.height);
    const canvas = canvasOf(width, height);
    const pen = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null;
    if (!pen) return file;
    pen.imageSmoothingQuality = 'high';
    // What shines through is paper.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
    pen.drawImage(bitmap, 0, 0, width, height);
    const made = await jpegOf(canvas);
    const readable = /^image\/(jpeg|png|webp)$/.test(file.type);
    return !made || (made.size >= file.size && readable) ? file : made;
  } finally {
    bitmap.close();
  }
}
