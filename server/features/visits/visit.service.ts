import sql from 'sql-template-tag';
import type { Visit, VisitWrite } from '../../../shared/visits.ts';
import { visitTallies } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { countVisits } from '../../db/platform.ts';
import { containing } from '../../db/conditions.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { invalid } from '../../errors.ts';
import { bindAttachments } from '../attachments/attachment.service.ts';
import { noteSuperseded } from '../attachments/attachment.superseding.ts';
import { enterpriseEntity } from '../enterprises/enterprise.entity.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { recordShifts, standingShifts } from '../progress/ledger.ts';
import { visitTotals } from '../progress/listTotals.ts';
import { visitEntity, type VisitRow } from './visit.entity.ts';
import type { LongOrders } from '../../db/order.ts';

export const visitList: ListSpec<VisitRow> = {
  entity: visitEntity,
  defaultSort: { field: 'visitedOn', descending: true },
  search: ['visitorName', 'note'],
  join: (ctx) => sql`
    left join enterprises e on e.province_code = t.province_code and e.id = t.enterprise_id
      and ${inScope(ctx, 'enterprises', 'e')}`,
  select: sql`e.name as "enterpriseName"`,
  rollup: visitTotals,
  wide: {
    visitedOn: { by: sql`t.visited_on`, type: 'date', downwards: true },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'visits'>,
  filters: {
    q: (_ctx, text) =>
      sql`(${containing(sql`e.name`, String(text).trim())} or ${containing(sql`t.visitor_name`, String(text).trim())})`,
    visitorName: (_ctx, text) => containing(sql`t.visitor_name`, String(text)),
  },
};

/** An enterprise that has moved on is no longer known here by its name. */
export function toRecord(_ctx: Ctx, { provinceCode: _province, ...row }: VisitRow): Visit {
  return {
    ...row,
    enterpriseName: row.enterpriseName ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const fields = ['visitedOn', 'visitorName', 'outcome', 'note', 'attachmentIds'] as const;

const valuesOf = (body: VisitWrite) =>
  Object.fromEntries(fields.map((field) => [field, body[field] ?? null])) as Pick<VisitRow, (typeof fields)[number]>;

const visits = (ctx: Ctx) => scoped(ctx, visitEntity);

function checked(ctx: Ctx, body: VisitWrite): void {
  if (body.visitedOn > ctx.today) throw invalid({ visitedOn: 'in-the-future' });
}

function note(ctx: Ctx, after: VisitRow, action: string, before: Partial<VisitRow> = {}): Promise<void> {
  const changes = action === 'delete' ? null : changesBetween(before as VisitRow, after, fields);
  return recordEvents(ctx, [{ subjectType: 'visits', subjectId: after.id, orgCode: after.orgCode, action, changes }]);
}

/** A visit counts where it was made, on its own day; the enterprise's file tells how many there are and the latest. */
async function follow(ctx: Ctx, before: VisitRow | null, after: VisitRow | null): Promise<void> {
  const counted = (row: VisitRow) => ({ orgCode: row.orgCode, tallies: visitTallies(row) });
  const { provinceCode, enterpriseId } = (after ?? before)!;
  await countVisits(ctx.query, provinceCode, enterpriseId);
  if (before && after && before.visitedOn === after.visitedOn) {
    await recordShifts(ctx, standingShifts(counted(before), counted(after)), after.visitedOn);
    return;
  }
  if (before) await recordShifts(ctx, standingShifts(counted(before), null), before.visitedOn);
  if (after) await recordShifts(ctx, standingShifts(null, counted(after)), after.visitedOn);
}

const binding = (row: VisitRow) =>
  ({ subjectType: 'visits', subjectId: row.id, orgCode: row.orgCode, unionId: null }) as const;

export async function create(ctx: Ctx, body: VisitWrite): Promise<VisitRow> {
  // Held, so that a visit and a move of the enterprise follow each other.
  const enterprise = await scoped(ctx, enterpriseEntity).find(body.enterpriseId, { lock: true, write: true });
  if (!enterprise) throw invalid({ enterpriseId: 'unknown-enterprise' });
  checked(ctx, body);
  const row = await visits(ctx).insert({
    ...valuesOf(body),
    enterpriseId: enterprise.id,
    orgCode: enterprise.orgCode,
  });
  if (body.attachmentIds.length > 0) await bindAttachments(ctx, body.attachmentIds, binding(row));
  await note(ctx, row, 'create');
  await follow(ctx, null, row);
  return row;
}

/** What was noted of a visit; its enterprise and its place stay. */
export async function update(ctx: Ctx, row: VisitRow, body: VisitWrite): Promise<VisitRow> {
  checked(ctx, body);
  const after = await visits(ctx).update(row, valuesOf(body));
  if (body.attachmentIds.length > 0) await bindAttachments(ctx, body.attachmentIds, binding(after));
  await noteSuperseded(ctx, [{ before: row.attachmentIds, after: after.attachmentIds }]);
  await note(ctx, after, 'edit', row);
  await follow(ctx, row, after);
  return after;
}

export async function remove(ctx: Ctx, row: VisitRow): Promise<void> {
  await visits(ctx).remove(row);
  await note(ctx, row, 'delete');
  await follow(ctx, row, null);
}
