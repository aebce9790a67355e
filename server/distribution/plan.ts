import type pg from 'pg';

/** Where the rows of a table lie on a cluster. */
export type Placement = {
  table: string;
  kind: 'distributed' | 'reference' | 'local';
  /** Why a local table stays on the coordinator alone. */
  why?: string;
};

/**
 * What stays where the servers sign in: tables that are written all the time and that nothing of a tenant is joined with.
 * As reference tables each of their rows would be written on every machine.
 */
const localTables: Record<string, string> = {
  schema_steps: 'tells the coordinator what its schema is',
  sessions: 'one row for each sign-in, read by its key with each request',
  sign_in_failures: 'written by whoever guesses passwords',
  rate_limits: 'counts attempts, one row for each network and name',
  idempotency_keys: 'one row for each act, forgotten after days',
  second_factors: 'read at the sign-in, by the account',
  recovery_codes: 'read at the sign-in, by the account',
  uploads: 'files on their way in',
  upload_parts: 'the bytes of files on their way in',
  loose_files: 'a list for the sweeper alone',
};

type Table = { name: string; first: string | null; province: boolean; refers: string[] };

async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name,
      (select a.attname::text from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
        where k.conrelid = c.oid and k.contype = 'p') as first,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'province_code' and not attisdropped)
        as province,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1`);
  return rows;
}

const order = { reference: 0, distributed: 1, local: 2 } as const;

/** The tables that others refer to come first; a circle is a fault of the schema. */
function byReference(tables: Table[]): Table[] {
  const done: Table[] = [];
  let waiting = tables;
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ refers }) => refers.every((name) => !names.has(name)));
    if (ready.length === 0) throw new Error(`the foreign keys of ${[...names].join(', ')} go in a circle`);
    done.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return done;
}

/**
 * Every table of the schema once, in the order in which they can be distributed: reference tables, then tenant tables,
 * each after those that its foreign keys name. A table is distributed when its primary key begins with province_code.
 */
export async function planOf(client: pg.ClientBase): Promise<Placement[]> {
  const placed = byReference(await tablesOf(client)).map(({ name: table, first, province }): Placement => {
    const why = localTables[table];
    if (why !== undefined) return { table, kind: 'local', why };
    if (first === 'province_code') return { table, kind: 'distributed' };
    if (province) throw new Error(`${table} has a province_code that does not begin its primary key`);
    return { table, kind: 'reference' };
  });
  return placed.sort((a, b) => order[a.kind] - order[b.kind]);
}
