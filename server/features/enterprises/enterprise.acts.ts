import sql from 'sql-template-tag';
import type { ChangeStage, Move } from '../../../shared/enterprises.ts';
import { provinceOf } from '../../../shared/rules/orgCode.ts';
import { refusalOf, type ActionOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { conflict, Failure, invalid, notFound, refused } from '../../errors.ts';
import { changesBetween } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { activeUnions, coverBy, namedUnions } from './covering.ts';
import { eligibleAt } from './eligibility.ts';
import type { EnterpriseRow, EnterpriseState } from './enterprise.entity.ts';
import { flowOf, recordOf } from './enterprise.record.ts';
import { countEnterprise, enterpriseRows, lacksNote, noteSteps, stageChange, stateOf } from './enterprise.service.ts';

export type EnterpriseAction = ActionOf<'enterprises'>;

export async function loadEnterprise(ctx: Ctx, params: Record<string, string>): Promise<EnterpriseRow> {
  const row = await enterpriseRows(ctx).find(params.id!, { write: true });
  if (!row) throw notFound();
  return row;
}

/** 403 before the body is read; the state is asked again under the lock. */
export function authorizeAct(action: EnterpriseAction) {
  return (ctx: Ctx, row: EnterpriseRow): void => {
    const refusal = refusalOf('enterprises', action, ctx.actor, flowOf(row));
    if (refusal?.kind === 'forbidden') throw refused(refusal);
  };
}

/** The row as it is now, held, or 409: stale, or a state that does not allow the act. 422 comes before, by `faults`. */
async function held(
  ctx: Ctx,
  id: string,
  action: EnterpriseAction,
  seen: number | undefined,
  faults: (row: EnterpriseRow) => Promise<void> | void = () => undefined,
): Promise<EnterpriseRow> {
  const row = await enterpriseRows(ctx).get(id, { lock: true, write: true });
  const refusal = refusalOf('enterprises', action, ctx.actor, flowOf(row));
  if (refusal?.kind === 'forbidden') throw refused(refusal);
  await faults(row);
  if (seen !== undefined && seen !== row.version) {
    throw conflict('stale-version', { current: await recordOf(ctx, id) });
  }
  if (refusal) throw refused(refusal, { current: await recordOf(ctx, id) });
  return row;
}

/** To another stage; to `established` with the unions that cover it, away from it with none. */
export async function changeStage(ctx: Ctx, id: string, body: ChangeStage): Promise<void> {
  const { stage, note = null, version } = body;
  const toEstablished = stage === 'established';
  let before: EnterpriseState | undefined;
  let unionIds: string[] = [];
  const row = await held(ctx, id, 'change-stage', version, async (now) => {
    if (lacksNote(now.stage, stage, note)) throw invalid({ note: 'reason-needed' });
    before = await stateOf(ctx, now);
    if (toEstablished) unionIds = await namedUnions(ctx, body.unionIds ?? before.unionIds, before.unionIds);
    if (toEstablished && unionIds.length === 0) throw invalid({ unionIds: 'union-needed' });
  });
  if (stage === row.stage) throw conflict('transition-not-allowed', { current: await recordOf(ctx, id) });
  const { after, undo, changes } = stageChange(ctx, before!, stage, unionIds);
  const moved = await enterpriseRows(ctx).update(row, { stage, stageSince: after.stageSince, undo });
  await coverBy(ctx, moved, unionIds);
  await noteSteps(ctx, moved, [{ action: 'change-stage', reason: note || null, changes }]);
  await countEnterprise(ctx, row, moved);
}

/** Back to the stage before one's own last change; the unions that have ended meanwhile do not come back. */
export async function withdraw(ctx: Ctx, id: string, seen: number | undefined): Promise<void> {
  const row = await held(ctx, id, 'withdraw', seen);
  const now = await stateOf(ctx, row);
  const { stage = row.stage, stageSince = row.stageSince, unionIds = [] } = row.undo!.before;
  const back = await activeUnions(ctx, unionIds);
  if (stage === 'established' && back.length === 0) throw conflict('nothing-to-withdraw');
  const after = await enterpriseRows(ctx).update(row, { stage, stageSince, undo: null });
  await coverBy(ctx, after, back);
  const changes = changesBetween(now, { stage, unionIds: back }, ['stage', 'unionIds']);
  await noteSteps(ctx, after, [{ action: 'withdraw', changes }]);
  await countEnterprise(ctx, row, after);
}

/** A letter that goes along keeps its number, which must be free where it goes: else 409 at the place, naming it. */
async function numbersAreFree(ctx: Ctx, { provinceCode, id }: EnterpriseRow, orgCode: string): Promise<void> {
  const [taken] = await ctx.query<{ docNo: string }>(sql`
    select l.doc_no as "docNo" from letters l
    join letters o on o.province_code = l.province_code and o.org_code = ${orgCode} and o.doc_no = l.doc_no and o.id <> l.id
    where l.province_code = ${provinceCode} and l.enterprise_id = ${id} and l.replied_on is null
      and ${inOwnScope(ctx, 'letters', 'l')} and ${inOwnScope(ctx, 'letters', 'o')} limit 1`);
  if (!taken) return;
  const params = { docNo: taken.docNo };
  throw new Failure(409, 'doc-no-taken-there', { params, errors: { orgCode: { code: 'doc-no-taken-there', params } } });
}

/**
 * To another organisation of the province, by an officer at or above both. What is open goes along: its unions, and
 * letters without a reply; visits and answered letters stay where they were counted.
 */
export async function move(ctx: Ctx, id: string, { orgCode, on, reason, version }: Move): Promise<void> {
  const row = await held(ctx, id, 'move', version, async (now) => {
    if (on > ctx.today) throw invalid({ on: 'in-the-future' });
    await usableOrganisation(ctx, orgCode);
    if (provinceOf(orgCode) !== now.provinceCode) throw invalid({ orgCode: 'unknown-organisation' });
    if (orgCode === now.orgCode) throw invalid({ orgCode: 'already-there' });
  });
  await numbersAreFree(ctx, row, orgCode);
  const eligibleFrom = await eligibleAt(ctx, orgCode, row);
  const after = await enterpriseRows(ctx).update(row, { orgCode, eligibleFrom, undo: null });
  const here = sql`province_code = ${row.provinceCode} and enterprise_id = ${id}`;
  await ctx.query(sql`
    update enterprise_unions set org_code = ${orgCode} where ${here} and ${inOwnScope(ctx, 'enterprise_unions')}`);
  const letters = await ctx.query<{ id: string }>(sql`
    update letters set org_code = ${orgCode}, updated_at = ${ctx.now}
    where ${here} and replied_on is null and ${inOwnScope(ctx, 'letters')} returning id`);
  await ctx.query(sql`
    update attachments set org_code = ${orgCode}
    where province_code = ${row.provinceCode} and subject_type = 'letters'
      and subject_id = any(${letters.map((letter) => letter.id)}::uuid[]) and ${inOwnScope(ctx, 'attachments')}`);
  const changes = { orgCode: [row.orgCode, orgCode], movedOn: [null, on] } satisfies Record<string, [unknown, unknown]>;
  await noteSteps(ctx, row, [{ action: 'move-out', reason, changes }]);
  await noteSteps(ctx, after, [{ action: 'move', reason, changes }]);
  await countEnterprise(ctx, row, after);
}
