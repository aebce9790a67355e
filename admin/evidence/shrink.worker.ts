import { shrink, Unreadable } from './shrink.ts';

type Order = { id: number; file: Blob; bare: boolean };

// One after the other: a phone holds one large picture at a time.
let last: Promise<void> = Promise.resolve();
self.addEventListener('message', ({ data: { id, file, bare } }: MessageEvent<Order>) => {
  last = last.then(async () => {
    try {
      self.postMessage({ id, blob: await shrink(file, { bare }) });
    } catch (failure) {
      self.postMessage({ id, unreadable: failure instanceof Unreadable });
    }
  });
});
