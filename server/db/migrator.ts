import { readFile } from 'node:fs/promises';
import pg from 'pg';

/** One step of the schema. It runs once, as the owner, in a transaction of its own. */
export type Step = { name: string; run: (client: pg.Client, appRole: string) => Promise<void> };

export const quoteRole = (role: string) => pg.escapeIdentifier(role);

/** A step written in SQL, in `migrations/`; `:app_role` stands for the server's role. */
export function script(name: string): Step {
  return {
    name,
    run: async (client, appRole) => {
      const text = await readFile(new URL(`./migrations/${name}.sql`, import.meta.url), 'utf8');
      await client.query(text.replaceAll(':app_role', quoteRole(appRole)));
    },
  };
}

const LOCK = 7_031_402;

/** Applies what is missing. Servers that start at once wait for each other on an advisory lock. */
export async function applySteps(ownerUrl: string, appRole: string, steps: readonly Step[]): Promise<void> {
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
    const applied = await appliedSteps(client);
    for (const step of steps.filter(({ name }) => !applied.has(name))) await apply(client, appRole, step);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, appRole: string, step: Step): Promise<void> {
  await client.query('begin');
  try {
    await step.run(client, appRole);
    await client.query('insert into schema_steps (name) values ($1)', [step.name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${step.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

export async function appliedSteps(client: pg.Client | pg.Pool): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('select name from schema_steps');
  return new Set(rows.map((row) => row.name));
}
