import pg from 'pg';
import { planOf, type Placement } from './plan.ts';
import { policiesToUnwrap, unwrapping } from './policies.ts';

/** What the operator must mend first; one line. */
export class NotACluster extends Error {
  override name = 'NotACluster';
}

export type Outcome = { distributed: string[]; reference: string[]; local: string[]; already: string[] };

/** One line, and nothing is changed, where the database is not the coordinator of a Citus cluster. */
async function checkCluster(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ installed: boolean }>(
    "select exists (select from pg_extension where extname = 'citus') as installed",
  );
  if (!rows[0]!.installed) {
    throw new NotACluster(
      "This database has no Citus: install the extension on every machine, 'create extension citus' in this database, and run this again.",
    );
  }
}

async function placedAlready(client: pg.ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    'select logicalrel::regclass::text as name from pg_dist_partition',
  );
  return new Set(rows.map(({ name }) => name));
}

export type Step = Placement & { text: string; values: string[] };

/** What is still to be done of a plan, in its order; nothing for what stays local. */
export function stepsOf(plan: readonly Placement[], there: ReadonlySet<string>): Step[] {
  const first = plan.find(({ kind }) => kind === 'distributed')?.table;
  return plan.flatMap((placement) => {
    const { table, kind } = placement;
    if (kind === 'local' || there.has(table)) return [];
    if (kind === 'reference') return [{ ...placement, text: 'select create_reference_table($1)', values: [table] }];
    const text = "select create_distributed_table($1, 'province_code', colocate_with => $2)";
    return [{ ...placement, text, values: [table, table === first ? 'default' : first!] }];
  });
}

/**
 * Distributes the tables by province. Each table is a statement of its own: what breaks off is taken up by the next run,
 * and a second run changes nothing. The settings of the app's transactions reach the other machines from then on.
 */
export async function distribute(client: pg.ClientBase): Promise<Outcome> {
  await checkCluster(client);
  const plan = await planOf(client);
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  // Row security reads what SET LOCAL says; the machines with the rows must hear of it.
  await client.query(`alter database ${pg.escapeIdentifier(rows[0]!.name)} set citus.propagate_set_commands = 'local'`);
  for (const policy of await policiesToUnwrap(client)) await client.query(unwrapping(policy));
  const there = await placedAlready(client);
  const steps = stepsOf(plan, there);
  for (const { text, values } of steps) await client.query(text, values);
  const of = (kind: Placement['kind'], among: readonly Placement[]) =>
    among.filter((one) => one.kind === kind).map(({ table }) => table);
  return {
    distributed: of('distributed', steps),
    reference: of('reference', steps),
    local: of('local', plan),
    already: [...there],
  };
}
