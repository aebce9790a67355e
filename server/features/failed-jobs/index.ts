import { failedJobFilter, mayDecide, type FailedJob, type FailedJobAction } from '../../../shared/failed-jobs.ts';
import { addDays } from '../../../shared/rules/days.ts';
import { versioned } from '../../../shared/schema.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { scoped } from '../../db/scoped.ts';
import { conflict } from '../../errors.ts';
import type { Feature } from '../../feature.ts';
import { crud } from '../../http/crud.ts';
import { route } from '../../http/route.ts';
import { recordEvents } from '../events/event.service.ts';
import { failedJobEntity, type FailedJobRow } from './failedJob.entity.ts';

const list: ListSpec<FailedJobRow> = {
  entity: failedJobEntity,
  defaultSort: { field: 'failedAt', descending: true },
  search: [],
};

/** Attempts are made in real time; people read the product's own clock. */
const onOurClock = (ctx: Ctx, at: Date) => new Date(at.getTime() - Date.now() + ctx.now.getTime()).toISOString();

function toRecord(ctx: Ctx, row: FailedJobRow): FailedJob {
  const { id, orgCode, kind, status, attempts, fault, version } = row;
  return {
    id,
    orgCode,
    kind,
    status,
    attempts,
    fault,
    failedAt: onOurClock(ctx, row.failedAt),
    nextAt: row.nextAt instanceof Date ? onOurClock(ctx, row.nextAt) : null,
    version,
    createdAt: onOurClock(ctx, row.createdAt),
    updatedAt: onOurClock(ctx, row.updatedAt),
    mayActions: mayDecide(status),
  };
}

/**
 * Trying again begins at the first attempt, at once. What is given up is not tried any more: a campaign's reminders until
 * the next day, all else for good.
 */
async function decide(ctx: Ctx, id: string, action: FailedJobAction, version: number | undefined) {
  const jobs = scoped(ctx, failedJobEntity);
  const row = await jobs.get(id, { lock: true, write: true });
  const current = () => ({ current: toRecord(ctx, row) });
  if (version !== undefined && version !== row.version) throw conflict('stale-version', current());
  if (!mayDecide(row.status).includes(action)) throw conflict('transition-not-allowed', current());
  const tomorrow = new Date(`${addDays(ctx.today, 1)}T00:00:00+08:00`);
  const untilTomorrow = new Date(Date.now() + tomorrow.getTime() - ctx.now.getTime());
  const never = 'infinity' as unknown as Date;
  const after = await jobs.update(
    row,
    action === 'retry'
      ? { status: 'retrying', attempts: 0, nextAt: new Date() }
      : { status: 'given-up', nextAt: row.kind === 'climb-ladder' ? untilTomorrow : never },
  );
  await recordEvents(ctx, [
    {
      subjectType: 'failed-jobs',
      subjectId: id,
      orgCode: row.orgCode,
      action,
      changes: { status: [row.status, after.status] },
    },
  ]);
  return toRecord(ctx, after);
}

const decision = (action: FailedJobAction, summary: string) =>
  route({
    method: 'post',
    path: `/failed-jobs/:id/${action}`,
    permission: [action, 'failed-jobs'],
    summary,
    load: (ctx, params) => scoped(ctx, failedJobEntity).get(params.id!),
    body: versioned,
    run: (ctx, { record, body }) => decide(ctx, record.id, action, body.version),
  });

/** Background work that failed, for the operator to look into and to decide. */
export const failedJobs: Feature = {
  entity: failedJobEntity as never,
  routes: [
    ...crud({ resource: 'failed-jobs', list, filter: failedJobFilter, toRecord }),
    decision('retry', 'Try failed background work once more, at once'),
    decision('give-up', 'Stop trying: reminders of a campaign until the next day, all else for good'),
  ],
};
