import type { Deps } from '../../deps.ts';
import { forgetUnusedUploads, queryOf } from '../../db/platform.ts';

const DAY = 86_400_000;
const BATCH = 1000;
/** A file is named by a row within a request; whatever is a day older was left behind. */
const LOOSE = DAY;

type Sweeper = Pick<Deps, 'pool' | 'files' | 'now' | 'env'>;

/** Removes uploads that no record has used, and the files that no row names any more. */
export async function sweepUploads(sweeper: Sweeper, { loose = LOOSE } = {}): Promise<void> {
  const { pool, now, env } = sweeper;
  const before = new Date(now().getTime() - env.UNUSED_UPLOADS_DAYS * DAY);
  while ((await forgetUnusedUploads(queryOf(pool), before, BATCH)) === BATCH);
  while (await removeLooseFile(sweeper, new Date(Date.now() - loose)));
}

/** The note stays locked until the file is gone: whoever keeps the same bytes meanwhile waits, and writes them anew. */
async function removeLooseFile({ pool, files }: Sweeper, before: Date): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ sha256: string | null }>('select platform_take_loose_file($1) as sha256', [
      before,
    ]);
    const sha256 = rows[0]!.sha256;
    if (sha256) await files.remove(sha256);
    await client.query('commit');
    return sha256 !== null;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
