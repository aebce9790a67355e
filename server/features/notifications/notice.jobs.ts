import sql from 'sql-template-tag';
import { dayOf } from '../../../shared/rules/days.ts';
import { inOwnScope } from '../../db/scoped.ts';
import type { Deps } from '../../deps.ts';
import { eachAlone } from '../../jobs/eachAlone.ts';
import { attempt, isNoFaultOfTheJob } from '../failed-jobs/attempt.ts';
import { climb } from './ladder.ts';
import { tellNext, tellOne, waitingSteps } from './notice.events.ts';
import { productIn } from './notice.write.ts';

export type Teller = Pick<Deps, 'pool' | 'as' | 'now' | 'log'>;

const tellAlone = (base: Teller, province: string, subjectId: string) =>
  attempt(base, { province, kind: 'tell-step', subjectId }, () =>
    base.as(productIn(province), 'zh', (ctx) => tellOne(ctx, subjectId)),
  );

/** What failed before: forgotten where the operator gave it up, tried again where its turn has come. */
async function tellFailed(base: Teller, province: string): Promise<void> {
  const due = await base.as(productIn(province), 'zh', async (ctx) => {
    const failed = sql`select subject_id from failed_jobs
      where province_code = ${province} and kind = 'tell-step' and ${inOwnScope(ctx, 'failed_jobs')}`;
    await ctx.query(sql`
      delete from notification_outbox where province_code = ${province} and ${inOwnScope(ctx, 'notification_outbox')}
        and event_id in (${failed} and status = 'given-up')`);
    return ctx.query<{ subject_id: string }>(sql`${failed} and next_at <= clock_timestamp()`);
  });
  await eachAlone(due, async ({ subject_id: id }) => void (await tellAlone(base, province, id)));
}

/**
 * A few hundred steps at a time. Where one of them can't be told, each is told alone: the one is counted and set aside
 * in the end, the others don't wait for it.
 */
async function tellProvince(base: Teller, province: string): Promise<void> {
  const product = productIn(province);
  await tellFailed(base, province);
  for (;;) {
    try {
      while (await base.as(product, 'zh', (ctx) => tellNext(ctx)));
      return;
    } catch (error) {
      if (isNoFaultOfTheJob(error)) throw error;
      base.log.warn({ err: error as Error, province }, 'steps that could not be told together are told one by one');
      const steps = await base.as(product, 'zh', waitingSteps);
      for (const step of steps) await tellAlone(base, province, step);
    }
  }
}

/** Tells of every step that waits, tenant after tenant. */
export async function tellWaiting(base: Teller): Promise<void> {
  const { rows } = await base.pool.query<{ province: string }>('select platform_notice_provinces() as province');
  await eachAlone(rows, ({ province }) => tellProvince(base, province));
}

/** Climbs every ladder that has not been climbed today: a transaction for each campaign. */
export async function climbLadders(base: Teller): Promise<void> {
  const { rows } = await base.pool.query<{ province_code: string; campaign_id: string }>(
    'select * from platform_ladders_due($1)',
    [dayOf(base.now())],
  );
  await eachAlone(rows, async ({ province_code: province, campaign_id: campaign }) => {
    await attempt(base, { province, kind: 'climb-ladder', subjectId: campaign }, () =>
      base.as(productIn(province), 'zh', (ctx) => climb(ctx, campaign)),
    );
  });
}
