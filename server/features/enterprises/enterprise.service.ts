import type { EnterpriseUpdate, EnterpriseWrite } from '../../../shared/enterprises.ts';
import { keepMasked, withMaskedNumbers } from '../../../shared/rules/masking.ts';
import { enterpriseTallies } from '../../../shared/rules/standing.ts';
import { asksReason, stepOf } from '../../../shared/rules/transitions.ts';
import type { Ctx } from '../../ctx.ts';
import { indexNames, type Named } from '../../db/grams.ts';
import { scoped } from '../../db/scoped.ts';
import { invalid } from '../../errors.ts';
import { changesBetween, recordEvents, type Changes } from '../events/event.service.ts';
import { usableOrganisation } from '../organisations/organisation.service.ts';
import { recordShifts, standingShifts, type Shift } from '../progress/ledger.ts';
import { coverBy, namedUnions, unionsOf } from './covering.ts';
import { eligibleAt } from './eligibility.ts';
import { enterpriseEntity, type EnterpriseRow, type EnterpriseState } from './enterprise.entity.ts';
import { refuseTaken } from './uscc.ts';

export const enterpriseRows = (ctx: Ctx) => scoped(ctx, enterpriseEntity);

export const enterpriseFacts = [
  'name', 'uscc', 'employees', 'openedOn', 'contactName', 'contactPhone', 'benchmark', 'benchmarkReasons', 'membersRecruited',
] as const; // prettier-ignore

export const factsOf = (body: Pick<EnterpriseUpdate, (typeof enterpriseFacts)[number]>) =>
  Object.fromEntries(enterpriseFacts.map((field) => [field, body[field] ?? null])) as Pick<
    EnterpriseRow,
    (typeof enterpriseFacts)[number]
  >;

/** What a step on an enterprise means for the counts of the registers. */
export function shiftsOf(ctx: Ctx, before: EnterpriseRow | null, after: EnterpriseRow | null): Shift[] {
  const counted = (row: EnterpriseRow | null) =>
    row && { orgCode: row.orgCode, tallies: enterpriseTallies(row, ctx.today) };
  return standingShifts(counted(before), counted(after));
}

export const named = (row: EnterpriseRow | null): Named[] =>
  row ? [{ id: row.id, orgCode: row.orgCode, texts: [row.name] }] : [];

/** What a step on an enterprise means for the counts of the registers, and by which name it is found. */
export async function countEnterprise(
  ctx: Ctx,
  before: EnterpriseRow | null,
  after: EnterpriseRow | null,
): Promise<void> {
  await recordShifts(ctx, shiftsOf(ctx, before, after));
  await indexNames(ctx, 'enterprises', named(before), named(after));
}

type Step = { action: string; reason?: string | null; changes?: Changes | null };

export function noteSteps(ctx: Ctx, { id, orgCode }: EnterpriseRow, steps: readonly Step[]): Promise<void> {
  return recordEvents(
    ctx,
    steps.map(({ changes = null, ...step }) => ({
      ...step,
      subjectType: 'enterprises',
      subjectId: id,
      orgCode,
      changes: changes && withMaskedNumbers(changes),
    })),
  );
}

const stateFields = ['stage', 'unionIds'] as const;

/** The state after a change of stage, and the way back for its author. */
export function stageChange(ctx: Ctx, before: EnterpriseState, stage: EnterpriseState['stage'], unionIds: string[]) {
  const after: EnterpriseState = { stage, stageSince: ctx.today, unionIds };
  return {
    after,
    undo: { action: 'change-stage', actorId: ctx.actor.id, before },
    changes: changesBetween(before, after, stateFields),
  };
}

export async function stateOf(ctx: Ctx, row: EnterpriseRow): Promise<EnterpriseState> {
  const unionIds = (await unionsOf(ctx, [row.id]))(row.id);
  return { stage: row.stage, stageSince: row.stageSince, unionIds };
}

/** `covered by a union` and the stage `established` are one and the same: whichever is given brings the other. */
export async function create(ctx: Ctx, body: EnterpriseWrite): Promise<EnterpriseRow> {
  await usableOrganisation(ctx, body.orgCode);
  const unionIds = await namedUnions(ctx, body.unionIds);
  const stage = unionIds.length > 0 ? 'established' : body.stage;
  if (stage === 'established' && unionIds.length === 0) throw invalid({ unionIds: 'union-needed' });
  await refuseTaken(ctx, body.orgCode, body.uscc);
  const row = await enterpriseRows(ctx).insert({
    ...factsOf(body),
    orgCode: body.orgCode,
    stage,
    stageSince: ctx.today,
    eligibleFrom: await eligibleAt(ctx, body.orgCode, body),
  });
  await coverBy(ctx, row, unionIds);
  await noteSteps(ctx, row, [{ action: 'create', changes: { stage: [null, stage] } }]);
  await countEnterprise(ctx, null, row);
  return row;
}

/** The facts of an enterprise and the unions that cover it. Its stage and its place change by acts of their own. */
export async function update(ctx: Ctx, seen: EnterpriseRow, sent: EnterpriseUpdate): Promise<EnterpriseRow> {
  const { values, faults } = keepMasked(seen, sent);
  if (faults.length > 0) throw invalid(Object.fromEntries(faults.map((field) => [field, 'masked-number'])));
  const body = { ...sent, ...values };
  const row = await enterpriseRows(ctx).get(seen.id, { lock: true, write: true });
  if (body.orgCode !== row.orgCode) throw invalid({ orgCode: 'moves-by-act' });
  const state = await stateOf(ctx, row);
  const unionIds = await namedUnions(ctx, body.unionIds ?? state.unionIds, state.unionIds);
  if (row.stage === 'established' && unionIds.length === 0) throw invalid({ unionIds: 'last-union' });
  if (body.uscc !== row.uscc) await refuseTaken(ctx, row.orgCode, body.uscc);
  const joins = row.stage !== 'established' && unionIds.length > 0;
  const change = joins ? stageChange(ctx, state, 'established', unionIds) : null;
  const after = await enterpriseRows(ctx).update(seen, {
    ...factsOf(body),
    eligibleFrom: await eligibleAt(ctx, row.orgCode, body),
    ...(change ? { stage: change.after.stage, stageSince: change.after.stageSince } : {}),
    undo: change?.undo ?? null,
  });
  await coverBy(ctx, after, unionIds);
  const covered = change ? {} : changesBetween(state, { unionIds }, ['unionIds']);
  await noteSteps(ctx, after, [
    { action: 'edit', changes: { ...changesBetween(row, after, enterpriseFacts), ...covered } },
    ...(change ? [{ action: 'change-stage', changes: change.changes }] : []),
  ]);
  await countEnterprise(ctx, row, after);
  return after;
}

/** What still hangs on it (visits, letters) is known by the foreign keys, which answer 409. */
export async function remove(ctx: Ctx, row: EnterpriseRow): Promise<void> {
  await enterpriseRows(ctx).remove(row);
  await noteSteps(ctx, row, [{ action: 'delete' }]);
  await countEnterprise(ctx, row, null);
}

/** Whether a change of stage lacks the reason that the transition table asks for. */
export const lacksNote = (from: string, to: string, note: string | null | undefined): boolean =>
  asksReason(stepOf('enterprises', 'change-stage'), from, to) && (note ?? '').length < 2;
