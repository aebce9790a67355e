import sql, { join, type Sql } from 'sql-template-tag';
import type { CampaignPriority, CampaignScope, Reach } from '../../../shared/campaigns.ts';
import { boundsOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { inScope } from '../../db/scoped.ts';

/** Which unions `u` a scope reaches: active ones of these organisations, kinds and sizes. */
export function reached(scope: CampaignScope): Sql {
  const places = scope.orgCodes.map((code) => {
    const { from, to } = boundsOf(code);
    return sql`(u.org_code >= ${from} and u.org_code < ${to})`;
  });
  const conditions = [sql`u.active`, sql`(${join(places, ' or ')})`];
  if (scope.kinds?.length) conditions.push(sql`u.kind = any(${scope.kinds})`);
  if (scope.minEmployees) conditions.push(sql`u.employees >= ${scope.minEmployees}`);
  return sql`(${join(conditions, ' and ')})`;
}

/** "以上" includes the number; a priority is never a filter. */
export function prioritised(priority: CampaignPriority): Sql {
  const conditions: Sql[] = [];
  if (priority.minEmployees !== null && priority.minEmployees !== undefined)
    conditions.push(sql`u.employees >= ${priority.minEmployees}`);
  if (priority.kinds.length > 0) conditions.push(sql`u.kind = any(${priority.kinds})`);
  return conditions.length > 0 ? sql`(${join(conditions, ' or ')})` : sql`false`;
}

/** How many unions a campaign would reach, while its scope is being chosen. */
export async function reachOf(ctx: Ctx, scope: CampaignScope, priority: CampaignPriority): Promise<Reach> {
  const [reach] = await ctx.query<Reach>(sql`
    select count(*) as targets, count(*) filter (where ${prioritised(priority)}) as priority
    from unions u where ${reached(scope)} and ${inScope(ctx, 'unions', 'u')}`);
  return reach!;
}
