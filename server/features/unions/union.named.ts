import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';

export type NamedUnion = { id: string; name: string; orgCode: string };

/** The active unions of exactly these names in the reader's scope, by name: two organisations may have the same. */
export async function unionsNamed(ctx: Ctx, names: readonly string[]): Promise<(name: string) => NamedUnion[]> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return () => [];
  const rows = await ctx.query<NamedUnion>(sql`
    select id, name, org_code as "orgCode" from unions
    where province_code = any(${provincesOf(ctx.actor)}) and name = any(${wanted}) and active and ${inScope(ctx, 'unions')}
    order by org_code, id`);
  const byName = new Map<string, NamedUnion[]>();
  for (const row of rows) byName.set(row.name, [...(byName.get(row.name) ?? []), row]);
  return (name) => byName.get(name) ?? [];
}
