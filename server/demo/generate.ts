import type { ClientBase } from 'pg';
import { raw, type Sql } from 'sql-template-tag';
import { addDays } from '../../shared/rules/days.ts';
import type { CampaignPlan, Plan, ProvincePlan } from './plan.ts';
import type { EvidenceFile } from './evidence.ts';
import { finishCampaign, insertCampaign, type Issuer } from './sql/campaigns.ts';
import { helperFunctions, scratchTables } from './sql/helpers.ts';
import * as inspect from './sql/inspections.ts';
import * as item from './sql/items.ts';
import { differences, presentState } from './sql/ledger.ts';
import * as place from './sql/places.ts';
import * as record from './sql/records.ts';
import * as step from './sql/steps.ts';
import { insertUnions, makeUnions, slots } from './sql/unions.ts';

export type Generator = {
  client: ClientBase;
  plan: Plan;
  evidence: readonly EvidenceFile[];
  /** Hears what each statement took. */
  timing?: (name: string, milliseconds: number) => void;
};

type Row = Record<string, unknown>;

async function run(g: Generator, statement: Sql): Promise<Row[]> {
  const begun = performance.now();
  const { rows } = await g.client.query<Row>(statement.text, statement.values);
  g.timing?.(statement.text.replace(/\s+/g, ' ').trim().slice(0, 60), performance.now() - begun);
  return rows;
}

async function runAll(g: Generator, statements: readonly Sql[]): Promise<void> {
  for (const statement of statements) await run(g, statement);
}

const drop = (tables: readonly string[]) => raw(`drop table if exists ${tables.join(', ')}`);
const analyze = (table: string) => raw(`analyze ${table}`);

/** Everything of a campaign, from its target list to its ledger. */
async function makeCampaign(g: Generator, planned: CampaignPlan): Promise<void> {
  const { plan } = g;
  const [issuer] = (await run(g, place.issuerOf(planned.orgCode))) as [Issuer];
  const [made] = await run(g, insertCampaign(planned, issuer, plan.today));
  const campaign = { ...planned, ...made } as inspect.MadeCampaign;
  if (campaign.status === 'draft') return runAll(g, finishCampaign(campaign, issuer, plan.today));
  const perCampaign = scratchTables.slice(scratchTables.indexOf('d_item_def'));
  await runAll(g, [
    drop(perCampaign),
    inspect.itemDefinitions(campaign),
    analyze('d_item_def'),
    inspect.inspections(campaign, plan),
    raw('create index on d_inspection (id)'),
    analyze('d_inspection (id, filler_code, reviewer_code)'),
    inspect.verdicts(),
    analyze('d_verdict (inspection_id, ord)'),
    inspect.answers,
    analyze('d_answer (inspection_id)'),
    item.items(campaign),
    analyze('d_item (id, inspection_id)'),
    item.lives(campaign, plan),
    analyze('d_life (id)'),
    item.livesInFull,
    analyze('d_full (id, inspection_id, marker_code, verifier_code)'),
    step.people,
    analyze('d_people (id)'),
    step.itemSteps,
    step.inspectionSteps(campaign, issuer),
    analyze('d_step (subject_id, inspection_id, subject_type, at)'),
    record.insertInspections(campaign),
    record.insertItems(campaign),
    record.insertEvidence(g.evidence),
    step.events(plan.history),
    plan.history === 'full' ? differences(campaign) : presentState(campaign, plan.today),
    ...(campaign.purpose === 'six-haves' ? [inspect.sixHavesOfUnions] : []),
    ...finishCampaign(campaign, issuer, plan.today),
    drop(perCampaign),
  ]);
}

/** Makes one province in the transaction of the client: places, unions, campaigns with all their history. */
export async function generateProvince(g: Generator, province: ProvincePlan): Promise<void> {
  const { today } = g.plan;
  await runAll(g, [
    ...helperFunctions,
    drop(scratchTables),
    place.calendar(addDays(today, -420), addDays(today, 60)),
    place.places(province.code),
    place.seats(),
    ...place.indexPlaces,
    place.activate(province.code),
    place.contacts(),
    slots(province.unions),
    makeUnions(g.plan),
    ...insertUnions(today),
  ]);
  for (const campaign of province.campaigns) await makeCampaign(g, campaign);
  await run(g, drop(scratchTables));
}

/** Moves the ledger's inbox into its counts, as the server does at its leisure. */
export async function foldLedger(g: Generator): Promise<void> {
  for (;;) {
    const [folded] = await run(g, raw('select platform_fold_progress(1000000) as moved'));
    if (!folded || Number(folded.moved) === 0) return;
  }
}

/** Row security binds the owner too: this opens the whole nation for the present transaction. */
export async function openScope(client: ClientBase): Promise<void> {
  await client.query(
    "set local app.scope_from = '0'; set local app.scope_to = ':'; set local app.platform = 'on'; set local app.union_id = ''; set local work_mem = '128MB'; set local jit = off",
  );
}
