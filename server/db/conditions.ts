import sql, { join, type Sql } from 'sql-template-tag';
import { boundsOf, NATION } from '../../shared/rules/orgCode.ts';

/** `%` and `_` are letters to whoever types them. */
export function containing(column: Sql, text: string): Sql {
  return sql`${column} ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
}

export const either = (conditions: Sql[]): Sql =>
  conditions.length > 0 ? sql`(${join(conditions, ' or ')})` : sql`false`;

/** Organisations and everything below them. */
export function below(org: Sql, codes: readonly string[]): Sql {
  if (codes.length === 0) return sql`false`;
  const ranges = codes.map((code) => {
    const { from, to } = boundsOf(code);
    return code === NATION ? sql`true` : sql`(${org} >= ${from} and ${org} < ${to})`;
  });
  return sql`(${join(ranges, ' or ')})`;
}
