import sql from 'sql-template-tag';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import type { Ctx } from '../../ctx.ts';
import { usccTaken } from '../../db/platform.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { Failure } from '../../errors.ts';
import { organisationEntity } from '../organisations/organisation.entity.ts';

/**
 * 409 for a code that the province has already. One in the reader's scope is named, so that a form can lead to it; of
 * one elsewhere nothing is told but that it is there, and whom to ask. Two who register the same code at once follow
 * each other here, so that the second gets the same answer.
 */
export async function refuseTaken(ctx: Ctx, orgCode: string, uscc: string): Promise<void> {
  const province = provinceOf(orgCode);
  await ctx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`uscc ${province} ${uscc}`}, 0))`);
  const [current] = await ctx.query<{ id: string; name: string }>(sql`
    select id, name from enterprises
    where province_code = ${province} and uscc = ${uscc} and ${inScope(ctx, 'enterprises')}`);
  if (current) throw new Failure(409, 'uscc-taken', { errors: { uscc: 'uscc-taken' }, extra: { current } });
  if (!(await usccTaken(ctx.query, province, uscc))) return;
  const whom = (await scoped(ctx, organisationEntity).find(province))?.name ?? '';
  const fault = { code: 'uscc-elsewhere', params: { whom } } as const;
  throw new Failure(409, fault.code, { params: fault.params, errors: { uscc: fault } });
}
