import sql, { type Sql } from 'sql-template-tag';
import { inspectionStatuses, type Inspection } from '../../../shared/inspections.ts';
import type { Actor } from '../../../shared/permissions.ts';
import { funnelStages, stages, type FunnelStep, type Stage } from '../../../shared/rules/measures.ts';
import { mayActions, stepOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { containing } from '../../db/conditions.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { inspectionTotals } from '../progress/listTotals.ts';
import { ownedBy } from '../notifications/owned.ts';
import { inspectionEntity, type InspectionRow } from './inspection.entity.ts';
import type { Filter, LongOrders } from '../../db/order.ts';

/** What the transition table asks of an inspection. */
export function flowOf(row: InspectionRow): Flow {
  const { undo } = row;
  const undoable = undo && stepOf('inspections', undo.action as 'submit')?.undoable;
  // Closing ends submissions: what could not be submitted again is not taken away any more.
  const shut = 'campaign-not-open';
  const closed =
    row.campaignStatus === 'issued'
      ? {}
      : { save: shut, submit: shut, return: shut, ...(undo?.action === 'submit' ? { withdraw: shut } : {}) };
  return {
    status: row.status,
    subject: {
      orgCode: row.orgCode,
      unionId: row.unionId,
      issuerOrgCode: row.issuerOrgCode,
      author: row.submitter,
      lastActorId: undoable ? undo.actorId : null,
    },
    blocked: closed,
  };
}

export function toRecord(ctx: Ctx, row: InspectionRow): Inspection {
  const {
    provinceCode: _province,
    undo: _undo,
    submitter: _submitter,
    campaignStatus: _status,
    issuerOrgCode: _issuer,
    immediateDueOn: _immediate,
    scheduledDueOn: _scheduled,
    ...rest
  } = row;
  return {
    ...rest,
    status: row.status as Inspection['status'],
    submittedAt: row.submittedAt?.toISOString() ?? null,
    approvedAt: row.approvedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('inspections', ctx.actor, flowOf(row)),
  };
}

/** `authority.review` for a whole list. */
function reviewable(actor: Actor): Sql {
  if (actor.role !== 'officer' && actor.role !== 'admin') return sql`false`;
  const byReporter = actor.level === 'township' ? sql`false` : sql`t.submitter->>'role' = 'reporter'`;
  const org = sql`t.submitter->>'orgCode'`;
  const below = sql`(starts_with(${org}, ${actor.orgCode}) and ${org} <> ${actor.orgCode})`;
  const another = sql`(${org} = ${actor.orgCode} and t.submitter->>'id' <> ${actor.id})`;
  return actor.level === 'province' ? sql`(${byReporter} or ${below} or ${another})` : sql`(${byReporter} or ${below})`;
}

const asArray = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [String(value)]);

/** The states that a filter leaves: whoever is asked for at a stage of the funnel has answered, or has not. */
function statusesIn({ status, stage, funnel }: Filter): readonly string[] {
  const steps: readonly Stage[] =
    funnel === undefined ? stages : asArray(funnel).flatMap((step) => funnelStages[step as FunnelStep]);
  const wanted = stage === undefined ? steps : steps.filter((one) => asArray(stage).includes(one));
  const isOpen = (one: string) => one === 'pending' || one === 'returned' || one === 'exempted';
  const left = inspectionStatuses.filter((one) =>
    isOpen(one) ? wanted.some((other) => other === one) : wanted.some((other) => !isOpen(other)),
  );
  return status === undefined ? left : left.filter((one) => asArray(status).includes(one));
}

export const inspectionList: ListSpec<InspectionRow> = {
  entity: inspectionEntity,
  defaultSort: { field: 'submitBy', descending: false },
  search: ['unionName'],
  join: sql`left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id`,
  select: sql`c.title as "campaignTitle", c.status as "campaignStatus", c.org_code as "issuerOrgCode",
    c.submit_by as "submitBy", c.immediate_due_on as "immediateDueOn", c.scheduled_due_on as "scheduledDueOn"`,
  sorts: { submitBy: sql`c.submit_by` },
  rollup: inspectionTotals,
  wide: {
    submitBy: {
      by: sql`p.by`,
      type: 'date',
      each: {
        column: sql`t.status`,
        type: 'text',
        values: statusesIn,
        field: 'status',
      },
      source: {
        rows: (ctx) => sql`(
          select o.province_code as code, o.id, o.submit_by as by from campaigns o
          where o.status <> 'draft' and ${inScope(ctx, 'campaigns', 'o')}) as p`,
        tie: sql`t.campaign_id = p.id`,
      },
    },
    id: { by: sql`t.id`, type: 'uuid' },
  } satisfies LongOrders<'inspections'>,
  filters: {
    funnel: (_ctx, steps) => {
      const stages = asArray(steps).flatMap((step) => funnelStages[step as FunnelStep]);
      return sql`t.stage = any(${stages})`;
    },
    forMe: ({ actor }, wanted) => {
      const mine = sql`(t.status = 'submitted' and ${reviewable(actor)})`;
      return wanted ? mine : sql`not ${mine}`;
    },
    owned: (ctx, wanted) => (wanted ? ownedBy(ctx, 'inspections') : sql`not ${ownedBy(ctx, 'inspections')}`),
    campaignOpen: (_ctx, wanted) => (wanted ? sql`c.status = 'issued'` : sql`c.status <> 'issued'`),
    remindedToday: (ctx, wanted) => {
      const reminded = sql`exists (
        select from reminders r
        where r.province_code = t.province_code and r.campaign_id = t.campaign_id and r.union_id = t.union_id
          and r.kind = 'fill' and r.day = ${ctx.today} and ${inScope(ctx, 'reminders', 'r')})`;
      return wanted ? reminded : sql`not ${reminded}`;
    },
    shell: (_ctx, wanted) => (wanted ? sql`t.shell` : sql`not t.shell`),
    unionName: (_ctx, text) => containing(sql`t.union_name`, String(text)),
    submitBy: (_ctx, day) => sql`c.submit_by = ${day}`,
    submitBy_gte: (_ctx, day) => sql`c.submit_by >= ${day}`,
    submitBy_lte: (_ctx, day) => sql`c.submit_by <= ${day}`,
  },
};
