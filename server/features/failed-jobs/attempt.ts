import sql, { raw } from 'sql-template-tag';
import type { FailedJobKind } from '../../../shared/failed-jobs.ts';
import { nextTry } from '../../../shared/rules/attempts.ts';
import type { Ctx } from '../../ctx.ts';
import { databaseFault } from '../../db/faults.ts';
import { inOwnScope } from '../../db/scoped.ts';
import type { Deps } from '../../deps.ts';
import { Failure } from '../../errors.ts';
import { productIn } from '../notifications/notice.write.ts';

/** One piece of background work of a tenant. */
export type Job = { province: string; kind: FailedJobKind; subjectId: string };
type Base = Pick<Deps, 'as' | 'log'>;

const here = (ctx: Ctx, { province, kind, subjectId }: Job) =>
  sql`province_code = ${province} and kind = ${kind} and subject_id = ${subjectId} and ${inOwnScope(ctx, 'failed_jobs')}`;

/** What went wrong, without a value of anybody's data: a code, an SQLSTATE with the constraint, or the kind of error. */
function faultOf(error: unknown): string {
  if (error instanceof Failure) return error.code;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (typeof code === 'string') return [code, constraint].filter(Boolean).join(' ');
  return error instanceof Error ? error.name : 'unknown';
}

/** A database that is away, full or too busy says nothing of the work: it is not counted as an attempt. */
export const isNoFaultOfTheJob = (error: unknown) => {
  const fault = databaseFault(error);
  return fault !== null && fault !== 'slow';
};

/**
 * Counts a failure of the work, unless its row is no longer as `seen` when the attempt began (its version, null for none):
 * then another attempt of the same moment has failed or succeeded, or the operator has decided, and that stands.
 */
async function noteFailure(ctx: Ctx, job: Job, error: unknown, seen: number | null): Promise<void> {
  const { province, kind, subjectId } = job;
  const [known] = await ctx.query<{ attempts: number; version: number }>(sql`
    select attempts, version from failed_jobs where ${here(ctx, job)} for update`);
  if ((known?.version ?? null) !== seen) return;
  const attempts = (known?.attempts ?? 0) + 1;
  const at = new Date();
  const again = nextTry(attempts, at);
  const facts = sql`${again ? 'retrying' : 'set-aside'}, ${attempts}, ${faultOf(error)},
    ${again?.toISOString() ?? 'infinity'}::timestamptz, ${at}, ${at}`;
  const columns = raw('status, attempts, fault, next_at, failed_at, updated_at');
  await ctx.query(
    known
      ? sql`update failed_jobs set (${columns}) = row(${facts}), version = version + 1 where ${here(ctx, job)}`
      : sql`
    insert into failed_jobs (province_code, org_code, kind, subject_id, ${columns})
    values (${province}, ${province}, ${kind}, ${subjectId}, ${facts}) on conflict do nothing`,
  );
}

/**
 * Runs a piece of work whose turn it is, in transactions of its own. One that fails is counted, tried again after a
 * pause and set aside after the last attempt; it throws only what is no fault of the work. Once it succeeds nothing is
 * left of its failures. False where it failed or its turn has not come.
 */
export async function attempt({ as, log }: Base, job: Job, task: () => Promise<unknown>): Promise<boolean> {
  const product = productIn(job.province);
  const [failed] = await as(product, 'zh', (ctx) =>
    ctx.query<{ due: boolean; version: number }>(sql`
      select next_at <= clock_timestamp() as due, version from failed_jobs where ${here(ctx, job)}`),
  );
  if (failed && !failed.due) return false;
  try {
    await task();
  } catch (error) {
    if (isNoFaultOfTheJob(error)) throw error;
    log.error(
      { err: error as Error, kind: job.kind, subjectId: job.subjectId, province: job.province },
      'a job failed',
    );
    await as(product, 'zh', (ctx) => noteFailure(ctx, job, error, failed?.version ?? null));
    return false;
  }
  if (failed) await as(product, 'zh', (ctx) => ctx.query(sql`delete from failed_jobs where ${here(ctx, job)}`));
  return true;
}
