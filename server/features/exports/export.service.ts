import sql, { type Sql } from 'sql-template-tag';
import { z } from 'zod';
import { isExportList, maximumExportRows, type Export, type ExportCreate } from '../../../shared/exports.ts';
import { isMessageCode, sentence } from '../../../shared/messages.ts';
import { can } from '../../../shared/permissions.ts';
import { boundsOf, isAtOrAbove, NATION } from '../../../shared/rules/orgCode.ts';
import { wordFor } from '../../../shared/words.ts';
import type { Ctx } from '../../ctx.ts';
import { checkWalk, count, type ListSpec } from '../../db/page.ts';
import { inOwnScope, scoped } from '../../db/scoped.ts';
import { Failure, forbidden, invalid, notFound } from '../../errors.ts';
import type { Enqueue } from '../../jobs/queues.ts';
import { recordEvents } from '../events/event.service.ts';
import { listBehind, walkOf } from './content.ts';
import { summaryFilter, summaryOf } from './documents.ts';
import { filterInWords } from './filterWords.ts';
import { listOf } from './kinds/index.ts';
import { exportEntity, type ExportRow } from './export.entity.ts';

const exports = (ctx: Ctx) => scoped(ctx, exportEntity);

/** After so many attempts that broke off, nobody tries again. */
export const maximumAttempts = 3;

export function toRecord(ctx: Ctx, row: ExportRow): Export {
  const { id, kind, format, filter, filename, status, version } = row;
  const code = row.failure ?? 'export-failed';
  return {
    id,
    kind,
    format,
    filter,
    filename,
    status,
    progress: { done: row.done, total: row.total },
    counts: { rows: row.rowsWritten },
    bytes: row.bytes,
    errors: status === 'failed' ? [sentence(isMessageCode(code) ? code : 'export-failed', ctx.language)] : [],
    finishedAt: row.finishedAt?.toISOString() ?? null,
    version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What was asked for at the reader's place of now, or below it: a file made elsewhere holds what is no longer theirs. */
export function madeHere({ actor }: Ctx): Sql {
  const { from, to } = boundsOf(actor.orgCode);
  return actor.orgCode === NATION ? sql`true` : sql`(t.org_code >= ${from} and t.org_code < ${to})`;
}

/** A finished or unfinished file of one's own, or 404. */
export async function ownExport(ctx: Ctx, id: string): Promise<ExportRow> {
  const row = await exports(ctx).get(id);
  if (!isAtOrAbove(ctx.actor.orgCode, row.orgCode)) throw notFound();
  return row;
}

/** 403 for a list that the role may not read, whatever may be exported otherwise. */
export function refuseUnreadable({ actor }: Ctx, kind: ExportCreate['kind']): void {
  const list = listBehind(kind);
  const allowed = list ? can(actor, 'list', list.resource) : can(actor, 'measure', 'campaigns');
  if (!allowed) throw forbidden();
}

function parsedFilter(schema: z.ZodType<Record<string, unknown>>, filter: unknown): Record<string, unknown> {
  const result = schema.safeParse(filter);
  if (!result.success) throw invalid({ filter: 'invalid-value' });
  return result.data;
}

/** The filter as the list takes it, and how many rows it has now. */
async function measured(ctx: Ctx, body: ExportCreate): Promise<{ filter: Record<string, unknown>; total: number }> {
  const list = listBehind(body.kind);
  if (!list) {
    const filter = parsedFilter(summaryFilter as z.ZodType<Record<string, unknown>>, body.filter);
    return { filter, total: (await summaryOf(ctx, filter)).rows.length };
  }
  const filter = parsedFilter(list.filter, body.filter);
  const spec = list.list as ListSpec<object>;
  await checkWalk(ctx, spec, walkOf({ filter, sort: body.sort })).catch((error: unknown) => {
    throw error instanceof Failure && error.code === 'invalid-query' ? invalid({ sort: 'invalid-value' }) : error;
  });
  const total = await count(ctx, spec, filter);
  if (total > maximumExportRows) {
    throw invalid({ filter: { code: 'too-many-rows', params: { maximum: maximumExportRows } } });
  }
  return { filter, total };
}

const stamp = (now: Date) =>
  new Date(now.getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replaceAll('-', '')
    .replace('T', '-')
    .replace(':', '');

/** Takes the order; the file is made after the commit. */
export async function create(ctx: Ctx, body: ExportCreate, enqueue: Enqueue): Promise<ExportRow> {
  refuseUnreadable(ctx, body.kind);
  const format = isExportList(body.kind) ? body.format : 'xlsx';
  const { filter, total } = await measured(ctx, body);
  const row = await exports(ctx).insert({
    requestedBy: ctx.actor.id,
    orgCode: ctx.actor.orgCode,
    kind: body.kind,
    format,
    language: ctx.language,
    filter,
    ...(body.sort ? { sort: body.sort } : {}),
    filename: `${wordFor('exportKind', body.kind, ctx.language)}_${stamp(ctx.now)}.${format}`,
    total,
  });
  await enqueue(ctx, 'make-export', { exportId: row.id, requestedBy: ctx.actor.id });
  return row;
}

/** Takes an unfinished export to work on it; null where it is finished, gone, or in living hands. */
export async function claim(ctx: Ctx, id: string): Promise<ExportRow | null> {
  const [claimed] = await ctx.query<{ id: string }>(sql`
    update exports set status = 'running', beat_at = clock_timestamp(), attempts = attempts + 1, done = 0,
      updated_at = ${ctx.now}, version = version + 1
    where id = ${id} and ${inOwnScope(ctx, 'exports')}
      and (status = 'queued' or (status = 'running' and beat_at < clock_timestamp() - interval '60 seconds'))
    returning id`);
  return claimed ? exports(ctx).find(id) : null;
}

/** Tells how far it is, and that somebody is still at it. */
export async function beat(ctx: Ctx, id: string, done: number): Promise<void> {
  await ctx.query(sql`
    update exports set done = ${done}, beat_at = clock_timestamp()
    where id = ${id} and status = 'running' and ${inOwnScope(ctx, 'exports')}`);
}

export type Made = { sha256: string; bytes: number; rows: number };

/** The file is there: who took how many rows of what out stands in the history of the account. */
export async function finish(ctx: Ctx, row: ExportRow, { sha256, bytes, rows }: Made): Promise<void> {
  const [done] = await ctx.query(sql`
    update exports set status = 'done', sha256 = ${sha256}, bytes = ${bytes}, rows_written = ${rows}, done = ${rows},
      total = ${rows}, failure = null, finished_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1
    where id = ${row.id} and status = 'running' and ${inOwnScope(ctx, 'exports')} returning id`);
  if (!done) return;
  const { id: subjectId, orgCode, unionId } = ctx.actor;
  const asked = await filterInWords(ctx, listBehind(row.kind) ?? listOf('rectifications'), row.filter);
  await recordEvents(ctx, [
    {
      subjectType: 'users',
      subjectId,
      orgCode,
      unionId,
      action: 'export',
      changes: {
        exported: [null, wordFor('exportKind', row.kind, 'zh')],
        rows: [null, rows],
        ...(asked.length > 0 ? { filter: [null, asked.map(([label, value]) => `${label}：${value}`).join('；')] } : {}),
      },
    },
  ]);
}

/** That the file was taken along stands in the history of the person's account, as its making does. */
export async function noteDownload(ctx: Ctx, row: ExportRow): Promise<void> {
  const { id: subjectId, orgCode, unionId } = ctx.actor;
  const changes = {
    exported: [null, wordFor('exportKind', row.kind, 'zh')] as [null, string],
    filename: [null, row.filename] as [null, string],
    rows: [null, row.total] as [null, number],
  };
  await recordEvents(ctx, [{ subjectType: 'users', subjectId, orgCode, unionId, action: 'download', changes }]);
}

/** Back into the queue, as if nobody had begun; `free` lets the next start take it up at once. */
export async function release(ctx: Ctx, id: string, { counted }: { counted: boolean }): Promise<void> {
  await ctx.query(sql`
    update exports set status = 'queued', done = 0, attempts = attempts - ${counted ? 0 : 1}, beat_at = '-infinity'
    where id = ${id} and status = 'running' and ${inOwnScope(ctx, 'exports')}`);
}

export async function fail(ctx: Ctx, id: string, code: string): Promise<void> {
  await ctx.query(sql`
    update exports set status = 'failed', failure = ${code}, finished_at = ${ctx.now}, updated_at = ${ctx.now},
      version = version + 1
    where id = ${id} and status in ('queued', 'running') and ${inOwnScope(ctx, 'exports')}`);
}
