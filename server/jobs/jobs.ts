import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Actor } from '../../shared/permissions.ts';
import { actorFrom, findAccount, queryOf } from '../db/platform.ts';
import type { Deps } from '../deps.ts';
import { issueNextChunk } from '../features/campaigns/campaign.issue.ts';
import { jobSchema, type JobData, type Jobs } from './queues.ts';
import { every } from './timer.ts';

type Base = Pick<Deps, 'pool' | 'log' | 'now' | 'as'>;

/** Whoever gave the order is the actor of the job, with the rights of today. */
async function actorById(pool: pg.Pool, id: string): Promise<Actor> {
  const account = await findAccount(queryOf(pool), { id });
  if (!account) throw new Error('the account of a job is gone');
  return actorFrom(account);
}

/** Chunk after chunk, each in a transaction of its own, until all targets exist. */
async function issueCampaign({ pool, as }: Base, { campaignId, issuedBy }: JobData['issue-campaign']): Promise<void> {
  const actor = await actorById(pool, issuedBy);
  while (await as(actor, 'zh', (ctx) => issueNextChunk(ctx, campaignId)));
}

/** A worker that died leaves its job locked until it expires; the campaign itself knows that it is not finished. */
async function resumeIssues(base: Base): Promise<void> {
  const { rows } = await base.pool.query<{ id: string; org_code: string; issued_by: string }>(
    'select * from platform_unfinished_issues()',
  );
  for (const { id, org_code: orgCode, issued_by: issuedBy } of rows) {
    await issueCampaign(base, { campaignId: id, orgCode, issuedBy });
  }
}

async function foldProgress({ pool }: Base): Promise<void> {
  let moved: number;
  do {
    const { rows } = await pool.query<{ moved: number }>('select platform_fold_progress($1) as moved', [20_000]);
    moved = rows[0]!.moved;
  } while (moved >= 20_000);
}

const DAY = 86_400_000;

async function forgetOldKeys({ pool }: Base): Promise<void> {
  await pool.query('select platform_forget_idempotency_keys($1)', [new Date(Date.now() - 3 * DAY)]);
}

export async function startJobs(base: Base, appUrl: string): Promise<Jobs> {
  const { log } = base;
  const boss = new PgBoss({ connectionString: appUrl, schema: jobSchema, max: 2, migrate: false, schedule: false });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  await boss.work<JobData['issue-campaign']>('issue-campaign', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job) await issueCampaign(base, job.data);
  });
  const timers = [
    every(3_000, 'fold progress', log, () => foldProgress(base)),
    every(20_000, 'resume issues', log, () => resumeIssues(base), { atOnce: true }),
    every(3_600_000, 'forget idempotency keys', log, () => forgetOldKeys(base)),
  ];
  return {
    enqueue: async (ctx, queue, data) => {
      const executeSql = async (text: string, values: unknown[]) => {
        const rows = await ctx.query<unknown>({ text, values } as never);
        return { rows };
      };
      await boss.send(queue, data, { db: { executeSql } as never });
    },
    async stop() {
      await Promise.all(timers.map((timer) => timer.stop()));
      await boss.stop({ graceful: true, timeout: 5_000 });
    },
  };
}
