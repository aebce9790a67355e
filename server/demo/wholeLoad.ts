import pg from 'pg';

/** What stood on a table before a load, as statements that make it again. */
type Definition = {
  table: string;
  name: string;
  kind: 'index' | 'constraint' | 'reference';
  remove: string;
  make: string;
};

/** Tables that a national seed writes millions of rows to. */
export const loadedTables = [
  'unions',
  'inspections',
  'rectifications',
  'attachments',
  'events',
  'search_names',
  'progress_entries',
] as const;

const definitions = `
  with loaded as (select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relname = any($1))
  select t.conrelid::regclass::text as "table", t.conname as name, 'reference' as kind,
    format('alter table %s drop constraint %I', t.conrelid::regclass, t.conname) as remove,
    format('alter table %s add constraint %I %s', t.conrelid::regclass, t.conname, pg_get_constraintdef(t.oid)) as make
  from pg_constraint t
  where t.contype = 'f' and (t.conrelid in (select oid from loaded) or t.confrelid in (select oid from loaded))
  union all
  select l.relname, i.relname, case when t.oid is null then 'index' else 'constraint' end,
    case when t.oid is null then format('drop index %s', x.indexrelid::regclass)
      else format('alter table %s drop constraint %I', x.indrelid::regclass, t.conname) end,
    pg_get_indexdef(x.indexrelid) || case when t.oid is null then '' else format('; alter table %s add constraint %I %s using index %I',
      x.indrelid::regclass, t.conname, case t.contype when 'p' then 'primary key' else 'unique' end, i.relname) end
  from loaded l
  join pg_index x on x.indrelid = l.oid
  join pg_class i on i.oid = x.indexrelid
  left join pg_constraint t on t.conindid = x.indexrelid and t.conrelid = x.indrelid and t.contype in ('p', 'u')
  order by kind desc, "table", name`;

/**
 * Runs a load of whole tables without their indexes and foreign keys, and makes these again, also after a failure: built
 * once over all rows they are quicker by far and a third smaller. Only for an empty database, of which a process that
 * is killed meanwhile leaves nothing that could be used.
 */
export async function withoutIndexes<T>(
  ownerUrl: string,
  tables: readonly string[],
  load: () => Promise<T>,
  report: (line: string) => void = () => undefined,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-seed' });
  await client.connect();
  try {
    const { rows } = await client.query<Definition>(definitions, [tables]);
    await client.query(['begin', ...rows.map(({ remove }) => remove), 'commit'].join('; '));
    try {
      return await load();
    } finally {
      const begun = performance.now();
      await rebuild(ownerUrl, rows);
      report(`indexes and foreign keys in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    }
  } finally {
    await client.end();
  }
}

/** Two tables at a time; references come last, when what they refer to is unique again. */
async function rebuild(ownerUrl: string, all: readonly Definition[]): Promise<void> {
  const references = all.filter(({ kind }) => kind === 'reference');
  const others = all.filter(({ kind }) => kind !== 'reference');
  for (const definitions of [others, references]) {
    const tables = [...new Set(definitions.map(({ table }) => table))];
    const work = async () => {
      const client = new pg.Client({ connectionString: ownerUrl, application_name: 'union-console-seed' });
      await client.connect();
      try {
        // Two workers of our own are enough for two cores.
        await client.query(
          "set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 0; set app.scope_from = '0'; set app.scope_to = ':'",
        );
        for (let table = tables.shift(); table; table = tables.shift()) {
          for (const { make } of definitions.filter((one) => one.table === table)) await client.query(make);
        }
      } finally {
        await client.end();
      }
    };
    await Promise.all([work(), work()]);
  }
}
