import sql from 'sql-template-tag';
import type { AcknowledgeBody, BulletinCreate, BulletinWrite } from '../../../shared/bulletins.ts';
import { draftBody, draftTitle } from '../../../shared/rules/bulletin.ts';
import { isAtOrAbove, isStrictlyAbove, NATION } from '../../../shared/rules/orgCode.ts';
import { refusalOf, type ActionOf, type Flow } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { conflict, invalid, refused } from '../../errors.ts';
import { campaignEntity, type CampaignRow } from '../campaigns/campaign.entity.ts';
import { changesBetween, recordEvents, type NewEvent } from '../events/event.service.ts';
import { childrenOf } from '../progress/progress.report.ts';
import { bulletinEntity, type BulletinRow } from './bulletin.entity.ts';
import { figuresOf } from './bulletin.figures.ts';

export type BulletinAction = ActionOf<'bulletins'>;

const bulletins = (ctx: Ctx) => scoped(ctx, bulletinEntity);

export const flowOf = (row: BulletinRow): Flow => ({
  status: row.status,
  subject: { orgCode: row.orgCode, addressees: row.addressees },
});

/** 403 before the body is read; the state is asked again under the lock. */
export const authorizeAct =
  (action: BulletinAction) =>
  (ctx: Ctx, row: BulletinRow): void => {
    const refusal = refusalOf('bulletins', action, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw refused(refusal);
  };

/** Whoever may publish a circular may change and delete its draft. */
export const authorize = authorizeAct('publish');

async function note(ctx: Ctx, row: BulletinRow, event: Omit<NewEvent, 'subjectType' | 'subjectId' | 'orgCode'>) {
  await recordEvents(ctx, [{ subjectType: 'bulletins', subjectId: row.id, orgCode: row.orgCode, ...event }]);
}

/** The issuing federation: within the reader's scope, and on one line with the campaign. */
async function issuerFor(ctx: Ctx, orgCode: string, campaign: CampaignRow) {
  if (orgCode === NATION || !isAtOrAbove(ctx.actor.orgCode, orgCode)) throw invalid({ orgCode: 'outside-scope' });
  if (!isAtOrAbove(campaign.orgCode, orgCode) && !isAtOrAbove(orgCode, campaign.orgCode))
    throw invalid({ orgCode: 'outside-scope' });
  const [org] = await ctx.query<{ name: string }>(sql`
    select name from organisations
    where code = ${orgCode} and active and not nominal and ${inScope(ctx, 'organisations')}`);
  if (!org) throw invalid({ orgCode: 'unknown-organisation' });
  return { code: orgCode, ...org };
}

async function campaignFor(ctx: Ctx, body: BulletinCreate): Promise<CampaignRow> {
  const campaign = await scoped(ctx, campaignEntity).find(body.campaignId);
  if (!campaign?.issuedAt) throw invalid({ campaignId: 'campaign-not-issued' });
  const cutOff = new Date(body.cutOffAt);
  if (cutOff > ctx.now) throw invalid({ cutOffAt: 'cut-off-in-future' });
  if (cutOff < campaign.issuedAt) throw invalid({ cutOffAt: 'cut-off-before-issue' });
  return campaign;
}

/** The names of addressees in their order; each must be an active federation below the issuer. */
async function namesOf(ctx: Ctx, orgCode: string, addressees: readonly string[]): Promise<string[]> {
  if (addressees.some((code) => !isStrictlyAbove(orgCode, code))) throw invalid({ addressees: 'not-below-issuer' });
  const rows = await ctx.query<{ code: string; name: string }>(sql`
    select code, name from organisations
    where code = any(${addressees}) and active and not nominal and ${inScope(ctx, 'organisations')}`);
  const nameOf = new Map(rows.map(({ code, name }) => [code, name]));
  if (addressees.some((code) => !nameOf.has(code))) throw invalid({ addressees: 'unknown-organisation' });
  return addressees.map((code) => nameOf.get(code)!);
}

const distinct = (codes: readonly string[]) => [...new Set(codes)];

/** Figures as of the cut-off, frozen, and a text drafted from them. */
export async function create(ctx: Ctx, body: BulletinCreate): Promise<BulletinRow> {
  const campaign = await campaignFor(ctx, body);
  const issuer = await issuerFor(ctx, body.orgCode ?? ctx.actor.orgCode, campaign);
  const addressees = distinct(body.addressees ?? (await activeChildren(ctx, issuer.code)));
  if (addressees.length === 0) throw invalid({ addressees: 'required' });
  const addresseeNames = await namesOf(ctx, issuer.code, addressees);
  const figures = await figuresOf(ctx, {
    campaign,
    org: issuer,
    cutOffAt: new Date(body.cutOffAt),
    rankedBy: body.rankedBy,
  });
  const row = await bulletins(ctx).insert({
    orgCode: issuer.code,
    campaignId: campaign.id,
    title: body.title ?? draftTitle(campaign.title),
    docNo: body.docNo ?? null,
    body: draftBody(figures),
    addressees,
    addresseeNames,
    signedBy: issuer.name,
    cutOffAt: new Date(body.cutOffAt),
    figures,
  });
  await note(ctx, row, { action: 'create' });
  return row;
}

async function activeChildren(ctx: Ctx, orgCode: string): Promise<string[]> {
  const children = await childrenOf(ctx, orgCode);
  const active = await ctx.query<{ code: string }>(sql`
    select code from organisations
    where code = any(${children.map(({ code }) => code)}) and active and ${inScope(ctx, 'organisations')}
    order by code`);
  return active.map(({ code }) => code);
}

const editable = ['title', 'docNo', 'body', 'addressees', 'signedBy', 'signedOn'] as const;

export async function update(ctx: Ctx, row: BulletinRow, body: BulletinWrite): Promise<BulletinRow> {
  if (row.status !== 'draft') throw conflict('not-a-draft');
  const addressees = distinct(body.addressees);
  const after = await bulletins(ctx).update(row, {
    title: body.title,
    docNo: body.docNo ?? null,
    body: body.body,
    addressees,
    addresseeNames: await namesOf(ctx, row.orgCode, addressees),
    signedBy: body.signedBy,
    signedOn: body.signedOn ?? null,
  });
  await note(ctx, after, { action: 'edit', changes: changesBetween(row, after, editable) });
  return after;
}

export async function remove(ctx: Ctx, row: BulletinRow): Promise<void> {
  if (row.status !== 'draft') throw conflict('not-deletable');
  await bulletins(ctx).remove(row);
  await note(ctx, row, { action: 'delete' });
}

/** Under the lock: the state and the version that the actor saw. */
async function locked(ctx: Ctx, row: BulletinRow, action: BulletinAction, seen: number | undefined) {
  const current = await bulletins(ctx).get(row.id, { lock: true, write: action === 'publish' });
  const refusal = refusalOf('bulletins', action, ctx.actor, flowOf(current));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  if (seen !== undefined && seen !== current.version) throw conflict('stale-version');
  if (refusal) throw refused(refusal);
  return current;
}

/** From now on nothing of it changes; each addressee has a receipt to give. */
export async function publish(ctx: Ctx, row: BulletinRow, seen: number | undefined): Promise<BulletinRow> {
  const current = await locked(ctx, row, 'publish', seen);
  const addresseeNames = await namesOf(ctx, current.orgCode, current.addressees);
  const after = await bulletins(ctx).update(current, {
    status: 'published',
    addresseeNames,
    signedOn: current.signedOn ?? ctx.today,
    publishedAt: ctx.now,
    publishedBy: ctx.actor.name,
  });
  await ctx.query(sql`
    insert into bulletin_receipts (province_code, bulletin_id, org_code)
    select ${after.provinceCode}, ${after.id}::uuid, code from unnest(${after.addressees}::text[]) as code`);
  await note(ctx, after, { action: 'publish', changes: { status: ['draft', 'published'] } });
  return after;
}

/**
 * An addressee's receipt, given once. Who has given it may still write or change the reply; the instant and the person
 * of the receipt stay. The circular itself is not touched, so its version is not either.
 */
export async function acknowledge(ctx: Ctx, row: BulletinRow, { reply }: AcknowledgeBody): Promise<void> {
  const { orgCode } = ctx.actor;
  const mine = sql`province_code = ${row.provinceCode} and bulletin_id = ${row.id} and org_code = ${orgCode}
    and ${inOwnScope(ctx, 'bulletin_receipts')}`;
  const [before] = await ctx.query<{ at: Date | null; reply: string | null }>(sql`
    select acknowledged_at as at, reply from bulletin_receipts where ${mine} for update`);
  const refusal = refusalOf('bulletins', 'acknowledge', ctx.actor, flowOf(row));
  if (refusal) throw refused(refusal);
  if (before?.at && !reply) throw conflict('already-acknowledged');
  await ctx.query(sql`
    update bulletin_receipts set acknowledged_at = coalesce(acknowledged_at, ${ctx.now}),
      acknowledged_by = coalesce(acknowledged_by, ${ctx.actor.name}), reply = coalesce(${reply || null}, reply)
    where ${mine}`);
  await recordEvents(ctx, [
    {
      subjectType: 'bulletins',
      subjectId: row.id,
      orgCode,
      action: 'acknowledge',
      changes: reply ? { reply: [before?.reply ?? null, reply] } : null,
    },
  ]);
}
