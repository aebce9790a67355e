import type pg from 'pg';
import type { ClientBase } from 'pg';
import PgBoss from 'pg-boss';
import { appliedSteps, applySteps, quoteRole, script, type Step } from './db/migrator.ts';
import { loadBuiltinChecklists } from './features/checklists/builtin.ts';
import { loadTree } from './features/organisations/tree.ts';
import { jobSchema, queues, type QueueName } from './jobs/queues.ts';

/** Queues are made by steps, because the server's role may create nothing. */
const createQueue = (client: ClientBase, name: QueueName) =>
  client.query(`select ${jobSchema}.create_queue($1, $2)`, [name, queues[name]]);

const queue = (step: string, name: QueueName): Step => ({
  name: step,
  run: async (client) => {
    await createQueue(client, name);
  },
});

/** The tables of the job library are made here too, so that the server's role needs no right to create anything. */
const jobs: Step = {
  name: '0005-jobs',
  run: async (client, appRole) => {
    await client.query(PgBoss.getConstructionPlans(jobSchema).replace(/^\s*(BEGIN|COMMIT);/gim, ''));
    await createQueue(client, 'issue-campaign');
    const role = quoteRole(appRole);
    await client.query(`
      grant usage on schema ${jobSchema} to ${role};
      grant select, insert, update, delete on all tables in schema ${jobSchema} to ${role};
      grant execute on all functions in schema ${jobSchema} to ${role}`);
  },
};

/** In this order, each once. A step that has been released is never changed; what comes later is a step of its own. */
const steps: Step[] = [
  script('0001-tables'),
  script('0002-progress'),
  script('0003-row-security'),
  script('0004-platform'),
  jobs,
  { name: '0006-national-tree', run: loadTree },
  { name: '0007-builtin-checklists', run: loadBuiltinChecklists },
  script('0008-registers'),
  script('0009-standing-counts'),
  script('0010-exports'),
  queue('0010-exports-queue', 'make-export'),
  script('0011-search'),
  script('0011-views'),
  script('0012-imports'),
  queue('0012-imports-queue', 'run-import'),
  script('0013-evidence'),
  script('0014-uploads'),
  script('0015-reminders'),
  script('0016-channels'),
  script('0019-event-seals'),
  script('0020-timers'),
  script('0021-export-places'),
  script('0023-lists'),
  script('0025-distribution'),
  script('0026-sign-in'),
  script('0027-privacy'),
  script('0027-retention'),
  script('0028-set-aside'),
  script('0029-tenant-erasures'),
  script('0030-drafts-and-operators'),
  script('0031-estimates'),
  script('0032-approved'),
  script('0033-long-lists'),
];

export type MigrateOptions = {
  appRole: string;
  /** The last step to take, where a test needs the schema of an older release. */
  upTo?: string;
};

/** Brings the database to the present schema; safe to call from several servers at once. */
export function migrate(ownerUrl: string, { appRole, upTo }: MigrateOptions): Promise<void> {
  const wanted = upTo === undefined ? steps : steps.slice(0, steps.findIndex(({ name }) => name === upTo) + 1);
  return applySteps(ownerUrl, appRole, wanted);
}

/** Whether every step of this version has been applied. */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const applied = await appliedSteps(pool);
  return steps.every(({ name }) => applied.has(name));
}
