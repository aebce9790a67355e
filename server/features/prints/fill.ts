import type { Request } from 'express';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { fillPath } from '../../../shared/prints.ts';
import type { Ctx } from '../../ctx.ts';
import { rowsByIds } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { notFound } from '../../errors.ts';
import type { InspectionRow } from '../inspections/inspection.entity.ts';
import { inspectionList } from '../inspections/inspection.record.ts';

/**
 * The inspection that a code on paper means, in the scope, or 404. Where the union has been merged since the paper was
 * printed, it is that of the union it is part of now.
 */
export async function inspectionToFill(ctx: Ctx, campaignId: string, unionId: string): Promise<InspectionRow> {
  if (!z.uuid().safeParse(campaignId).success || !z.uuid().safeParse(unionId).success) throw notFound();
  const here = sql`province_code = any(${provincesOf(ctx.actor)})`;
  const [found] = await ctx.query<{ id: string }>(sql`
    select id from inspections t
    where t.${here} and campaign_id = ${campaignId} and ${inScope(ctx, 'inspections', 't')}
      and union_id in (
        select ${unionId}::uuid union all
        select u.merged_into_id from unions u where u.${here} and u.id = ${unionId} and ${inScope(ctx, 'unions', 'u')}
      )
    order by status = 'exempted', union_id = ${unionId} desc limit 1`);
  const [row] = found ? await rowsByIds(ctx, inspectionList, [found.id]) : [];
  if (!row) throw notFound();
  return row;
}

/** The whole address for a code on paper: by the address that people use, as far as the server knows it. */
export function fillAddress({ env }: Deps, req: Request, campaignId: string, unionId: string): string {
  const origin = env.PUBLIC_URL ?? `${req.protocol}://${req.get('host') ?? ''}`;
  return `${origin.replace(/\/+$/, '')}${fillPath(campaignId, unionId)}`;
}
