import sql from 'sql-template-tag';
import type { UnionHaves } from '../../../shared/haves.ts';
import { newestResults, type HaveFlags, type HaveResult } from '../../../shared/rules/haves.ts';
import { sixHaves, type SixHave } from '../../../shared/rules/scoring.ts';
import { unionTallies, type UnionFacts } from '../../../shared/rules/standing.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { standingShifts, type Shift } from '../progress/ledger.ts';

/** What one inspection says of its union from the instant of its submission on. */
export type Assessment = { inspectionId: string; unionId: string; assessedAt: string; flags: HaveFlags };

type Counted = UnionFacts & { id: string; orgCode: string };

/** The unions whose newest results are about to change, locked in id order. */
const lockUnions = (ctx: Ctx, ids: readonly string[]) =>
  ctx.query<Counted>(sql`
    select id, org_code as "orgCode", active, employees, members, six_haves as "sixHaves", standard from unions
    where province_code = any(${provincesOf(ctx.actor)}) and id = any(${ids}) and ${inOwnScope(ctx, 'unions')}
    order by id for update`);

/** `newestResults` and `isStandard` of the rules for many unions, in one statement. */
const renewUnions = (ctx: Ctx, ids: readonly string[]) =>
  ctx.query<Counted>(sql`
    with newest as (
      select distinct on (union_id, have_key) union_id, have_key, passed from have_results
      where province_code = any(${provincesOf(ctx.actor)}) and union_id = any(${ids}) and ${inScope(ctx, 'have_results')}
      order by union_id, have_key, assessed_at desc, inspection_id desc
    ), flags as (
      select union_id, jsonb_object_agg(have_key, passed) as six_haves,
        count(*) filter (where passed) = ${sixHaves.length} as standard
      from newest group by union_id
    )
    update unions u set six_haves = f.six_haves, standard = f.standard, updated_at = ${ctx.now}
    from unnest(${ids}::uuid[]) as wanted (id) left join flags f on f.union_id = wanted.id
    where u.province_code = any(${provincesOf(ctx.actor)}) and u.id = wanted.id and ${inOwnScope(ctx, 'unions', 'u')}
    returning u.id, u.org_code as "orgCode", u.active, u.employees, u.members, u.six_haves as "sixHaves", u.standard`);

/**
 * Results of inspections that were submitted come in, those of inspections that no longer count go; each union has its
 * newest result per have again. Answers with what that means for the counts, which the caller writes with its own.
 */
export async function shiftHaves(
  ctx: Ctx,
  entering: readonly Assessment[],
  leaving: readonly string[],
): Promise<Shift[]> {
  const gone = await takeOut(ctx, leaving);
  const unions = [...new Set([...gone, ...entering.map(({ unionId }) => unionId)])].sort();
  if (unions.length === 0) return [];
  const before = new Map((await lockUnions(ctx, unions)).map((row) => [row.id, row]));
  const rows = entering.flatMap(({ inspectionId, unionId, assessedAt, flags }) => {
    const orgCode = before.get(unionId)?.orgCode;
    return orgCode === undefined
      ? []
      : Object.entries(flags).map(([have, passed]) => ({
          province_code: orgCode.slice(0, 2),
          inspection_id: inspectionId,
          have_key: have,
          union_id: unionId,
          org_code: orgCode,
          passed,
          assessed_at: assessedAt,
        }));
  });
  const [, after] = await Promise.all([
    rows.length > 0 &&
      ctx.query(sql`
        insert into have_results (province_code, inspection_id, have_key, union_id, org_code, passed, assessed_at)
        select province_code, inspection_id, have_key, union_id, org_code, passed, assessed_at
        from jsonb_populate_recordset(null::have_results, ${JSON.stringify(rows)}::jsonb)
        on conflict on constraint have_results_pk do update set passed = excluded.passed, assessed_at = excluded.assessed_at`),
    renewUnions(ctx, unions),
  ]);
  const tallies = (row: Counted | undefined) => row && { orgCode: row.orgCode, tallies: unionTallies(row) };
  return after.flatMap((row) => standingShifts(tallies(before.get(row.id)) ?? null, tallies(row) ?? null));
}

/** Takes the results of inspections out, and names the unions that had them. */
async function takeOut(ctx: Ctx, inspectionIds: readonly string[]): Promise<string[]> {
  if (inspectionIds.length === 0) return [];
  const rows = await ctx.query<{ unionId: string }>(sql`
    delete from have_results
    where province_code = any(${provincesOf(ctx.actor)}) and inspection_id = any(${inspectionIds})
      and ${inOwnScope(ctx, 'have_results')}
    returning union_id as "unionId"`);
  return rows.map(({ unionId }) => unionId);
}

/**
 * Results of inspections that go along with their union, or to another one, stand where the inspection stands. Answers
 * with what that means for the counts of the unions.
 */
export async function adoptHaves(
  ctx: Ctx,
  inspectionIds: readonly string[],
  heir: { id: string; orgCode: string },
): Promise<Shift[]> {
  const results = sql`province_code = any(${provincesOf(ctx.actor)}) and inspection_id = any(${inspectionIds})
    and ${inOwnScope(ctx, 'have_results')}`;
  const former = await ctx.query<{ id: string }>(
    sql`select distinct union_id as id from have_results where ${results}`,
  );
  if (former.length === 0) return [];
  await ctx.query(sql`
    update have_results set org_code = ${heir.orgCode}, union_id = ${heir.id}::uuid where ${results}`);
  if (former.every(({ id }) => id === heir.id)) return [];
  return renewed(ctx, [...new Set([heir.id, ...former.map(({ id }) => id)])].sort());
}

/** All results of a union stand where it stands, or its newest ones could not be told there. */
export async function followUnion(ctx: Ctx, { id, orgCode }: { id: string; orgCode: string }): Promise<void> {
  await ctx.query(sql`
    update have_results set org_code = ${orgCode}
    where province_code = any(${provincesOf(ctx.actor)}) and union_id = ${id} and ${inOwnScope(ctx, 'have_results')}`);
}

/** The newest results of unions anew, and the difference that makes. */
async function renewed(ctx: Ctx, ids: readonly string[]): Promise<Shift[]> {
  const before = new Map((await lockUnions(ctx, ids)).map((row) => [row.id, row]));
  const tallies = (row: Counted | undefined) => row && { orgCode: row.orgCode, tallies: unionTallies(row) };
  return (await renewUnions(ctx, ids)).flatMap((row) =>
    standingShifts(tallies(before.get(row.id)) ?? null, tallies(row) ?? null),
  );
}

type ResultRow = {
  inspectionId: string;
  have: SixHave;
  passed: boolean;
  assessedAt: Date;
  title: string | null;
};

/** How the six went, inspection by inspection, and where each newest result comes from. */
export async function havesOfUnion(ctx: Ctx, unionId: string): Promise<UnionHaves> {
  const rows = await ctx.query<ResultRow>(sql`
    select r.inspection_id as "inspectionId", r.have_key as have, r.passed, r.assessed_at as "assessedAt", c.title
    from have_results r
    left join inspections i on i.province_code = r.province_code and i.id = r.inspection_id and ${inScope(ctx, 'inspections', 'i')}
    left join campaigns c on c.province_code = i.province_code and c.id = i.campaign_id
    where r.province_code = any(${provincesOf(ctx.actor)}) and r.union_id = ${unionId} and ${inScope(ctx, 'have_results', 'r')}
    order by r.assessed_at desc, r.inspection_id desc`);
  const results: HaveResult[] = rows.map((row) => ({ ...row, assessedAt: row.assessedAt.toISOString() }));
  const inspections = new Map<string, UnionHaves['inspections'][number]>();
  for (const [index, { inspectionId, have, passed, assessedAt }] of results.entries()) {
    const known = inspections.get(inspectionId) ?? {
      inspectionId,
      campaignTitle: rows[index]!.title,
      assessedAt,
      results: {},
    };
    inspections.set(inspectionId, { ...known, results: { ...known.results, [have]: passed } });
  }
  const newest = newestResults(results) ?? {};
  return {
    newest: sixHaves.flatMap((have) => {
      const source = results.find((result) => result.have === have);
      return source && newest[have] !== undefined ? [{ ...source, campaignTitle: titleOf(inspections, source) }] : [];
    }),
    inspections: [...inspections.values()],
  };
}

const titleOf = (inspections: Map<string, { campaignTitle: string | null }>, { inspectionId }: HaveResult) =>
  inspections.get(inspectionId)?.campaignTitle ?? null;
