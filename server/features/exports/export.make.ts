import { Readable } from 'node:stream';
import { actorFrom, findAccount, queryOf } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { Failure } from '../../errors.ts';
import { contentOf, type Counter } from './content.ts';
import type { ExportRow } from './export.entity.ts';
import { beat, claim, fail, finish, maximumAttempts, refuseUnreadable, release, type Made } from './export.service.ts';

export type Maker = Pick<Deps, 'pool' | 'log' | 'as' | 'reads' | 'files'> & {
  /** The server is going down: what is being made is put back. */
  stopping: () => boolean;
};

class Interrupted extends Error {}

/** Milliseconds between two notes of how far it is. */
const BEAT = 700;

/** Writes the file in the requester's scope, with the rights of now; from a replica that has all of what was so far. */
function write({ as, reads, files, stopping }: Maker, row: ExportRow, actor: Parameters<Deps['as']>[0]): Promise<Made> {
  return reads.asOfNow(actor, row.language, async (ctx) => {
    refuseUnreadable(ctx, row.kind);
    const counter: Counter = { rows: 0 };
    const content = await contentOf(ctx, row, counter);
    let beaten = Date.now();
    async function* watched(): AsyncGenerator<Buffer> {
      for await (const piece of content) {
        if (stopping()) throw new Interrupted('the server is stopping');
        if (Date.now() - beaten > BEAT) {
          beaten = Date.now();
          await as(actor, row.language, (other) => beat(other, row.id, counter.rows));
        }
        yield piece;
      }
    }
    const { sha256, bytes } = await files.put(Readable.from(watched()), () => undefined);
    return { sha256, bytes, rows: counter.rows };
  });
}

/** What is wrong with the request itself will be wrong again; anything else may have been an accident. */
const isFinal = (error: unknown) => error instanceof Failure && error.status !== 503 && error.status !== 507;

const codeOf = (error: unknown): string => (error instanceof Failure ? error.code : 'export-failed');

/**
 * Makes one export. Safe to run twice and at once: only one holds it, and one that died is taken up again after a
 * minute, three times at most.
 */
export async function makeExport(maker: Maker, order: { exportId: string; requestedBy: string }): Promise<void> {
  const { as, log, pool, stopping } = maker;
  const { exportId: id } = order;
  if (stopping()) return;
  const account = await findAccount(queryOf(pool), { id: order.requestedBy });
  if (!account) return;
  const actor = actorFrom(account);
  const row = await as(actor, 'zh', (ctx) => claim(ctx, id));
  if (!row) return;
  try {
    if (!account.active) throw new Failure(403, 'account-disabled');
    if (row.attempts > maximumAttempts) throw new Failure(500, 'export-failed');
    const made = await write(maker, row, actor);
    await as(actor, row.language, (ctx) => finish(ctx, row, made));
  } catch (error) {
    const interrupted = error instanceof Interrupted;
    if (!interrupted) log.warn({ err: error as Error, exportId: id }, 'an export broke off');
    const over = isFinal(error) || row.attempts >= maximumAttempts;
    await as(actor, row.language, (ctx) =>
      !interrupted && over ? fail(ctx, id, codeOf(error)) : release(ctx, id, { counted: !interrupted }),
    );
    // The queue gives it to somebody again, after a pause.
    if (!interrupted && !over) throw error;
  }
}

/** Takes up what a server that died had begun. */
export async function resumeExports(maker: Maker): Promise<void> {
  const { rows } = await maker.pool.query<{ id: string; requested_by: string }>(
    'select * from platform_stale_exports()',
  );
  for (const { id, requested_by: requestedBy } of rows) await makeExport(maker, { exportId: id, requestedBy });
}
