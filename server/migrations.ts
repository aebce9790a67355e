import type pg from 'pg';
import PgBoss from 'pg-boss';
import { appliedSteps, applySteps, quoteRole, script, type Step } from './db/migrator.ts';
import { loadBuiltinChecklists } from './features/checklists/builtin.ts';
import { loadTree } from './features/organisations/tree.ts';
import { jobSchema, queues } from './jobs/queues.ts';

/** The tables of the job library are made here too, so that the server's role needs no right to create anything. */
const jobs: Step = {
  name: '0005-jobs',
  run: async (client, appRole) => {
    await client.query(PgBoss.getConstructionPlans(jobSchema).replace(/^\s*(BEGIN|COMMIT);/gim, ''));
    for (const [name, options] of Object.entries(queues)) {
      await client.query(`select ${jobSchema}.create_queue($1, $2)`, [name, options]);
    }
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
];

/** Brings the database to the present schema; safe to call from several servers at once. */
export function migrate(ownerUrl: string, { appRole }: { appRole: string }): Promise<void> {
  return applySteps(ownerUrl, appRole, steps);
}

/** Whether every step of this version has been applied. */
export async function isMigrated(pool: pg.Pool): Promise<boolean> {
  const applied = await appliedSteps(pool);
  return steps.every(({ name }) => applied.has(name));
}
