import type pg from 'pg';
import PgBoss from 'pg-boss';
import type { Actor } from '../../shared/permissions.ts';
import { provinceOf } from '../../shared/rules/orgCode.ts';
import { actorFrom, findAccount, forgetFiles, queryOf } from '../db/platform.ts';
import type { Deps } from '../deps.ts';
import { uploadLifetime } from '../features/attachments/upload.parts.ts';
import { sweepUploads } from '../features/attachments/attachment.sweep.ts';
import { issueNextChunk } from '../features/campaigns/campaign.issue.ts';
import { attempt } from '../features/failed-jobs/attempt.ts';
import { makeExport, resumeExports, type Maker } from '../features/exports/export.make.ts';
import { resumeImports, runImport, runnerOf } from '../features/imports/import.run.ts';
import { climbLadders, tellWaiting } from '../features/notifications/notice.jobs.ts';
import { forgetSessions } from '../http/sessionStore.ts';
import { forgetNotices } from '../privacy/retention.ts';
import { eachAlone } from './eachAlone.ts';
import { jobSchema, type JobData, type Jobs } from './queues.ts';
import { openQueueDatabase } from './queueDatabase.ts';
import { startOutbound } from './outbound.ts';
import { every } from './timer.ts';

type Base = Pick<Deps, 'pool' | 'log' | 'now' | 'as' | 'reads' | 'files' | 'env' | 'seal' | 'mailer'>;

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

/** The same, where its turn has come: what fails again and again is set aside. */
const issueInTurn = (base: Base, order: JobData['issue-campaign']): Promise<boolean> =>
  attempt(base, { province: provinceOf(order.orgCode), kind: 'issue-campaign', subjectId: order.campaignId }, () =>
    issueCampaign(base, order),
  );

/** A worker that died leaves its job locked until it expires; the campaign itself knows that it is not finished. */
async function resumeIssues(base: Base): Promise<void> {
  const { rows } = await base.pool.query<{ id: string; org_code: string; issued_by: string }>(
    'select * from platform_unfinished_issues()',
  );
  await eachAlone(rows, async ({ id, org_code: orgCode, issued_by: issuedBy }) => {
    await issueInTurn(base, { campaignId: id, orgCode, issuedBy });
  });
}

async function foldProgress({ pool }: Base): Promise<void> {
  let moved: number;
  do {
    const { rows } = await pool.query<{ moved: number }>('select platform_fold_progress($1) as moved', [20_000]);
    moved = rows[0]!.moved;
  } while (moved >= 20_000);
}

async function sealEvents({ pool }: Base): Promise<void> {
  let sealed: number;
  do {
    const { rows } = await pool.query<{ sealed: number }>('select platform_seal_events($1) as sealed', [5_000]);
    sealed = rows[0]!.sealed;
  } while (sealed >= 5_000);
}

const DAY = 86_400_000;

/** Provinces issue in the same week: two of them keep two cores of the database busy, and leave connections to people. */
const ISSUED_AT_ONCE = 2;

async function forgetUploads({ pool }: Base): Promise<void> {
  await pool.query('select platform_forget_uploads($1)', [new Date(Date.now() - uploadLifetime)]);
}

/** Files that went in or out are kept for as many days as the settings say. */
async function forgetOldFiles({ pool, env, now }: Base): Promise<void> {
  const before = (days: number) => new Date(now().getTime() - days * DAY);
  const old = { imports: before(env.IMPORT_KEEP_DAYS), exports: before(env.EXPORT_KEEP_DAYS), most: 20 };
  while ((await forgetFiles(queryOf(pool), old)) > 0);
}

async function forgetOldKeys({ pool }: Base): Promise<void> {
  await pool.query('select platform_forget_idempotency_keys($1)', [new Date(Date.now() - 3 * DAY)]);
}

async function forgetAttempts({ pool }: Base): Promise<void> {
  await pool.query('select platform_forget_attempts()');
}

export async function startJobs(base: Base, appUrl: string): Promise<Jobs> {
  const { log } = base;
  const db = openQueueDatabase(appUrl, base.env.POOL_WAIT_SECONDS * 1000, log);
  const boss = new PgBoss({ db: db as never, schema: jobSchema, migrate: false, schedule: false });
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
  await boss.start();
  for (let lane = 0; lane < ISSUED_AT_ONCE; lane += 1) {
    await boss.work<JobData['issue-campaign']>('issue-campaign', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
      if (job) await issueInTurn(base, job.data);
    });
  }
  let stopping = false;
  const maker: Maker = { ...base, stopping: () => stopping };
  await boss.work<JobData['make-export']>('make-export', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job) await makeExport(maker, job.data);
  });
  const importer = runnerOf({ ...base, stopping: () => stopping });
  await boss.work<JobData['run-import']>('run-import', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    if (job) await runImport(importer, job.data);
  });
  const timers = [
    startOutbound(base, log),
    every(3_000, 'fold progress', log, () => foldProgress(base)),
    every(3_000, 'seal events', log, () => sealEvents(base)),
    every(20_000, 'resume issues', log, () => resumeIssues(base), { atOnce: true }),
    every(20_000, 'resume exports', log, () => resumeExports(maker), { atOnce: true }),
    every(20_000, 'resume imports', log, () => resumeImports(importer), { atOnce: true }),
    every(1_000, 'tell of steps', log, () => tellWaiting(base)),
    every(30_000, 'climb ladders', log, () => climbLadders(base), { atOnce: true }),
    every(900_000, 'forget sessions', log, () => forgetSessions(base)),
    every(3_600_000, 'forget idempotency keys', log, () => forgetOldKeys(base)),
    every(3_600_000, 'forget notices', log, () => forgetNotices(base)),
    every(3_600_000, 'forget attempts', log, () => forgetAttempts(base)),
    every(3_600_000, 'forget old files', log, () => forgetOldFiles(base), { atOnce: true }),
    every(3_600_000, 'sweep uploads', log, () => sweepUploads(base)),
    every(3_600_000, 'forget uploads', log, () => forgetUploads(base)),
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
      stopping = true;
      await Promise.all(timers.map((timer) => timer.stop()));
      const unnoted = (error: unknown) => log.warn({ err: error as Error }, 'the job queues did not end in order');
      await boss.stop({ graceful: true, timeout: 5_000 }).catch(unnoted);
      await db.close();
    },
  };
}
