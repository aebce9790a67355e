import sql from 'sql-template-tag';
import type { TouchedRow } from '../../../shared/imports.ts';
import type { Actor } from '../../../shared/permissions.ts';
import type { Ctx } from '../../ctx.ts';
import { nameRecords } from '../../db/grams.ts';
import { analyseNames, queryOf } from '../../db/platform.ts';
import { conflict, Failure } from '../../errors.ts';
import type { ImportEntityRow } from './import.entity.ts';
import { keepWritten, writableRows, writtenRows } from './import.rows.ts';
import type { Runner } from './import.run.ts';
import { beat, note, refuseKind, settle } from './import.service.ts';
import { kindOf } from './kinds/index.ts';

const PIECE = 500;
/** Milliseconds between two notes of how far it is. */
const BEAT = 700;
/** From so many new records on their names are indexed after the commit: pairs of characters are most of the work. */
export const manyNames = 2000;

/** Tells others how far it is, beside the transaction of the work itself. */
function pulse({ as, pause }: Runner, row: ImportEntityRow, actor: Actor) {
  let beaten = Date.now();
  return async (done: number): Promise<void> => {
    await pause();
    if (Date.now() - beaten < BEAT) return;
    beaten = Date.now();
    if (!(await as(actor, row.language, (other) => beat(other, row, done)))) throw conflict('stale-version');
  };
}

/**
 * Writes all rows in one transaction: any throw leaves nothing. A record that has moved on since the preview, or a name
 * that was taken meanwhile, throws the conflict of the single act.
 */
export async function writeImport(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<void> {
  const kind = kindOf(row.kind);
  const tell = pulse(runner, row, actor);
  await runner.as(actor, row.language, async (ctx) => {
    refuseKind(actor, row.kind);
    const { fields, searchKind } = kind;
    const namesLater = searchKind !== undefined && row.creates >= manyNames;
    const counts = { created: 0, updated: 0 };
    for (let after = 0, done = 0; ;) {
      const rows = await writableRows(ctx, row, { after, count: PIECE, fields });
      if (rows.length === 0) break;
      const written = await kind.write(ctx, rows, { params: row.params, namesLater });
      await keepWritten(ctx, row, rows, written);
      for (const { created } of written) counts[created ? 'created' : 'updated'] += 1;
      done += rows.length;
      after = rows.at(-1)!.row;
      await tell(done);
    }
    await note(ctx, row, 'import', counts);
    const settled = await settle(
      ctx,
      row,
      sql`status = 'done', done = total, failure = null, names_pending = ${namesLater}, finished_at = ${ctx.now}`,
    );
    // Somebody else took this step for dead and works on it: one of the two must leave nothing.
    if (!settled) throw new Error('another worker has taken over this import');
  });
}

/** Rows of an import that were changed or used since; empty where it can be undone. */
export async function touchedRows(ctx: Ctx, row: ImportEntityRow): Promise<TouchedRow[]> {
  const kind = kindOf(row.kind);
  const touched: TouchedRow[] = [];
  for (let after = 0; ;) {
    const rows = await writtenRows(ctx, row, { after, count: 5000, fields: [] });
    if (rows.length === 0) return touched;
    const labels = new Map(rows.map((one) => [one.row, one.label]));
    for (const touch of await kind.touched(ctx, rows, row.params)) {
      const at = touch.at === null ? null : new Date(touch.at).toISOString();
      touched.push({ ...touch, at, label: labels.get(touch.row) ?? '' });
    }
    after = rows.at(-1)!.row;
  }
}

export const touchedFailure = (touched: readonly TouchedRow[], extra: Record<string, unknown> = {}): Failure =>
  new Failure(409, 'import-touched', {
    params: { count: touched.length },
    extra: { ...extra, touched: touched.slice(0, 100) },
  });

/** Takes back all that an import wrote, in one transaction, as long as nobody has touched any of it. */
export async function undoImport(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<void> {
  const kind = kindOf(row.kind);
  const tell = pulse(runner, row, actor);
  await runner.as(actor, row.language, async (ctx) => {
    refuseKind(actor, row.kind);
    const touched = await touchedRows(ctx, row);
    if (touched.length > 0) throw touchedFailure(touched);
    let done = 0;
    for (let after = 0; ;) {
      const rows = await writtenRows(ctx, row, { after, count: PIECE, fields: kind.fields });
      if (rows.length === 0) break;
      await kind.revert(ctx, rows, row.params);
      done += rows.length;
      after = rows.at(-1)!.row;
      await tell(done);
    }
    await note(ctx, row, 'undo-import', { rows: done });
    const settled = await settle(
      ctx,
      row,
      sql`status = 'undone', done = total, failure = null, names_pending = false, finished_at = ${ctx.now}`,
    );
    if (!settled) throw new Error('another worker has taken over this import');
  });
}

/** Names of the new records of a large import, some at a time; a second run finds what the first left. */
export async function nameImport(runner: Runner, row: ImportEntityRow, actor: Actor): Promise<void> {
  const { searchKind } = kindOf(row.kind);
  for (let after = 0; searchKind;) {
    const last = await runner.as(actor, row.language, async (ctx) => {
      // Holds the import until the commit: an undo waits for these names, and takes them along.
      if (!(await beat(ctx, row, row.done))) return null;
      const rows = await writtenRows(ctx, row, { after, count: 5000, fields: [] });
      const created = rows.filter((one) => one.created).map(({ id }) => id);
      await nameRecords(ctx, searchKind, created);
      return rows.at(-1)?.row ?? null;
    });
    if (last === null) break;
    after = last;
    await runner.pause();
  }
  await analyseNames(queryOf(runner.pool));
  await runner.as(actor, row.language, (ctx) => settle(ctx, row, sql`names_pending = false, done = total`));
}
