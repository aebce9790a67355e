import sql from 'sql-template-tag';
import type { Fault } from '../../../shared/faults.ts';
import type { Actor } from '../../../shared/permissions.ts';
import { actorFrom, findAccount, queryOf } from '../../db/platform.ts';
import type { Deps } from '../../deps.ts';
import { Failure } from '../../errors.ts';
import { SheetError } from '../../sheets/read/index.ts';
import type { ImportEntityRow } from './import.entity.ts';
import { readImport } from './import.read.ts';
import { claim, fail, release, settle } from './import.service.ts';
import { nameImport, undoImport, writeImport } from './import.write.ts';

export type Runner = Pick<Deps, 'pool' | 'log' | 'as' | 'files'> & {
  /** The server is going down: what is being done is put back. */
  stopping: () => boolean;
  /** Lets requests have their turn between two pieces of work; throws when the server stops. */
  pause: () => Promise<void>;
};

class Interrupted extends Error {}

export function runnerOf(base: Omit<Runner, 'pause'>): Runner {
  return {
    ...base,
    async pause() {
      if (base.stopping()) throw new Interrupted('the server is stopping');
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

/** After so many attempts that broke off, nobody tries again. */
const maximumAttempts = 3;

const fullDisk = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ENOSPC' || (error as { code?: string }).code === '53100';

/** Others were faster: a version has moved on, a name was taken, what was there is gone. */
const isConflict = (error: unknown) =>
  (error instanceof Failure && error.status === 409 && error.code !== 'import-touched') ||
  ['23505', '23503', '40P01', '40001'].includes(String((error as { code?: string }).code));

/** What is wrong with the file or the person will be wrong again; null for what may have been an accident. */
function faultOf(error: unknown): Fault | null {
  if (error instanceof SheetError) return error.fault;
  if (fullDisk(error)) return { code: 'import-storage-full' };
  if (!(error instanceof Failure) || error.status === 503) return null;
  return error.status === 507 ? { code: 'import-storage-full' } : { code: error.code, params: error.params };
}

async function step(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<void> {
  if (row.status === 'reading') await readImport(runner, row, actor);
  else if (row.status === 'writing') await writeImport(runner, row, actor);
  else if (row.status === 'undoing') await undoImport(runner, row, actor);
  else await nameImport(runner, row, actor);
}

/** Back to a preview that tells what happened meanwhile: nothing was written, and all is compared anew. */
const compareAnew = (runner: Runner, row: ImportEntityRow, actor: Actor) =>
  runner.as(actor, row.language, (ctx) =>
    settle(ctx, row, sql`status = 'reading', done = 0, total = 0, failure = '{"code":"import-changed-meanwhile"}'`),
  );

/** True where the next step can be taken at once. */
async function attempt(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<boolean> {
  const { as, log } = runner;
  const { language } = row;
  try {
    if (row.attempts > maximumAttempts) throw new Failure(500, 'import-failed');
    await step(runner, row, actor);
    return true;
  } catch (error) {
    if (error instanceof Interrupted) {
      await as(actor, language, (ctx) => release(ctx, row, { counted: false }));
      return false;
    }
    if (row.status === 'writing' && isConflict(error)) return compareAnew(runner, row, actor);
    log.warn({ err: error as Error, importId: row.id }, 'an import broke off');
    const fault = faultOf(error) ?? (row.attempts >= maximumAttempts ? { code: 'import-failed' as const } : null);
    if (fault) {
      await as(actor, language, (ctx) => fail(ctx, row, fault));
      return false;
    }
    await as(actor, language, (ctx) => release(ctx, row, { counted: true }));
    // The queue gives it to somebody again, after a pause.
    throw error;
  }
}

/**
 * Takes the next steps of one import. Safe to run twice and at once: only one holds it, and one that died is taken up
 * again after a minute, three times at most.
 */
export async function runImport(runner: Runner, order: { importId: string; requestedBy: string }): Promise<void> {
  const account = await findAccount(queryOf(runner.pool), { id: order.requestedBy });
  if (!account) return;
  const actor = actorFrom(account);
  for (;;) {
    if (runner.stopping()) return;
    const row = await runner.as(actor, 'zh', (ctx) => claim(ctx, order.importId));
    if (!row) return;
    if (!account.active) {
      await runner.as(actor, row.language, (ctx) => fail(ctx, row, { code: 'account-disabled' }));
      return;
    }
    if (!(await attempt(runner, row, actor))) return;
  }
}

/** Takes up what a server that died had begun. */
export async function resumeImports(runner: Runner): Promise<void> {
  const { rows } = await runner.pool.query<{ id: string; requested_by: string }>(
    'select * from platform_stale_imports()',
  );
  for (const { id, requested_by: requestedBy } of rows) await runImport(runner, { importId: id, requestedBy });
}
