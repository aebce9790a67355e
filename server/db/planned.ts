import sql from 'sql-template-tag';
import type { Ctx } from '../ctx.ts';

/**
 * What this transaction says by name from here on is planned once and not for each request anew: for statements that
 * take one way whatever their values are, and that are done sooner than planned.
 */
export const planOnce = (ctx: Ctx): Promise<unknown> =>
  ctx.query(sql`set local plan_cache_mode = force_generic_plan`, { name: 'plan once' });
