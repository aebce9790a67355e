import sql from 'sql-template-tag';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { recordEvents } from '../events/event.service.ts';
import { recordShifts } from '../progress/ledger.ts';
import type { UnionRow } from '../unions/union.entity.ts';
import { unionsOf } from './covering.ts';
import { enterpriseRows, shiftsOf } from './enterprise.service.ts';

/**
 * What the end of a union means for the enterprises that it covers: by a merger the other union covers them from now
 * on; a dissolution leaves those that no other union covers without one, back in `outreach`.
 */
export async function unionEnded(ctx: Ctx, ended: UnionRow, intoId: string | null, reason: string): Promise<void> {
  const links = sql`province_code = ${ended.provinceCode} and union_id = ${ended.id}`;
  const covered = await ctx.query<{ id: string }>(sql`
    select enterprise_id as id from enterprise_unions where ${links} and ${inScope(ctx, 'enterprise_unions')}`);
  if (covered.length === 0) return;
  const ids = covered.map(({ id }) => id);
  const rows = await enterpriseRows(ctx).findMany(ids, { lock: true, write: true });
  const before = await unionsOf(ctx, ids);
  if (intoId) {
    await ctx.query(sql`
      insert into enterprise_unions (province_code, enterprise_id, union_id, org_code)
      select province_code, enterprise_id, ${intoId}::uuid, org_code from enterprise_unions
      where ${links} and ${inOwnScope(ctx, 'enterprise_unions')} on conflict do nothing`);
  }
  await ctx.query(sql`delete from enterprise_unions where ${links} and ${inOwnScope(ctx, 'enterprise_unions')}`);
  const after = await unionsOf(ctx, ids);
  const bare = rows.filter(({ id }) => after(id).length === 0).map(({ id }) => id);
  await ctx.query(sql`
    update enterprises set undo = null, version = version + 1, updated_at = ${ctx.now},
      stage = case when id = any(${bare}::uuid[]) then 'outreach' else stage end,
      stage_since = case when id = any(${bare}::uuid[]) then ${ctx.today}::date else stage_since end
    where province_code = ${ended.provinceCode} and id = any(${ids}::uuid[]) and ${inOwnScope(ctx, 'enterprises')}`);
  const isBare = new Set(bare);
  await recordEvents(
    ctx,
    rows.map(({ id, orgCode, stage }) => ({
      subjectType: 'enterprises',
      subjectId: id,
      orgCode,
      action: isBare.has(id) ? 'change-stage' : 'edit',
      reason,
      changes: { ...(isBare.has(id) ? { stage: [stage, 'outreach'] } : {}), unionIds: [before(id), after(id)] },
    })),
  );
  await recordShifts(
    ctx,
    rows.filter(({ id }) => isBare.has(id)).flatMap((row) => shiftsOf(ctx, row, { ...row, stage: 'outreach' })),
  );
}
