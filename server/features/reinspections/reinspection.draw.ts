import { createHash, randomInt } from 'node:crypto';
import sql from 'sql-template-tag';
import {
  mostInSample,
  type DrawMethod,
  type ReinspectionCreate,
  type ReinspectionPreview,
  type ReinspectionProof,
  type Stratum,
} from '../../../shared/reinspections.ts';
import { boundsOf, isAtOrAbove } from '../../../shared/rules/orgCode.ts';
import { allocate, drawSample, sampleSize, type PopulationStratum } from '../../../shared/rules/sampling.ts';
import type { Ctx } from '../../ctx.ts';
import { inOwnScope, inScope, scoped } from '../../db/scoped.ts';
import { provincesOf } from '../../db/tenancy.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { campaignEntity } from '../campaigns/campaign.entity.ts';
import { recordEvents } from '../events/event.service.ts';
import { childrenOf } from '../progress/progress.report.ts';
import { verifiable } from '../rectifications/rectification.record.ts';
import { reinspectionEntity, type ReinspectionRow } from './reinspection.entity.ts';
import { itemsOf } from './reinspection.record.ts';

const draws = (ctx: Ctx) => scoped(ctx, reinspectionEntity);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** Digits only: easy to read out, and to come from a lottery or dice. */
const newSeed = () => Array.from({ length: 12 }, () => randomInt(10)).join('');

type Member = { id: string; orgCode: string };

/**
 * What a draw may reach: closed items of the campaign at or below `orgCode` that this person may verify, and that wait
 * in no other draw; in the order of their ids.
 */
async function populationOf(ctx: Ctx, campaignId: string, orgCode: string): Promise<Member[]> {
  const { from, to } = boundsOf(orgCode);
  return ctx.query<Member>(sql`
    select t.id, t.org_code as "orgCode" from rectifications t
    where t.province_code = any(${provincesOf(ctx.actor)}) and t.campaign_id = ${campaignId} and t.status = 'closed'
      and t.org_code >= ${from} and t.org_code < ${to} and ${inOwnScope(ctx, 'rectifications', 't')}
      and ${verifiable(ctx.actor, sql`t.marker`)}
      and not exists (
        select from reinspection_items i
        where i.province_code = t.province_code and i.rectification_id = t.id and i.outcome = 'pending'
          and ${inScope(ctx, 'reinspection_items', 'i')})
    order by t.id`);
}

type NamedStratum = PopulationStratum & { name: string };

/** The federations directly below, and the organisation itself for what hangs directly on it; empty ones are left out. */
async function strataOf(ctx: Ctx, orgCode: string, population: readonly Member[]): Promise<NamedStratum[]> {
  const children = await childrenOf(ctx, orgCode);
  const [own] = await ctx.query<{ name: string }>(sql`
    select short_name as name from organisations where code = ${orgCode} and ${inScope(ctx, 'organisations')}`);
  const members = new Map<string, string[]>([...children.map(({ code }) => code), orgCode].map((code) => [code, []]));
  for (const { id, orgCode: place } of population) {
    const code = [6, 4, 9, 2].map((width) => place.slice(0, width)).find((one) => one !== orgCode && members.has(one));
    members.get(code ?? orgCode)!.push(id);
  }
  return [...children, { code: orgCode, name: own?.name ?? orgCode }]
    .map(({ code, name }) => ({ code, name, ids: members.get(code)! }))
    .filter(({ ids }) => ids.length > 0)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The organisation below which is drawn, at or below the person's own. */
function placeOf(ctx: Ctx, asked: string | undefined): string {
  const orgCode = asked ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, orgCode)) throw invalid({ orgCode: 'outside-scope' });
  return orgCode;
}

/** What a draw would reach and take of each stratum, without making it. */
export async function preview(
  ctx: Ctx,
  { campaignId, orgCode, ...method }: { campaignId: string; orgCode?: string | undefined } & DrawMethod,
): Promise<ReinspectionPreview> {
  await scoped(ctx, campaignEntity).get(campaignId);
  const place = orgCode ?? ctx.actor.orgCode;
  if (!isAtOrAbove(ctx.actor.orgCode, place)) throw notFound();
  const population = await populationOf(ctx, campaignId, place);
  const strata = await strataOf(ctx, place, population);
  const asked = method.size !== undefined || method.share !== undefined;
  const size = asked && population.length > 0 ? sampleSize(method, population.length) : null;
  const fits = size !== null && size <= population.length;
  const parts = fits ? allocate(strata.map(({ ids }) => ids.length), size) : []; // prettier-ignore
  return {
    populationSize: population.length,
    sampleSize: size,
    strata: strata.map(({ code, name, ids }, index) => ({
      code,
      name,
      population: ids.length,
      sample: parts[index] ?? 0,
    })),
  };
}

/** Whether there is anything to draw, and as many as asked for. */
function checkSize(method: DrawMethod, population: number): void {
  if (population === 0) throw invalid({ campaignId: 'empty-population' });
  const size = sampleSize(method, population);
  const field = method.size === undefined ? 'method.share' : 'method.size';
  if (size > population) throw invalid({ [field]: { code: 'sample-too-large', params: { population } } });
  if (size > mostInSample) throw invalid({ [field]: { code: 'too-big', params: { maximum: mostInSample } } });
}

const digestOf = (population: readonly { stratum: string; id: string }[]) =>
  sha256(population.map(({ stratum, id }) => `${stratum}:${id}`).join('\n'));

/** Draws, and keeps all that is needed to repeat it: population, strata, method and seed. */
export async function draw(ctx: Ctx, body: ReinspectionCreate): Promise<ReinspectionRow> {
  const place = placeOf(ctx, body.orgCode);
  const campaign = await scoped(ctx, campaignEntity).find(body.campaignId);
  if (!campaign) throw invalid({ campaignId: 'invalid-value' });
  if (body.dueOn < ctx.today) throw invalid({ dueOn: 'due-in-past' });
  const population = await populationOf(ctx, campaign.id, place);
  checkSize(body.method, population.length);
  const strata = await strataOf(ctx, place, population);
  const seed = body.seed ?? newSeed();
  const drawn = drawSample(strata, body.method, seed, sha256);
  const nameOf = new Map(strata.map(({ code, name }) => [code, name]));
  const summary: Stratum[] = drawn.map(({ code, population: size, ids }) => ({
    code,
    name: nameOf.get(code)!,
    population: size,
    sample: ids.length,
  }));
  const sample = drawn.flatMap(({ code, ids }) => ids.map((id) => ({ id, stratum: code })));
  const row = await draws(ctx).insert({
    orgCode: ctx.actor.orgCode,
    campaignId: campaign.id,
    seed,
    method: body.method,
    strata: summary,
    populationSize: population.length,
    sampleSize: sample.length,
    dueOn: body.dueOn,
    drawnBy: ctx.actor.name,
  });
  const stratumOf = new Map(strata.flatMap(({ code, ids }) => ids.map((id) => [id, code] as const)));
  const members = population.map(({ id }) => ({ id, stratum: stratumOf.get(id)! }));
  await keepPopulation(ctx, row, members, summary);
  await insertItems(ctx, row, sample);
  await recordEvents(ctx, [
    {
      subjectType: 'reinspections',
      subjectId: row.id,
      orgCode: row.orgCode,
      action: 'draw',
      changes: {
        populationSize: [null, population.length],
        sampleSize: [null, sample.length],
        seed: [null, seed],
        populationDigest: [null, digestOf(members)],
      },
    },
  ]);
  return { ...row, campaignTitle: campaign.title };
}

type Members = { id: string; stratum: string }[];

async function keepPopulation(
  ctx: Ctx,
  row: Pick<ReinspectionRow, 'provinceCode' | 'id' | 'orgCode'>,
  members: Members,
  strata: readonly Stratum[],
): Promise<void> {
  const indexOf = new Map(strata.map(({ code }, index) => [code, index]));
  await ctx.query(sql`
    insert into reinspection_populations (province_code, reinspection_id, org_code, ids, strata)
    values (${row.provinceCode}, ${row.id}, ${row.orgCode}, ${members.map(({ id }) => id)}::uuid[],
      ${members.map(({ stratum }) => indexOf.get(stratum)!)}::integer[])`);
}

async function insertItems(
  ctx: Ctx,
  row: Pick<ReinspectionRow, 'provinceCode' | 'id'>,
  sample: Members,
): Promise<void> {
  await ctx.query(sql`
    insert into reinspection_items (province_code, reinspection_id, rectification_id, union_id, org_code, stratum, position)
    select r.province_code, ${row.id}, r.id, r.union_id, r.org_code, d.stratum, d.position
    from unnest(${sample.map(({ id }) => id)}::uuid[], ${sample.map(({ stratum }) => stratum)}::text[])
      with ordinality as d (id, stratum, position)
    join rectifications r on r.province_code = ${row.provinceCode} and r.id = d.id
    where ${inOwnScope(ctx, 'rectifications', 'r')}`);
}

/** Repeats the draw from what was recorded, and compares it with the sample, item by item. */
export async function prove(ctx: Ctx, row: ReinspectionRow): Promise<ReinspectionProof> {
  const [kept] = await ctx.query<{ ids: string[]; strata: number[] }>(sql`
    select ids, strata from reinspection_populations
    where province_code = ${row.provinceCode} and reinspection_id = ${row.id} and ${inScope(ctx, 'reinspection_populations')}`);
  const [event] = await ctx.query<{ digest: string | null }>(sql`
    select changes -> 'populationDigest' ->> 1 as digest from events
    where province_code = ${row.provinceCode} and subject_type = 'reinspections' and subject_id = ${row.id}
      and action = 'draw' and ${inScope(ctx, 'events')} order by at limit 1`);
  const population = (kept?.ids ?? []).map((id, index) => ({ id, stratum: row.strata[kept!.strata[index]!]!.code }));
  const strata = row.strata.map(({ code }) => ({
    code,
    ids: population.filter(({ stratum }) => stratum === code).map(({ id }) => id),
  }));
  const fits = population.length > 0 && sampleSize(row.method, population.length) <= population.length;
  const sample = fits ? drawSample(strata, row.method, row.seed, sha256).flatMap(({ ids }) => ids) : [];
  const recorded = (await itemsOf(ctx, row.id)).map(({ rectificationId }) => rectificationId);
  const populationDigest = digestOf(population);
  const recordedDigest = event?.digest ?? null;
  return {
    same: sample.length > 0 && sample.join() === recorded.join() && recordedDigest === populationDigest,
    seed: row.seed,
    method: row.method,
    populationSize: population.length,
    populationDigest,
    recordedDigest,
    strata: row.strata,
    sample,
    population,
  };
}

/** A draw of which nothing has been recorded can be thrown away; its history stays. */
export async function remove(ctx: Ctx, row: ReinspectionRow): Promise<void> {
  const locked = await draws(ctx).get(row.id, { lock: true, write: true });
  if (locked.held + locked.relapsed + locked.skipped > 0) throw conflict('outcomes-recorded');
  await draws(ctx).remove(locked);
  await recordEvents(ctx, [
    {
      subjectType: 'reinspections',
      subjectId: row.id,
      orgCode: row.orgCode,
      action: 'delete',
      changes: { seed: [row.seed, null] },
    },
  ]);
}
