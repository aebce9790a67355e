import { i18nProvider } from '../i18n/index.ts';
import { nameFor } from './names.ts';
import { shrink, Unreadable } from './shrink.ts';
import { takenOf, type Taken } from './taken.ts';

/** A file as it will be sent. */
export type Prepared = { blob: Blob; name: string; fields: Taken };

/** Whoever made the file will understand this sentence. */
export class NotSendable extends Error {}

type Answer = { id: number; blob?: Blob; unreadable?: boolean };

let worker: Worker | null = null;
let counter = 0;
const waiting = new Map<number, { resolve: (blob: Blob) => void; reject: (failure: Error) => void }>();

/** Beside the page, so that it stays live; in the page where the browser can't draw anywhere else. */
function shrinkAside(file: Blob, bare: boolean): Promise<Blob> {
  if (typeof Worker === 'undefined' || typeof OffscreenCanvas === 'undefined') return shrink(file, { bare });
  worker ??= startWorker();
  counter += 1;
  const id = counter;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker!.postMessage({ id, file, bare });
  });
}

function startWorker(): Worker {
  const made = new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module' });
  made.addEventListener('message', ({ data: { id, blob, unreadable } }: MessageEvent<Answer>) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (blob) asked?.resolve(blob);
    else asked?.reject(unreadable ? new Unreadable() : new Error('not drawn'));
  });
  made.addEventListener('error', () => {
    waiting.forEach(({ reject }) => reject(new Error('the worker has gone')));
    waiting.clear();
    worker = null;
  });
  return made;
}

const isHeic = ({ name, type }: File) => /^image\/hei[cf]/.test(type) || /\.hei[cf]$/i.test(name);

/** Reads what a picture says of itself, then makes it smaller. Rejects with {@link NotSendable} and a sentence. */
export async function prepare(file: File): Promise<Prepared> {
  if (!file.type.startsWith('image/') && !isHeic(file)) return { blob: file, name: file.name, fields: {} };
  const { taken, bare } = await takenOf(file);
  const typed = file.type.startsWith('image/') ? file : new File([file], file.name, { type: 'image/heic' });
  try {
    const blob = await shrinkAside(typed, bare);
    return { blob, name: nameFor(file.name, blob.type), fields: taken };
  } catch (failure) {
    if (isHeic(file)) throw new NotSendable(i18nProvider.translate('uploads.heic'));
    // The server has the last word on what it can't open.
    if (failure instanceof Unreadable) return { blob: file, name: file.name, fields: taken };
    return { blob: await shrink(typed, { bare }).catch(() => file), name: file.name, fields: taken };
  }
}

/** SHA-256 in hex; null where the browser offers none, as on a plain http address. */
export async function fingerprint(blob: Blob): Promise<string | null> {
  if (typeof crypto === 'undefined' || !crypto.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
