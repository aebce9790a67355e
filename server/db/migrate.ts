import { readFile } from 'node:fs/promises';
import pg from 'pg';
import PgBoss from 'pg-boss';
import { loadBuiltinChecklists } from '../features/checklists/builtin.ts';
import { loadTree } from '../features/organisations/tree.ts';
import { jobSchema, queues } from '../jobs/queues.ts';

type Step = { name: string; run: (client: pg.Client, appRole: string) => Promise<void> };

const quoteRole = (role: string) => pg.escapeIdentifier(role);

function script(name: string): Step {
  return {
    name,
    run: async (client, appRole) => {
      const text = await readFile(new URL(`./migrations/${name}.sql`, import.meta.url), 'utf8');
      await client.query(text.replaceAll(':app_role', quoteRole(appRole)));
    },
  };
}

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

const LOCK = 7_031_402;

/**
 * Brings the database to the present schema. Servers that start at once wait for each other on an advisory lock; each
 * step is one transaction with its entry in `schema_steps`.
 */
export async function migrate(ownerUrl: string, { appRole }: { appRole: string }): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`
      create table if not exists schema_steps (
        name text constraint schema_steps_pk primary key,
        applied_at timestamptz not null default now()
      );
      grant select on schema_steps to ${quoteRole(appRole)}`);
    const { rows } = await client.query<{ name: string }>('select name from schema_steps');
    const applied = new Set(rows.map((row) => row.name));
    for (const step of steps.filter(({ name }) => !applied.has(name))) {
      await client.query('begin');
      try {
        await client.query(
          "set local app.scope_from = '0'; set local app.scope_to = ':'; set local app.platform = 'on'",
        );
        await step.run(client, appRole);
        await client.query('insert into schema_steps (name) values ($1)', [step.name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${step.name} failed: ${(error as Error).message}`, { cause: error });
      }
    }
  } finally {
    await client.end();
  }
}

/** Whether every step of this version has been applied. */
export async function isMigrated(query: (text: string) => Promise<{ rows: { name: string }[] }>): Promise<boolean> {
  const { rows } = await query('select name from schema_steps');
  const applied = new Set(rows.map((row) => row.name));
  return steps.every(({ name }) => applied.has(name));
}
