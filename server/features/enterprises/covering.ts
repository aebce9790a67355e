import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { invalid } from '../../errors.ts';

type Covered = { provinceCode: string; id: string; orgCode: string };

/** The unions that cover each of these enterprises, by the enterprise's id. */
export async function unionsOf(ctx: Ctx, ids: readonly string[]): Promise<(id: string) => string[]> {
  if (ids.length === 0) return () => [];
  const links = await ctx.query<{ id: string; unionIds: string[] }>(sql`
    select enterprise_id as id, array_agg(union_id order by union_id) as "unionIds" from enterprise_unions
    where province_code = any(${provincesOf(ctx.actor)}) and enterprise_id = any(${ids}) and ${inScope(ctx, 'enterprise_unions')}
    group by enterprise_id`);
  const byId = new Map(links.map((link) => [link.id, link.unionIds]));
  return (id) => byId.get(id) ?? [];
}

/** Of these unions the active ones in the reader's scope, held so that none ends before they are linked. */
export async function activeUnions(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await ctx.query<{ id: string }>(sql`
    select id from unions
    where province_code = any(${provincesOf(ctx.actor)}) and id = any(${ids}) and active and ${inScope(ctx, 'unions')}
    order by id for share`);
  return found.map(({ id }) => id);
}

/** The unions that a body names, each once, or 422; one that covers the enterprise already may lie elsewhere. */
export async function namedUnions(
  ctx: Ctx,
  named: readonly string[],
  covering: readonly string[] = [],
): Promise<string[]> {
  const wanted = [...new Set(named)].sort();
  const added = wanted.filter((id) => !covering.includes(id));
  if ((await activeUnions(ctx, added)).length < added.length) throw invalid({ unionIds: 'unknown-union' });
  return wanted;
}

/** Makes these unions the ones that cover the enterprise. */
export async function coverBy(
  ctx: Ctx,
  { provinceCode, id, orgCode }: Covered,
  unionIds: readonly string[],
): Promise<void> {
  await ctx.query(sql`
    delete from enterprise_unions
    where province_code = ${provinceCode} and enterprise_id = ${id} and union_id <> all(${unionIds}::uuid[])
      and ${inOwnScope(ctx, 'enterprise_unions')}`);
  if (unionIds.length === 0) return;
  await ctx.query(sql`
    insert into enterprise_unions (province_code, enterprise_id, union_id, org_code)
    select ${provinceCode}, ${id}::uuid, union_id, ${orgCode} from unnest(${unionIds}::uuid[]) as u (union_id)
    on conflict do nothing`);
}

export type CoveringUnion = { id: string; name: string };

/** The unions that cover each of these enterprises, by the enterprise's id: those whose names the reader sees. */
export async function coveringUnions(
  ctx: Ctx,
  ids: readonly string[],
): Promise<(enterpriseId: string) => CoveringUnion[]> {
  if (ids.length === 0) return () => [];
  const rows = await ctx.query<CoveringUnion & { enterpriseId: string }>(sql`
    select l.enterprise_id as "enterpriseId", u.id, u.name from enterprise_unions l
    join unions u on u.province_code = l.province_code and u.id = l.union_id and ${inScope(ctx, 'unions', 'u')}
    where l.province_code = any(${provincesOf(ctx.actor)}) and l.enterprise_id = any(${ids})
      and ${inScope(ctx, 'enterprise_unions', 'l')}
    order by u.name, u.id`);
  const byEnterprise = new Map<string, CoveringUnion[]>();
  for (const { enterpriseId, id, name } of rows) {
    byEnterprise.set(enterpriseId, [...(byEnterprise.get(enterpriseId) ?? []), { id, name }]);
  }
  return (enterpriseId) => byEnterprise.get(enterpriseId) ?? [];
}
