import { createHash } from 'node:crypto';
import { Transform, type Readable } from 'node:stream';

/** What is stored under a name is not what was put there. */
export class DamagedFile extends Error {
  override name = 'DamagedFile';
}

/**
 * The content as it is read, with its last piece held back until the hash of all is known: a reader never gets the whole
 * of a file that is not what its name says.
 */
export function verified(content: Readable, sha256: string): Readable {
  const hash = createHash('sha256');
  let last: Buffer | null = null;
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const ready = last;
      last = chunk;
      done(null, ready ?? undefined);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) done(null, last ?? undefined);
      else done(new DamagedFile('a stored file is not what it was'));
    },
  });
  content.on('error', (error) => checked.destroy(error));
  checked.on('close', () => content.destroy());
  return content.pipe(checked);
}
