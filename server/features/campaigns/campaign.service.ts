import sql from 'sql-template-tag';
import type { CampaignWrite } from '../../../shared/campaigns.ts';
import { isAtOrAbove, levelOf } from '../../../shared/rules/orgCode.ts';
import { refusalOf, type ActionOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { indexNames } from '../../db/grams.ts';
import { inScope, scoped } from '../../db/scoped.ts';
import { conflict, Failure, forbidden, invalid, refused } from '../../errors.ts';
import type { Enqueue } from '../../jobs/queues.ts';
import { checklistOf } from '../checklists/checklist.service.ts';
import { changesBetween, recordEvents, type NewEvent } from '../events/event.service.ts';
import { campaignEntity, type CampaignRow } from './campaign.entity.ts';
import { addTargets, named } from './campaign.issue.ts';
import { reachOf } from './campaign.targets.ts';

export type CampaignAction = ActionOf<'campaigns'>;

export function flowOf(row: CampaignRow): Flow {
  return {
    status: row.status,
    subject: { orgCode: row.orgCode, issuerOrgCode: row.orgCode },
    blocked: row.issueProgress && row.status === 'draft' ? { issue: 'already-issuing' } : {},
  };
}

/** 403 for whoever may read the campaign but not run it. */
export function authorize(ctx: Ctx, row: CampaignRow): void {
  if (refusalOf('campaigns', 'issue', ctx.actor, flowOf(row))?.kind === 'forbidden')
    throw forbidden('not-yours-to-run');
}

/** Under the lock: the state and the version that the actor saw. */
export function refuse(ctx: Ctx, row: CampaignRow, action: CampaignAction, seen: number | undefined): void {
  const refusal = refusalOf('campaigns', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (seen !== undefined && seen !== row.version) throw conflict('stale-version');
  if (refusal) throw refused(refusal);
}

async function note(ctx: Ctx, row: CampaignRow, event: Pick<NewEvent, 'action' | 'reason' | 'changes'>): Promise<void> {
  await recordEvents(ctx, [{ subjectType: 'campaigns', subjectId: row.id, orgCode: row.orgCode, ...event }]);
}

const editable = [
  'title', 'docNo', 'checklistId', 'startsOn', 'submitBy', 'immediateDueOn', 'scheduledDueOn', 'scope', 'priority', 'seriesId',
] as const; // prettier-ignore

/** The input as a row, after the questions that only the database can answer. */
async function checked(ctx: Ctx, body: CampaignWrite, orgCode: string): Promise<Partial<CampaignRow>> {
  if (levelOf(orgCode) === 'nation') throw invalid({ orgCode: 'outside-scope' });
  if (!isAtOrAbove(ctx.actor.orgCode, orgCode)) throw invalid({ orgCode: 'outside-scope' });
  if (body.scope.orgCodes.some((code) => !isAtOrAbove(orgCode, code)))
    throw invalid({ 'scope.orgCodes': 'outside-scope' });
  const checklist = await checklistOf(ctx, body.checklistId).catch(() => null);
  if (checklist?.status !== 'published') throw invalid({ checklistId: 'checklist-not-published' });
  // Questions are read by all who answer: those of a lower federation would be closed to its neighbours.
  if (!isAtOrAbove(checklist.ownerOrgCode, orgCode)) throw invalid({ checklistId: 'checklist-of-lower-level' });
  return {
    ...Object.fromEntries(editable.map((field) => [field, body[field] ?? null])),
    priority: body.priority,
    orgCode,
  };
}

export async function create(ctx: Ctx, body: CampaignWrite): Promise<CampaignRow> {
  const values = await checked(ctx, body, body.orgCode ?? ctx.actor.orgCode);
  const known = await ctx.query(sql`
    select code from organisations where code = ${values.orgCode} and active and not nominal and ${inScope(ctx, 'organisations')}`);
  if (known.length === 0) throw invalid({ orgCode: 'unknown-organisation' });
  const row = await scoped(ctx, campaignEntity).insert(values);
  await indexNames(ctx, 'campaigns', [], [named(row)]);
  await note(ctx, row, { action: 'create' });
  return row;
}

export async function update(ctx: Ctx, row: CampaignRow, body: CampaignWrite): Promise<CampaignRow> {
  if (row.status !== 'draft') throw conflict('not-a-draft');
  if (row.issueProgress) throw conflict('already-issuing');
  const values = await checked(ctx, body, row.orgCode);
  const after = await scoped(ctx, campaignEntity).update(row, values);
  await indexNames(ctx, 'campaigns', [named(row)], [named(after)]);
  await note(ctx, after, { action: 'edit', changes: changesBetween(row, after, editable) });
  return after;
}

export async function remove(ctx: Ctx, row: CampaignRow): Promise<void> {
  if (row.status !== 'draft' || row.issueProgress) throw conflict('not-deletable');
  await scoped(ctx, campaignEntity).remove(row);
  await indexNames(ctx, 'campaigns', [named(row)], []);
  await note(ctx, row, { action: 'delete' });
}

/** Marks the campaign as being issued and hands the work to a job; it becomes `issued` when all targets exist. */
export async function issue(
  ctx: Ctx,
  row: CampaignRow,
  seen: number | undefined,
  enqueue: Enqueue,
): Promise<CampaignRow> {
  const locked = await scoped(ctx, campaignEntity).get(row.id, { lock: true, write: true });
  refuse(ctx, locked, 'issue', seen);
  const { targets } = await reachOf(ctx, locked.scope, locked.priority);
  if (targets === 0) throw new Failure(422, 'invalid-input', { errors: { 'scope.orgCodes': 'empty-reach' } });
  const begun = await scoped(ctx, campaignEntity).update(locked, {
    issueProgress: { done: 0, total: targets, startedAt: ctx.now.toISOString(), cursor: null },
    issuedBy: ctx.actor.id,
  });
  await enqueue(ctx, 'issue-campaign', { campaignId: row.id, orgCode: row.orgCode, issuedBy: ctx.actor.id });
  return begun;
}

export async function close(ctx: Ctx, row: CampaignRow, seen: number | undefined): Promise<CampaignRow> {
  const locked = await scoped(ctx, campaignEntity).get(row.id, { lock: true, write: true });
  refuse(ctx, locked, 'close', seen);
  const closed = await scoped(ctx, campaignEntity).update(locked, { status: 'closed', closedAt: ctx.now });
  await note(ctx, closed, { action: 'close', changes: { status: [locked.status, 'closed'] } });
  return closed;
}

/** A draft with the same questions, scope and rhythm, one year on is the usual wish: the officer changes two dates. */
export async function clone(ctx: Ctx, row: CampaignRow, title: string | undefined): Promise<CampaignRow> {
  const orgCode = isAtOrAbove(ctx.actor.orgCode, row.orgCode) ? row.orgCode : ctx.actor.orgCode;
  const copy = await scoped(ctx, campaignEntity).insert({
    ...Object.fromEntries(editable.map((field) => [field, row[field]])),
    orgCode,
    title: title ?? row.title,
    docNo: null,
    scope: orgCode === row.orgCode ? row.scope : { ...row.scope, orgCodes: [orgCode] },
  });
  await indexNames(ctx, 'campaigns', [], [named(copy)]);
  await note(ctx, copy, { action: 'create' });
  return copy;
}

export async function add(
  ctx: Ctx,
  row: CampaignRow,
  input: { unionIds: string[]; reason: string; version?: number | undefined },
) {
  const locked = await scoped(ctx, campaignEntity).get(row.id, { lock: true, write: true });
  refuse(ctx, locked, 'add-targets', input.version);
  const ids = [...new Set(input.unionIds)];
  const known = await ctx.query<{ org_code: string }>(sql`
    select org_code from unions u where u.province_code = ${locked.provinceCode} and u.id = any(${ids}) and u.active and ${inScope(ctx, 'unions', 'u')}`);
  if (known.length < ids.length || known.some((union) => !isAtOrAbove(locked.orgCode, union.org_code))) {
    throw invalid({ unionIds: 'unknown-union' });
  }
  const added = await addTargets(ctx, locked, ids);
  const after = await scoped(ctx, campaignEntity).update(locked, {});
  await note(ctx, after, { action: 'add-targets', reason: input.reason, changes: { targets: [null, added] } });
  return after;
}
