import type pg from 'pg';

/** Everything that stands in any table of the database, as text, each table by its name. */
export async function dumpOf(owner: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') and has_table_privilege(format('%I.%I', schemaname, tablename), 'select')`,
  );
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const { rows } = await owner.query<{ text: string | null }>(
      `select string_agg(t::text, e'\\n') as text from ${name} t`,
    );
    dump.set(name, rows[0]!.text ?? '');
  }
  return dump;
}

/** `table: text` for each of these texts that stands anywhere. */
export const foundIn = (dump: Map<string, string>, texts: readonly string[]): string[] =>
  [...dump].flatMap(([table, all]) => texts.filter((text) => all.includes(text)).map((text) => `${table}: ${text}`));
