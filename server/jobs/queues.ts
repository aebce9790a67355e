import type { Ctx } from '../ctx.ts';

/** Queues of background work; made by the migrations. A failed job is tried again, then kept for the operator to see. */
export const jobSchema = 'jobs';

export const queues = {
  /** Makes the target list of a campaign. Safe to run twice: it goes on where the last run stopped. */
  'issue-campaign': { policy: 'standard', retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 600 },
  /** Makes the file of an export. Safe to run twice: only one holds it, and what is done stays done. */
  'make-export': { policy: 'standard', retryLimit: 2, retryDelay: 2, retryBackoff: true, expireInSeconds: 600 },
  /** The next step of an import. Safe to run twice: only one holds it, and each step is whole or not at all. */
  'run-import': { policy: 'standard', retryLimit: 2, retryDelay: 2, retryBackoff: true, expireInSeconds: 900 },
} as const;
export type QueueName = keyof typeof queues;

export type JobData = {
  'issue-campaign': { campaignId: string; orgCode: string; issuedBy: string };
  'make-export': { exportId: string; requestedBy: string };
  'run-import': { importId: string; requestedBy: string };
};

/** Sends a job in the transaction of `ctx`: a rollback takes it back, and no worker sees it before the commit. */
export type Enqueue = <Q extends QueueName>(ctx: Ctx, queue: Q, data: JobData[Q]) => Promise<void>;
export type Jobs = { enqueue: Enqueue; stop(): Promise<void> };
