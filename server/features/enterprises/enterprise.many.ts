import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { EnterpriseWrite } from '../../../shared/enterprises.ts';
import { eligibleFrom } from '../../../shared/rules/establishment.ts';
import type { Ctx } from '../../ctx.ts';
import { indexNames } from '../../db/grams.ts';
import { inOwnScope } from '../../db/scoped.ts';
import { insertMany, removeMany, updateMany } from '../../db/sets.ts';
import { withMaskedNumbers } from '../../../shared/rules/masking.ts';
import { changesBetween, recordEvents, type NewEvent } from '../events/event.service.ts';
import { recordShifts } from '../progress/ledger.ts';
import { eligibilityRules } from './eligibility.ts';
import { enterpriseEntity, type EnterpriseRow, type EnterpriseState } from './enterprise.entity.ts';
import { enterpriseFacts, factsOf, named, shiftsOf, stageChange } from './enterprise.service.ts';

type Covered = { row: EnterpriseRow; unionIds: readonly string[] };

/** Makes these unions the ones that cover each enterprise: two statements for any number of them. */
async function coverMany(ctx: Ctx, covered: readonly Covered[]): Promise<void> {
  if (covered.length === 0) return;
  const links = JSON.stringify(
    covered.flatMap(({ row, unionIds }) =>
      unionIds.map((unionId) => ({
        province_code: row.provinceCode,
        enterprise_id: row.id,
        union_id: unionId,
        org_code: row.orgCode,
      })),
    ),
  );
  const given = sql`jsonb_populate_recordset(null::enterprise_unions, ${links}::jsonb)`;
  await ctx.query(sql`
    delete from enterprise_unions l
    where l.province_code = any(${[...new Set(covered.map(({ row }) => row.provinceCode))]})
      and l.enterprise_id = any(${covered.map(({ row }) => row.id)}) and ${inOwnScope(ctx, 'enterprise_unions', 'l')}
      and not exists (select from ${given} g where g.enterprise_id = l.enterprise_id and g.union_id = l.union_id)`);
  await ctx.query(sql`
    insert into enterprise_unions (province_code, enterprise_id, union_id, org_code)
    select province_code, enterprise_id, union_id, org_code from ${given} g on conflict do nothing`);
}

type Step = { row: EnterpriseRow; action: string; reason?: string | null; changes?: NewEvent['changes'] };

const eventOf = ({ row, action, reason, changes }: Step): NewEvent => ({
  subjectType: 'enterprises',
  subjectId: row.id,
  orgCode: row.orgCode,
  action,
  reason: reason ?? null,
  changes: changes ? withMaskedNumbers(changes) : null,
});

type Pair = { before: EnterpriseRow | null; after: EnterpriseRow | null };

/** What steps on enterprises mean for the counts of the registers, and by which names they are found. */
async function countMany(ctx: Ctx, moved: readonly Pair[], { namesLater = false } = {}): Promise<void> {
  await recordShifts(
    ctx,
    moved.flatMap(({ before, after }) => shiftsOf(ctx, before, after)),
  );
  if (namesLater) return;
  await indexNames(
    ctx,
    'enterprises',
    moved.flatMap(({ before }) => named(before)),
    moved.flatMap(({ after }) => named(after)),
  );
}

/** `namesLater`: whoever asks sees to it that they are found. New enterprises whose input has been checked: place, code and unions are as they must be. */
export async function createMany(
  ctx: Ctx,
  bodies: readonly (EnterpriseWrite & { id?: string })[],
  { namesLater = false } = {},
): Promise<EnterpriseRow[]> {
  if (bodies.length === 0) return [];
  const ruleAt = await eligibilityRules(ctx);
  const rows = await insertMany(
    ctx,
    enterpriseEntity,
    bodies.map((body) => ({
      id: body.id ?? uuid(),
      ...factsOf(body),
      orgCode: body.orgCode,
      stage: body.unionIds.length > 0 ? ('established' as const) : body.stage,
      stageSince: ctx.today,
      eligibleFrom: eligibleFrom({ ...body, openedOn: body.openedOn ?? null }, ruleAt(body.orgCode)),
    })),
  );
  await coverMany(
    ctx,
    rows.flatMap((row, index) =>
      bodies[index]!.unionIds.length > 0 ? [{ row, unionIds: bodies[index]!.unionIds }] : [],
    ),
  );
  await recordEvents(
    ctx,
    rows.map((row) => eventOf({ row, action: 'create', changes: { stage: [null, row.stage] } })),
  );
  await countMany(
    ctx,
    rows.map((after) => ({ before: null, after })),
    { namesLater },
  );
  return rows;
}

export type Revision = {
  /** Locked, as it is now. */
  row: EnterpriseRow;
  state: EnterpriseState;
  /** The facts as they will be. */
  facts: ReturnType<typeof factsOf>;
  stage: EnterpriseRow['stage'];
  unionIds: string[];
  /** Why the stage changes. */
  note?: string | null;
  /** Taken back instead of done anew: when the stage began before. */
  back?: { stageSince: string };
};

const changedFields = [...enterpriseFacts, 'stage', 'stageSince', 'eligibleFrom', 'undo'] as const;

/** Other facts, unions and stages of enterprises that are locked; the rules were asked before. */
export async function reviseMany(ctx: Ctx, revisions: readonly Revision[]): Promise<EnterpriseRow[]> {
  if (revisions.length === 0) return [];
  const ruleAt = await eligibilityRules(ctx);
  const changed = revisions.map((revision) => {
    const { row, state, facts, stage, unionIds, back } = revision;
    const change = stage === row.stage ? null : stageChange(ctx, state, stage, unionIds);
    const next: EnterpriseRow = {
      ...row,
      ...facts,
      stage,
      stageSince: change ? (back?.stageSince ?? change.after.stageSince) : row.stageSince,
      eligibleFrom: eligibleFrom(facts, ruleAt(row.orgCode)),
      undo: back ? null : (change?.undo ?? null),
    };
    return { ...revision, change, next };
  });
  const rows = await updateMany(
    ctx,
    enterpriseEntity,
    changedFields,
    changed.map(({ next }) => next),
  );
  await coverMany(
    ctx,
    changed.flatMap(({ state, unionIds }, index) =>
      JSON.stringify(state.unionIds) === JSON.stringify(unionIds) ? [] : [{ row: rows[index]!, unionIds }],
    ),
  );
  await recordEvents(
    ctx,
    changed.flatMap(({ row, state, unionIds, change, back, note }, index) => {
      const covered = change ? {} : changesBetween(state, { unionIds }, ['unionIds']);
      const facts = { ...changesBetween(row, rows[index]!, enterpriseFacts), ...covered };
      const all = back ? { ...facts, ...change?.changes } : facts;
      const action = back ? 'withdraw' : 'edit';
      return [
        ...(Object.keys(all).length > 0 ? [eventOf({ row: rows[index]!, action, changes: all })] : []),
        ...(change && !back
          ? [eventOf({ row: rows[index]!, action: 'change-stage', reason: note || null, changes: change.changes })]
          : []),
      ];
    }),
  );
  await countMany(
    ctx,
    rows.map((after, index) => ({ before: changed[index]!.row, after })),
  );
  return rows;
}

/** Takes enterprises out on which nothing hangs; what a foreign key holds is a 409. */
export async function discardMany(ctx: Ctx, rows: readonly EnterpriseRow[]): Promise<void> {
  if (rows.length === 0) return;
  await coverMany(
    ctx,
    rows.map((row) => ({ row, unionIds: [] })),
  );
  await removeMany(ctx, enterpriseEntity, rows);
  await recordEvents(
    ctx,
    rows.map((row) => eventOf({ row, action: 'delete' })),
  );
  await countMany(
    ctx,
    rows.map((before) => ({ before, after: null })),
  );
}
