import sql from 'sql-template-tag';
import type { Supervision } from '../../../shared/supervisions.ts';
import { mayActions, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { supervisionEntity, type SupervisionRow } from './supervision.entity.ts';

export const flowOf = (row: SupervisionRow): Flow => ({
  status: row.status,
  subject: {
    orgCode: row.orgCode,
    addressees: [row.addresseeCode],
    lastActorId: row.undo?.actorId ?? null,
  },
});

const isOverdue = (row: Pick<SupervisionRow, 'status' | 'replyBy'>, today: string) =>
  row.status === 'issued' && row.replyBy !== null && today > row.replyBy;

export function toRecord(ctx: Ctx, row: SupervisionRow): Supervision {
  const { provinceCode: _province, undo: _undo, itemIds, year: _year, number: _number, ...rest } = row;
  return {
    ...rest,
    itemCount: itemIds.length,
    overdue: isOverdue(row, ctx.today),
    issuedAt: row.issuedAt?.toISOString() ?? null,
    repliedAt: row.repliedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('supervisions', ctx.actor, flowOf(row)),
  };
}

export const supervisionList: ListSpec<SupervisionRow> = {
  entity: supervisionEntity,
  defaultSort: { field: 'createdAt', descending: true },
  search: ['docNo', 'demand'],
  join: sql`left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id
    left join organisations i on i.code = t.org_code left join organisations a on a.code = t.addressee_code`,
  select: sql`c.title as "campaignTitle", i.name as "issuerName", a.name as "addresseeName"`,
  filters: {
    overdue: ({ today }, wanted) => sql`(t.status = 'issued' and t.reply_by < ${today}::date) = ${wanted}`,
    addresseeCode: (_ctx, codes) => sql`t.addressee_code = any(${[codes].flat()})`,
    forMe: ({ actor }, wanted) => {
      const officer = actor.role === 'officer' || actor.role === 'admin';
      const mine = officer
        ? sql`((t.status in ('draft', 'replied') and t.org_code = ${actor.orgCode})
            or (t.status = 'issued' and t.addressee_code = ${actor.orgCode}))`
        : sql`false`;
      return wanted ? mine : sql`not ${mine}`;
    },
  },
};
