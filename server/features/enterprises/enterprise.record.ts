import sql, { type Sql } from 'sql-template-tag';
import { advancedStages, type Enterprise } from '../../../shared/enterprises.ts';
import { isStalled } from '../../../shared/rules/establishment.ts';
import { withNumbersFor } from '../../../shared/rules/masking.ts';
import { mayActions, stepOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { containing } from '../../db/conditions.ts';
import { rowsByIds, type ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { unionsOf } from './covering.ts';
import { enterpriseEntity, type EnterpriseRow } from './enterprise.entity.ts';
import { stalledAt } from './stalled.ts';
import type { LongOrders } from '../../db/order.ts';

/** What the transition table asks of an enterprise: its stage is its status. */
export function flowOf({ stage, orgCode, undo }: Pick<EnterpriseRow, 'stage' | 'orgCode' | 'undo'>): Flow {
  const undoable = undo && stepOf('enterprises', undo.action as 'change-stage').undoable;
  return { status: stage, subject: { orgCode, lastActorId: undoable ? undo.actorId : null } };
}

export async function toRecords(ctx: Ctx, rows: readonly EnterpriseRow[]): Promise<Enterprise[]> {
  const unionIds = await unionsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const before = await stalledAt(ctx);
  return rows.map(({ provinceCode: _province, undo: _undo, eligibleFrom, ...row }) => ({
    ...withNumbersFor(ctx.actor, row, row),
    unionIds: unionIds(row.id),
    eligible: eligibleFrom !== 'infinity' && (eligibleFrom === '-infinity' || eligibleFrom <= ctx.today),
    stalled: isStalled(row, before.of(row.orgCode)),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('enterprises', ctx.actor, flowOf({ ...row, undo: _undo })),
  }));
}

export async function recordOf(ctx: Ctx, id: string): Promise<Enterprise> {
  return (await toRecords(ctx, await rowsByIds(ctx, enterpriseList, [id])))[0]!;
}

const not = (condition: Sql, wanted: unknown) => (wanted ? condition : sql`not ${condition}`);

export const enterpriseList: ListSpec<EnterpriseRow> = {
  entity: enterpriseEntity,
  defaultSort: { field: 'name', descending: false },
  search: ['name', 'uscc'],
  searchBy: { kind: 'enterprises', codes: ['uscc'] },
  // One that was never visited has waited longest.
  sorts: { lastVisitOn: sql`coalesce(t.last_visit_on, '-infinity'::date)` },
  wide: {
    lastVisitOn: { by: sql`coalesce(t.last_visit_on, '-infinity'::date)`, type: 'date' },
    name: { by: sql`t.name`, type: 'text' },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'enterprises'>,
  filters: {
    name: (_ctx, text) => containing(sql`t.name`, String(text)),
    advanced: (_ctx, wanted) => not(sql`(t.stage = any(${[...advancedStages]}))`, wanted),
    eligible: (ctx, wanted) =>
      wanted ? sql`t.eligible_from <= ${ctx.today}::date` : sql`t.eligible_from > ${ctx.today}::date`,
    stalled: async (ctx, wanted) => not((await stalledAt(ctx)).sql('t'), wanted),
    unionId: (ctx, id) => sql`exists (
      select from enterprise_unions l
      where l.province_code = t.province_code and l.enterprise_id = t.id and l.union_id = ${id}
        and ${inScope(ctx, 'enterprise_unions', 'l')})`,
  },
};
