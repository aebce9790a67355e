import sql, { type Sql } from 'sql-template-tag';
import { enterpriseTallies } from '../../../shared/rules/standing.ts';
import { eligibleFrom } from '../../../shared/rules/establishment.ts';
import { boundsOf, provinceOf } from '../../../shared/rules/orgCode.ts';
import type { EligibilityEffect, Settings } from '../../../shared/settings.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { recordShifts, standingShifts } from '../progress/ledger.ts';
import { partInForce, settingsOf, type Consequence } from '../settings/settings.service.ts';

/** The rule of a province stands still while an enterprise is written by it, and nobody writes while it changes. */
const lockName = (orgCode: string) => `eligibility ${provinceOf(orgCode)}`;

/** The rule at each organisation of the actor's province, which stands still until the transaction ends. */
export async function eligibilityRules(ctx: Ctx): Promise<(orgCode: string) => Settings['eligibility']> {
  const name = lockName(ctx.actor.orgCode);
  await ctx.query(sql`select pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`);
  return (await partInForce(ctx, 'eligibility')).of;
}

/** From when on an enterprise is eligible at an organisation. */
export async function eligibleAt(
  ctx: Ctx,
  orgCode: string,
  facts: { employees: number; openedOn?: string | null | undefined },
): Promise<string> {
  await ctx.query(sql`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(orgCode)}, 0))`);
  const { eligibility } = await settingsOf(ctx, orgCode);
  return eligibleFrom({ employees: facts.employees, openedOn: facts.openedOn ?? null }, eligibility);
}

/** `eligibleFrom` over the enterprises `e`. */
const firstDay = (least: Sql, years: Sql): Sql => sql`
  case when e.employees < ${least} then 'infinity'::date when e.opened_on is null then '-infinity'::date
    else (e.opened_on + make_interval(years => ${years}))::date end`;

/** What a rule would change today wherever an organisation decides: enterprises under a nearer decision stay as they are. */
export async function eligibilityEffect(
  ctx: Ctx,
  orgCode: string,
  rule: Settings['eligibility'],
): Promise<EligibilityEffect> {
  const { from, to } = boundsOf(orgCode);
  const [effect] = await ctx.query<EligibilityEffect>(sql`
    select count(*) filter (where before)::int as eligible, count(*) filter (where after)::int as after,
      count(*) filter (where after and not before)::int as becoming, count(*) filter (where before and not after)::int as ceasing
    from (
      select e.eligible_from <= ${ctx.today}::date as before,
        case when exists (
          select from settings s
          where s.province_code = e.province_code and s.eligibility is not null and length(s.org_code) > length(${orgCode})
            and starts_with(e.org_code, s.org_code) and ${inScope(ctx, 'settings', 's')})
        then e.eligible_from else ${firstDay(sql`${rule.minEmployees}::int`, sql`${rule.minYearsOpen}::int`)} end <= ${ctx.today}::date as after
      from enterprises e
      where e.province_code = ${provinceOf(orgCode)} and e.org_code >= ${from} and e.org_code < ${to}
        and ${inScope(ctx, 'enterprises', 'e')}
    ) as judged`);
  return effect!;
}

type Moved = { orgCode: string; stage: string; benchmark: boolean; before: string; after: string; n: number };

/** When an organisation decides anew who is eligible: every enterprise below it, nearer decisions respected. */
export const recomputeEligibility: Consequence = async (ctx, orgCode, changed) => {
  if (!changed.has('eligibility')) return;
  await ctx.query(sql`select pg_advisory_xact_lock(hashtextextended(${lockName(orgCode)}, 0))`);
  const rules = await partInForce(ctx, 'eligibility');
  const place = sql`e.org_code`;
  const least = rules.sql(place, ({ minEmployees }) => sql`${minEmployees}::int`);
  const years = rules.sql(place, ({ minYearsOpen }) => sql`${minYearsOpen}::int`);
  const { from, to } = boundsOf(orgCode);
  const today = sql`${ctx.today}::date`;
  const moved = await ctx.query<Moved>(sql`
    with ruled as (
      select e.province_code, e.id, e.eligible_from as before,
        ${firstDay(least, years)} as after
      from enterprises e
      where e.province_code = ${provinceOf(orgCode)} and e.org_code >= ${from} and e.org_code < ${to}
        and ${inOwnScope(ctx, 'enterprises', 'e')}
    ), moved as (
      update enterprises t set eligible_from = r.after
      from ruled r where t.province_code = r.province_code and t.id = r.id and r.before <> r.after
      returning t.org_code, t.stage, t.benchmark,
        case when r.before <= ${today} then '-infinity' else r.before end as before,
        case when r.after <= ${today} then '-infinity' else r.after end as after
    )
    select org_code as "orgCode", stage, benchmark, before::text, after::text, count(*)::int as n
    from moved where before <> after group by org_code, stage, benchmark, before, after`);
  const tallies = ({ stage, benchmark, n }: Moved, from: string) =>
    enterpriseTallies({ stage, benchmark, eligibleFrom: from, membersRecruited: 0 }, ctx.today).map((tally) => ({
      ...tally,
      n: (tally.n ?? 1) * n,
    }));
  await recordShifts(
    ctx,
    moved.flatMap((group) =>
      standingShifts(
        { orgCode: group.orgCode, tallies: tallies(group, group.before) },
        { orgCode: group.orgCode, tallies: tallies(group, group.after) },
      ),
    ),
  );
};
