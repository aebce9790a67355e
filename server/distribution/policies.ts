import pg from 'pg';

export type Policy = { table: string; name: string; using: string | null; check: string | null };

/** `( SELECT expression AS name)`, as PostgreSQL writes a sub-select without a table. */
const wrapped = /\(\s*SELECT (.+?) AS "?\w+"?\)/gs;

/** The same condition without its sub-selects: those of the policies only keep a setting from being read row by row. */
export const unwrapped = (expression: string): string => expression.replace(wrapped, '($1)');

/** The policies that hold a sub-select, which Citus refuses on its tables. */
export async function policiesToUnwrap(client: pg.ClientBase): Promise<Policy[]> {
  const { rows } = await client.query<Policy>(`
    select polrelid::regclass::text as table, polname::text as name,
      pg_get_expr(polqual, polrelid) as using, pg_get_expr(polwithcheck, polrelid) as check
    from pg_policy where polqual::text like '%:subLinkType%' or polwithcheck::text like '%:subLinkType%' order by 1, 2`);
  return rows;
}

export function unwrapping({ table, name, using, check }: Policy): string {
  const parts = [
    ...(using === null ? [] : [`using (${unwrapped(using)})`]),
    ...(check === null ? [] : [`with check (${unwrapped(check)})`]),
  ];
  return `alter policy ${pg.escapeIdentifier(name)} on ${table} ${parts.join(' ')}`;
}
