import sql, { empty } from 'sql-template-tag';
import type { Reinspection, ReinspectionItem } from '../../../shared/reinspections.ts';
import { mayBy, type Author } from '../../../shared/rules/authority.ts';
import { mayActions, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { ListSpec } from '../../db/page.ts';
import { inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { reinspectionEntity, type ReinspectionRow } from './reinspection.entity.ts';

/** One drawn item as the workflow needs it. What has left the reader's scope since has no record of its own any more. */
export type DrawnItem = Omit<ReinspectionItem, 'mayActions'> & {
  id: string;
  inspectorId: string | null;
  marker: Author | null;
  track: string;
  /** Waits in another draw, or was inspected again since. */
  drawnAgain: boolean;
  /** The draw whose relapse was the item's last step. */
  via: string | null;
};

/** What the transition table asks of a draw; with an item, of the outcome of that one. */
export function flowOf(ctx: Ctx, draw: Pick<ReinspectionRow, 'id' | 'status' | 'orgCode'>, item?: DrawnItem): Flow {
  const flow = { status: draw.status, subject: { orgCode: draw.orgCode } };
  if (!item) return flow;
  return {
    ...flow,
    subject: { ...flow.subject, lastActorId: item.inspectorId },
    blocked: { ...recordBlocked(item), ...withdrawBlocked(ctx, draw, item) },
  };
}

function recordBlocked({ outcome, status }: DrawnItem): { record?: string } {
  if (outcome !== 'pending') return { record: 'outcome-recorded' };
  return status === 'closed' ? {} : { record: 'no-longer-closed' };
}

function withdrawBlocked(
  ctx: Ctx,
  draw: Pick<ReinspectionRow, 'id' | 'status'>,
  item: DrawnItem,
): { withdraw?: string } {
  if (item.outcome === 'pending') return { withdraw: 'nothing-to-withdraw' };
  if (draw.status === 'finished' && item.inspectedOn !== ctx.today) return { withdraw: 'reinspection-finished' };
  if (item.drawnAgain) return { withdraw: 'drawn-again' };
  // Somebody has acted on the reopened item.
  return item.outcome === 'relapsed' && item.via !== draw.id ? { withdraw: 'nothing-to-withdraw' } : {};
}

export function toRecord(ctx: Ctx, row: ReinspectionRow): Reinspection {
  const { provinceCode: _province, ...rest } = row;
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    mayActions: mayActions('reinspections', ctx.actor, flowOf(ctx, row)),
  };
}

/** The sample in the order of the draw, or the named ones of it. */
export async function itemsOf(ctx: Ctx, drawId: string, rectificationIds?: readonly string[]): Promise<DrawnItem[]> {
  const named = rectificationIds ? sql`and i.rectification_id = any(${rectificationIds})` : empty;
  return ctx.query<DrawnItem>(sql`
    select i.id, i.rectification_id as "rectificationId", i.union_id as "unionId", i.stratum, i.position, i.outcome,
      i.inspected_on as "inspectedOn", i.inspected_by as "inspectedBy", i.inspector_id as "inspectorId", i.note,
      i.attachment_ids as "attachmentIds", coalesce(r.org_code, i.org_code) as "orgCode",
      coalesce(r.union_name, '') as "unionName", coalesce(r.item_key, '') as "itemKey",
      coalesce(r.item_text, '') as "itemText", coalesce(r.status, 'moved') as status, coalesce(r.track, '') as track,
      r.measures, r.marker, r.undo ->> 'via' as via,
      exists (
        select from reinspection_items o
        where o.province_code = i.province_code and o.rectification_id = i.rectification_id and o.id <> i.id
          and ${inScope(ctx, 'reinspection_items', 'o')}
          and (o.outcome = 'pending' or o.recorded_at > i.recorded_at)) as "drawnAgain"
    from reinspection_items i
    left join rectifications r on r.province_code = i.province_code and r.id = i.rectification_id
      and ${inScope(ctx, 'rectifications', 'r')}
    where i.province_code = any(${provincesOf(ctx.actor)}) and i.reinspection_id = ${drawId}
      and ${inScope(ctx, 'reinspection_items', 'i')} ${named}
    order by i.position`);
}

/** Whoever may verify an item may judge whether it holds; nobody judges what they marked themselves. */
export const judges = (ctx: Ctx, item: DrawnItem): boolean =>
  item.status === 'moved' || mayBy('verify', ctx.actor, { orgCode: item.orgCode, author: item.marker });

export async function toFullRecord(ctx: Ctx, row: ReinspectionRow): Promise<Reinspection> {
  const items = await itemsOf(ctx, row.id);
  return {
    ...toRecord(ctx, row),
    items: items.map((item) => {
      const {
        id: _id,
        inspectorId: _inspector,
        marker: _marker,
        track: _track,
        drawnAgain: _,
        via: _via,
        ...rest
      } = item;
      const actions = mayActions('reinspections', ctx.actor, flowOf(ctx, row, item));
      return { ...rest, mayActions: judges(ctx, item) ? actions : actions.filter((action) => action !== 'record') };
    }),
  };
}

export const reinspectionList: ListSpec<ReinspectionRow> = {
  entity: reinspectionEntity as unknown as ListSpec<ReinspectionRow>['entity'],
  defaultSort: { field: 'createdAt', descending: true },
  search: ['drawnBy'],
  join: sql`left join campaigns c on c.province_code = t.province_code and c.id = t.campaign_id`,
  select: sql`c.title as "campaignTitle"`,
  filters: {
    forMe: ({ actor }, wanted) => {
      const mine = sql`(t.status = 'open' and t.org_code = ${actor.orgCode})`;
      return wanted ? mine : sql`not ${mine}`;
    },
  },
};
