import type { Readable } from 'node:stream';
import type { FileStore } from '../files.ts';
import { formatOf, redraw } from './pictures.ts';

type Picture = { sha256: string; mediaType: string };

/** The thumbnail of a kept picture; made and kept the first time, where it came in without one. Null: none can be made. */
export async function thumbnailOf(files: FileStore, { sha256, mediaType }: Picture): Promise<Readable | null> {
  const kept = await files.readMade(sha256, '.webp');
  const format = formatOf(mediaType);
  if (kept || !format) return kept;
  const made = await files.take(await files.read(sha256), async ({ path: from }, desk) => {
    const [clean, thumbnail] = [desk.newPath(), desk.newPath()];
    const answer = await redraw({ from, format, clean, thumbnail });
    if (typeof answer === 'string') return false;
    await desk.keepMade(sha256, '.webp', await desk.look(thumbnail));
    return true;
  });
  return made ? files.readMade(sha256, '.webp') : null;
}
