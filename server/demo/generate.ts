import type { ClientBase } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { addDays } from '../../shared/rules/days.ts';
import type { CampaignPlan, Plan, ProvincePlan } from './plan.ts';
import type { Cipher } from '../cipher.ts';
import { sealedNumbers } from './numbers.ts';
import { photosOf, proofsOf, type EvidenceFile } from './evidence.ts';
import { noRegisters, type RegistersPlan } from './registers/plan.ts';
import { finishCampaign, insertCampaign, type Issuer } from './sql/campaigns.ts';
import { helperFunctions, scratchTables } from './sql/helpers.ts';
import * as inspect from './sql/inspections.ts';
import * as item from './sql/items.ts';
import * as company from './sql/enterprises.ts';
import * as history from './sql/enterpriseHistory.ts';
import { countedInspections, countedItems, differences } from './sql/ledger.ts';
import { newestEvents } from './sql/newest.ts';
import { insertMemberships, makeOwnUnions } from './sql/ledgerUnions.ts';
import * as place from './sql/places.ts';
import * as record from './sql/records.ts';
import { gatherEvents, sealEvents } from './sql/seals.ts';
import { insertSettings } from './sql/settings.ts';
import * as report from './sql/siteReports.ts';
import * as site from './sql/sites.ts';
import { standingDifferences } from './sql/standing.ts';
import * as step from './sql/steps.ts';
import { insertUnions, makeUnions, nameUnions, slots } from './sql/unions.ts';

export type Generator = {
  client: ClientBase;
  plan: Plan;
  evidence: readonly EvidenceFile[];
  cipher: Cipher;
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

/** Records, history and counts from every step that there was. */
const stepByStep = (campaign: inspect.MadeCampaign, issuer: Issuer, plan: Plan): Sql[] => [
  step.itemSteps,
  step.inspectionSteps(campaign, issuer),
  analyze('d_step (subject_id, inspection_id, subject_type, at)'),
  record.insertInspections(campaign, { ...plan, history: 'full' }),
  record.insertItems(campaign, { ...plan, history: 'full' }),
  step.events,
  differences(campaign),
];

/** The same from the newest step alone, each table read or written once: where there are millions. */
const atOnce = (campaign: inspect.MadeCampaign, { today }: Plan): Sql[] => [
  countedInspections(campaign, today, record.insertInspections(campaign, { today, history: 'newest' })),
  countedItems(campaign, today, record.insertItems(campaign, { today, history: 'newest' })),
  ...newestEvents(campaign, today),
];

/** Everything of a campaign, from its target list to its ledger. */
async function makeCampaign(g: Generator, planned: CampaignPlan): Promise<void> {
  const { plan } = g;
  const { history: kept = plan.history } = planned;
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
    inspect.verdicts(kept),
    analyze('d_verdict (inspection_id, ord)'),
    inspect.answers(kept),
    analyze('d_answer (inspection_id)'),
    item.items(campaign),
    analyze('d_item (id, inspection_id)'),
    item.lives(campaign, plan),
    analyze('d_life (id)'),
    item.livesInFull(kept),
    analyze('d_full (id, inspection_id, marker_code, verifier_code)'),
    step.people,
    analyze('d_people (id)'),
    ...(kept === 'full' ? stepByStep(campaign, issuer, plan) : atOnce(campaign, plan)),
    record.insertEvidence(proofsOf(g.evidence)),
    ...(campaign.purpose === 'six-haves' ? inspect.haveResults : []),
    ...finishCampaign(campaign, issuer, plan.today),
    drop(perCampaign),
  ]);
}

/** The ledger before the unions, because some of its enterprises founded one. */
const ledgerStatements = ({ ledgers }: RegistersPlan): Sql[] => [
  company.makeEnterprises(ledgers),
  analyze('d_enterprise'),
  company.enterpriseLives,
  raw('create index on d_life_of (base_code)'),
  analyze('d_life_of'),
  ...makeOwnUnions,
];

const registerStatements = (g: Generator, code: string, registers: RegistersPlan): Sql[] => [
  ...insertSettings(code, registers.settings, g.plan.today),
  company.insertEnterprises,
  insertMemberships,
  history.enterpriseEvents,
  history.makeVisits,
  ...history.insertVisits,
  history.makeLetters,
  ...history.insertLetters,
  site.makeSites(registers, g.plan.today),
  site.siteSteps,
  ...site.insertSites(photosOf(g.evidence)),
  report.makeReports(g.plan.today),
  report.correctReports,
  ...report.insertReports,
];

/** Makes one province in the transaction of the client: places, unions, registers, campaigns with all their history. */
export async function generateProvince(g: Generator, province: ProvincePlan): Promise<void> {
  const { today, history, bulk } = g.plan;
  const { registers = noRegisters } = province;
  await runAll(g, [
    ...helperFunctions,
    drop(scratchTables),
    ...(bulk ? [gatherEvents] : []),
    place.calendar(addDays(today, -420), addDays(today, 60)),
    place.places(province.code),
    place.seats(),
    ...place.indexPlaces,
    ...sealedNumbers(g.cipher, province.code),
    place.activate(province.code),
    place.contacts(),
    slots(province.unions),
    makeUnions(g.plan),
    ...ledgerStatements(registers),
    ...insertUnions(history),
    ...registerStatements(g, province.code, registers),
  ]);
  for (const campaign of province.campaigns) await makeCampaign(g, campaign);
  await run(g, standingDifferences(province.code, today));
  await runAll(g, bulk ? [nameUnions, ...sealEvents] : [sql`select search_backfill(${province.code})`]);
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
