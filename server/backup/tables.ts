import type pg from 'pg';

export type Table = { name: string; columns: string[]; hashes: string[] };

/** Who is signed in, and the steps of the schema itself, are not data: a restored place begins without sessions. */
const left = ['sessions', 'schema_steps'];

/**
 * All tables with data, each after those that it refers to, so that rows can be put back in this order. `hashes` are
 * columns that name files of the store.
 */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { parents: string[] }>(
    `select c.relname as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       coalesce((select array_agg(a.attname::text) from pg_attribute a
        where a.attrelid = c.oid and not a.attisdropped and a.attname = 'sha256'), '{}') as hashes,
       coalesce((select array_agg(distinct f.confrelid::regclass::text) from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}') as parents
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all($1) order by 1`,
    [left],
  );
  const ordered: Table[] = [];
  const done = new Set<string>();
  let waiting = rows;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parents }) => parents.every((parent) => done.has(parent)));
    if (ready.length === 0)
      throw new Error(`tables refer to each other: ${waiting.map(({ name }) => name).join(', ')}`);
    for (const { parents: _parents, ...table } of ready) {
      ordered.push(table);
      done.add(table.name);
    }
    waiting = waiting.filter(({ name }) => !done.has(name));
  }
  return ordered;
}

export async function stepsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from schema_steps order by name');
  return rows.map(({ name }) => name);
}

export const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
