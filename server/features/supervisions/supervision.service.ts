import sql from 'sql-template-tag';
import type { z } from 'zod';
import type {
  issueBody,
  replyBody,
  SupervisionCreate,
  supervisionReturn,
  SupervisionWrite,
} from '../../../shared/supervisions.ts';
import { unsettledStatuses } from '../../../shared/rules/deadlines.ts';
import { belowOn, replyBy, supervisionNo } from '../../../shared/rules/ladder.ts';
import { beforeOf } from '../../../shared/rules/rectification.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict, invalid, refused } from '../../errors.ts';
import { changesBetween, recordEvents } from '../events/event.service.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { supervisionEntity, type SupervisionRow, type SupervisionState } from './supervision.entity.ts';
import { flowOf } from './supervision.record.ts';

export type SupervisionAction = ActionOf<'supervisions'>;

const orders = (ctx: Ctx) => scoped(ctx, supervisionEntity);

const placeOfHistory = ({
  orgCode,
  addresseeCode,
  docNo,
}: Pick<SupervisionRow, 'orgCode' | 'addresseeCode' | 'docNo'>) => (docNo === null ? orgCode : addresseeCode);

/** The history of an order is that of its addressee, so that both sides read it; of a draft it is the issuer's alone. */
export function note(
  ctx: Ctx,
  row: Pick<SupervisionRow, 'id' | 'orgCode' | 'addresseeCode' | 'docNo'>,
  action: string,
  more: { reason?: string | null; changes?: Record<string, [unknown, unknown]> } = {},
): Promise<void> {
  return recordEvents(ctx, [
    { subjectType: 'supervisions', subjectId: row.id, orgCode: placeOfHistory(row), action, ...more },
  ]);
}

/** 403 before the body is read; the state is asked again under the lock. */
export const authorizeAct =
  (action: SupervisionAction) =>
  (ctx: Ctx, row: SupervisionRow): void => {
    const refusal = refusalOf('supervisions', action, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw refused(refusal);
  };

type Overdue = { id: string; orgCode: string; campaignId: string };

/** The overdue ones among these items, in the reader's scope. */
const overdueOf = (ctx: Ctx, ids: readonly string[]) =>
  ctx.query<Overdue>(sql`
    select t.id, t.org_code as "orgCode", t.campaign_id as "campaignId" from rectifications t
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.id = any(${ids}) and t.status = any(${[...unsettledStatuses]})
      and t.due_on < ${ctx.today}::date and ${inOwnScope(ctx, 'rectifications', 't')}
    order by t.due_on, t.id`);

export const demandFor = (count: number): string =>
  `以下 ${count.toLocaleString('en-US')} 项问题超过整改期限仍未整改到位。请查明原因、落实责任、限期办结，并在回复期限前书面回复办理情况。`;

/** Drafts from a selection, one for each federation below the issuer and each campaign; answers with all of them. */
export async function createFrom(ctx: Ctx, { itemIds, demand }: SupervisionCreate): Promise<SupervisionRow[]> {
  const byPlace = new Map<string, { addressee: string; campaignId: string; ids: string[] }>();
  for (const { id, orgCode, campaignId } of await overdueOf(ctx, itemIds)) {
    const addressee = belowOn(orgCode, ctx.actor.orgCode);
    if (!addressee) continue;
    const key = `${addressee} ${campaignId}`;
    const known = byPlace.get(key) ?? { addressee, campaignId, ids: [] };
    byPlace.set(key, { ...known, ids: [...known.ids, id] });
  }
  if (byPlace.size === 0) throw invalid({ itemIds: 'nothing-to-supervise' });
  const made = await insertDrafts(
    ctx,
    [...byPlace.values()].map((place) => ({ ...place, issuer: ctx.actor.orgCode, ...(demand ? { demand } : {}) })),
  );
  await recordEvents(
    ctx,
    made.map((row) => ({
      subjectType: 'supervisions' as const,
      subjectId: row.id,
      orgCode: placeOfHistory(row),
      action: 'create',
    })),
  );
  return made;
}

export type Draft = { issuer: string; addressee: string; campaignId: string; ids: string[]; demand?: string };

/** Any number of drafts with one statement. */
export async function insertDrafts(ctx: Ctx, drafts: readonly Draft[], automatic = false): Promise<SupervisionRow[]> {
  if (drafts.length === 0) return [];
  const values = drafts.map(({ issuer, addressee, campaignId, ids, demand = demandFor(ids.length) }) => ({
    province_code: issuer.slice(0, 2),
    org_code: issuer,
    addressee_code: addressee,
    campaign_id: campaignId,
    item_ids: ids,
    demand,
  }));
  const made = await ctx.query<{ id: string }>(sql`
    insert into supervisions (province_code, org_code, addressee_code, campaign_id, item_ids, demand, automatic, created_at, updated_at)
    select province_code, org_code, addressee_code, campaign_id, item_ids, demand, ${automatic}, ${ctx.now}, ${ctx.now}
    from jsonb_populate_recordset(null::supervisions, ${JSON.stringify(values)}::jsonb) returning id`);
  return orders(ctx).findMany(made.map(({ id }) => id));
}

export async function update(ctx: Ctx, row: SupervisionRow, { demand }: SupervisionWrite): Promise<SupervisionRow> {
  if (row.status !== 'draft') throw conflict('not-a-draft');
  const after = await orders(ctx).update(row, { demand });
  await note(ctx, after, 'edit', { changes: changesBetween(row, after, ['demand']) });
  return after;
}

export async function remove(ctx: Ctx, row: SupervisionRow): Promise<void> {
  if (row.status !== 'draft') throw conflict('not-deletable');
  await orders(ctx).remove(row);
  await note(ctx, row, 'delete');
}

/** The next number of an organisation in a year; a rollback gives it back, so there are no gaps. */
async function nextNumber(ctx: Ctx, orgCode: string, year: number): Promise<number> {
  const [row] = await ctx.query<{ last: number }>(sql`
    insert into supervision_numbers as s (province_code, org_code, year, last)
    values (left(${orgCode}, 2), ${orgCode}, ${year}, 1)
    on conflict on constraint supervision_numbers_pk do update set last = s.last + 1 returning last`);
  return row!.last;
}

/** Gives the order its number and its day of reply, so many working days from today unless another day was chosen. */
export async function issueRow(ctx: Ctx, row: SupervisionRow, chosen?: string): Promise<SupervisionRow> {
  const { reminders } = await settingsOf(ctx, row.orgCode);
  const year = Number(ctx.today.slice(0, 4));
  const number = await nextNumber(ctx, row.orgCode, year);
  const after = await orders(ctx).update(row, {
    status: 'issued',
    year,
    number,
    docNo: supervisionNo(year, number),
    replyBy: chosen ?? replyBy(ctx.today, reminders.replyDays),
    issuedAt: ctx.now,
    issuedBy: ctx.actor.name,
  });
  await note(ctx, after, 'issue', { changes: changesBetween(row, after, ['status', 'docNo', 'replyBy']) });
  return after;
}

type Bodies = {
  issue: z.infer<typeof issueBody>;
  reply: z.infer<typeof replyBody>;
  return: z.infer<typeof supervisionReturn>;
  close: object;
  cancel: { reason: string };
  withdraw: object;
};

/** What a step changes, before its undo is noted. */
async function changeOf<A extends Exclude<SupervisionAction, 'issue' | 'withdraw'>>(
  ctx: Ctx,
  row: SupervisionRow,
  action: A,
  body: Bodies[A],
): Promise<Partial<SupervisionState>> {
  switch (action) {
    case 'reply':
      return {
        status: 'replied',
        reply: (body as Bodies['reply']).reply,
        repliedAt: ctx.now,
        repliedBy: ctx.actor.name,
        returnReason: null,
      };
    case 'return': {
      const { reason, replyBy: chosen } = body as Bodies['return'];
      const { reminders } = await settingsOf(ctx, row.orgCode);
      return { status: 'issued', returnReason: reason, replyBy: chosen ?? replyBy(ctx.today, reminders.replyDays) };
    }
    case 'close':
      return { status: 'closed', closedAt: ctx.now, closedBy: ctx.actor.name };
    default:
      return { status: 'withdrawn' };
  }
}

/** One step of an order: 422 for its input, then 409 for the state or a version that has moved on. */
export async function act<A extends SupervisionAction>(
  ctx: Ctx,
  id: string,
  action: A,
  body: Bodies[A] & { version?: number | undefined },
): Promise<SupervisionRow> {
  const row = await orders(ctx).get(id, { lock: true, write: true });
  const day = 'replyBy' in body ? body.replyBy : undefined;
  if (day && day <= ctx.today) throw invalid({ replyBy: 'reply-in-past' });
  const refusal = refusalOf('supervisions', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (body.version !== undefined && body.version !== row.version) throw conflict('stale-version');
  if (refusal) throw refused(refusal);
  if (action === 'issue') return issueRow(ctx, row, day);
  const reason = 'reason' in body ? body.reason : null;
  const undone = action === 'withdraw';
  const change = undone ? row.undo!.before : await changeOf(ctx, row, action as 'reply', body as Bodies['reply']);
  const undo =
    undone || action === 'cancel'
      ? null
      : { action, actorId: ctx.actor.id, before: beforeOf<SupervisionState>(row, change) };
  const after = await orders(ctx).update(row, {
    ...(change as Partial<SupervisionRow>),
    undo,
    ...(action === 'cancel' ? { cancelReason: reason } : {}),
  });
  const shown = ['status', 'replyBy', 'reply'] as const;
  await note(ctx, after, action, { reason, changes: changesBetween(row, after, shown) });
  return after;
}

/** Items of these campaigns that stand in an order already, or stood in one since they became late. */
export const supervised = (ctx: Ctx) => sql`exists (
  select from supervisions s
  where s.province_code = t.province_code and s.campaign_id = t.campaign_id and t.id = any(s.item_ids)
    and (s.status in ('draft', 'issued', 'replied') or s.created_at >= t.due_on) and ${inScope(ctx, 'supervisions', 's')})`;
