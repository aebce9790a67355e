import sql, { type Sql } from 'sql-template-tag';
import type { Fault } from '../../../shared/faults.ts';
import { importRights, type ImportKindName, type ImportPolicy } from '../../../shared/imports.ts';
import { can, type Actor } from '../../../shared/permissions.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { conflict, Failure, forbidden, refused } from '../../errors.ts';
import type { Enqueue } from '../../jobs/queues.ts';
import { recordEvents } from '../events/event.service.ts';
import { importEntity, type ImportEntityRow } from './import.entity.ts';
import { flowOf, toRecord } from './import.record.ts';
import type { ImportParams } from './kind.ts';

export const importsOf = (ctx: Ctx) => scoped(ctx, importEntity);

/** 403 for a kind whose records the role may not write. */
export function refuseKind(actor: Pick<Actor, 'role'>, kind: ImportKindName): void {
  const { resource, actions } = importRights[kind];
  if (!actions.every((action) => can(actor, action, resource))) throw forbidden();
}

export type Uploaded = {
  kind: ImportKindName;
  params: ImportParams;
  filename: string;
  bytes: number;
  sha256: string;
};

/** Takes the file; it is read and compared after the commit. */
export async function create(ctx: Ctx, body: Uploaded, enqueue: Enqueue): Promise<ImportEntityRow> {
  const row = await importsOf(ctx).insert({
    orgCode: ctx.actor.orgCode,
    requestedBy: ctx.actor.id,
    language: ctx.language,
    ...body,
  });
  await enqueue(ctx, 'run-import', { importId: row.id, requestedBy: ctx.actor.id });
  return row;
}

/** The import under a lock, when the table allows the act; 403, 409 otherwise. */
export async function lockedFor(
  ctx: Ctx,
  id: string,
  action: ActionOf<'imports'>,
  version?: number,
): Promise<ImportEntityRow> {
  const row = await importsOf(ctx).get(id, { lock: true, write: true });
  refuseKind(ctx.actor, row.kind);
  const extra = { current: toRecord(ctx, row) };
  const refusal = refusalOf('imports', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (version !== undefined && version !== row.version) throw conflict('stale-version', extra);
  if (refusal) throw refused(refusal, extra);
  return row;
}

/** A new step begins: nobody has worked on it yet. */
const begun = { failure: null, attempts: 0, done: 0, beatAt: new Date() } satisfies Partial<ImportEntityRow>;

export async function confirm(
  ctx: Ctx,
  row: ImportEntityRow,
  policy: ImportPolicy,
  enqueue: Enqueue,
): Promise<ImportEntityRow> {
  const extra = { current: toRecord(ctx, row) };
  if (policy === 'stop' && row.faults > 0) {
    throw new Failure(409, 'import-has-errors', { params: { count: row.faults }, extra });
  }
  const total = row.creates + row.updates;
  if (total === 0) throw conflict('import-nothing-to-write', extra);
  const after = await importsOf(ctx).update(row, { ...begun, beatAt: new Date(), status: 'writing', policy, total });
  await enqueue(ctx, 'run-import', { importId: row.id, requestedBy: ctx.actor.id });
  return after;
}

export function cancel(ctx: Ctx, row: ImportEntityRow): Promise<ImportEntityRow> {
  return importsOf(ctx).update(row, { status: 'cancelled', finishedAt: ctx.now });
}

export async function startUndo(ctx: Ctx, row: ImportEntityRow, enqueue: Enqueue): Promise<ImportEntityRow> {
  const total = row.creates + row.updates;
  const after = await importsOf(ctx).update(row, { ...begun, beatAt: new Date(), status: 'undoing', total });
  await enqueue(ctx, 'run-import', { importId: row.id, requestedBy: ctx.actor.id });
  return after;
}

const mine = (ctx: Ctx, id: string): Sql =>
  sql`province_code = ${provinceOf(ctx.actor.orgCode)} and id = ${id} and ${inOwnScope(ctx, 'imports')}`;

/** Takes a step that nobody works on; null where it is finished, gone, or in living hands. */
export async function claim(ctx: Ctx, id: string): Promise<ImportEntityRow | null> {
  const [claimed] = await ctx.query<{ id: string }>(sql`
    update imports set beat_at = clock_timestamp(), attempts = attempts + 1, done = 0
    where ${mine(ctx, id)} and (status in ('reading', 'writing', 'undoing') or names_pending)
      and (attempts = 0 or beat_at < clock_timestamp() - interval '60 seconds')
    returning id`);
  return claimed ? importsOf(ctx).find(id, { write: true }) : null;
}

/** Tells how far a step is and that somebody is still at it; false where it was cancelled meanwhile. */
export async function beat(ctx: Ctx, row: ImportEntityRow, done: number, total?: number): Promise<boolean> {
  const [alive] = await ctx.query(sql`
    update imports set done = ${done}, total = coalesce(${total ?? null}::int, total), beat_at = clock_timestamp()
    where ${mine(ctx, row.id)} and status = ${row.status} and attempts = ${row.attempts} returning id`);
  return alive !== undefined;
}

/** Ends a step by setting these columns, if the step is still in the hands that claimed it. */
export async function settle(ctx: Ctx, row: ImportEntityRow, assignments: Sql): Promise<boolean> {
  const [settled] = await ctx.query(sql`
    update imports set ${assignments}, attempts = 0, beat_at = clock_timestamp(), updated_at = ${ctx.now},
      version = version + 1
    where ${mine(ctx, row.id)} and status = ${row.status} and attempts = ${row.attempts} returning id`);
  return settled !== undefined;
}

/** Back into the queue, as if nobody had begun: the next start takes it up at once. */
export async function release(ctx: Ctx, row: ImportEntityRow, { counted }: { counted: boolean }): Promise<void> {
  await ctx.query(sql`
    update imports set done = 0, beat_at = '-infinity', attempts = greatest(attempts - ${counted ? 0 : 1}, 0)
    where ${mine(ctx, row.id)} and attempts = ${row.attempts}`);
}

/** What became of a step that can't be taken: the file is refused, or what was there before goes on to hold. */
export function fail(ctx: Ctx, row: ImportEntityRow, fault: Fault): Promise<boolean> {
  const status = row.status === 'reading' ? 'failed' : row.status === 'writing' ? 'ready' : 'done';
  return settle(
    ctx,
    row,
    sql`status = ${status}, failure = ${JSON.stringify(fault)}::jsonb,
      finished_at = case when ${status} = 'failed' then ${ctx.now} else finished_at end`,
  );
}

/** What happened stands in the history of the person's account, as an export does. */
export async function note(
  ctx: Ctx,
  row: ImportEntityRow,
  action: 'import' | 'undo-import',
  counts: Record<string, number>,
): Promise<void> {
  const { id: subjectId, orgCode, unionId } = ctx.actor;
  const changes = Object.fromEntries(
    Object.entries(counts).map(([name, n]) => [name, [null, n] as [unknown, unknown]]),
  );
  await recordEvents(ctx, [
    {
      subjectType: 'imports',
      subjectId: row.id,
      orgCode,
      unionId,
      action,
      changes: { imported: [null, wordFor('importKind', row.kind, 'zh')], filename: [null, row.filename], ...changes },
    },
    {
      subjectType: 'users',
      subjectId,
      orgCode,
      unionId,
      action,
      changes: { filename: [null, row.filename], ...changes },
    },
  ]);
}
