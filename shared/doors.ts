import type { Resource } from './permissions.ts';
import type { Counts } from './rules/measures.ts';
import { rateParts, type CountKey, type RateKey } from './rules/rateParts.ts';
import type { SixHave } from './rules/scoring.ts';
import type { StandingCounts } from './rules/standing.ts';

/** The list that has exactly the rows that a number counts, or whose rows add up to it by the field `sums`. */
export type Door = { resource: Resource; filter: Record<string, unknown>; sums?: string };

const campaignLists: Record<keyof Counts, [resource: Resource, filter: Record<string, unknown>]> = {
  targets: ['inspections', { funnel: 'targets' }],
  submitted: ['inspections', { funnel: 'submitted' }],
  defective: ['inspections', { funnel: 'defective' }],
  rectifiedUnions: ['inspections', { funnel: 'rectifiedUnions' }],
  closedUnions: ['inspections', { funnel: 'closedUnions' }],
  shells: ['inspections', { shell: true, funnel: 'submitted' }],
  items: ['rectifications', { counted: true }],
  rectified: ['rectifications', { status: ['rectified', 'closed'] }],
  closed: ['rectifications', { status: ['closed'] }],
  onTime: ['rectifications', { onTime: true }],
  overdue: ['rectifications', { overdue: true }],
  reinspected: ['rectifications', { reinspected: true }],
  relapsed: ['rectifications', { relapsed: true }],
};

const registerLists: Record<
  keyof StandingCounts,
  [resource: Resource, filter: Record<string, unknown>, sums?: string]
> = {
  unions: ['unions', { active: true }],
  assessed: ['unions', { active: true, assessed: true }],
  standardised: ['unions', { active: true, standard: true }],
  employees: ['unions', { active: true }, 'employees'],
  members: ['unions', { active: true }, 'members'],
  enterprises: ['enterprises', { eligible: true }],
  established: ['enterprises', { eligible: true, stage: 'established' }],
  forming: ['enterprises', { eligible: true, stage: 'forming' }],
  willing: ['enterprises', { eligible: true, stage: 'willing' }],
  outreach: ['enterprises', { eligible: true, stage: 'outreach' }],
  refused: ['enterprises', { eligible: true, stage: 'refused' }],
  benchmarks: ['enterprises', { benchmark: true }],
  visits: ['visits', {}],
  recruited: ['enterprises', {}, 'membersRecruited'],
  sites: ['sites', { built: true }],
  sitesListed: ['sites', { status: 'listed' }],
  sitesPreparing: ['sites', { status: ['nominated', 'recommended', 'building'] }],
};

/**
 * Where a number was counted: below `orgCode`, at `orgExact` alone (本级), or everywhere in the reader's scope. A nation's
 * wave of campaigns is several; `itemKey` narrows to one question.
 */
export type DoorPlace = {
  orgCode?: string | undefined;
  orgExact?: string | undefined;
  campaignId?: string | readonly string[] | undefined;
  itemKey?: string | undefined;
};

export const isCampaignCount = (key: string): key is keyof Counts => key in campaignLists;

const given = (place: DoorPlace) =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));

/** The rows that a count counts. The registers belong to no campaign. */
export function doorOf(key: CountKey, place: DoorPlace): Door {
  if (isCampaignCount(key)) {
    const [resource, filter] = campaignLists[key];
    return { resource, filter: { ...given(place), ...filter } };
  }
  const [resource, filter, sums] = registerLists[key];
  const { orgCode, orgExact } = place;
  return { resource, filter: { ...given({ orgCode, orgExact }), ...filter }, ...(sums ? { sums } : {}) };
}

/** A rate leads to what stands above its line. */
export function aboveDoor(rate: RateKey, place: DoorPlace): Door {
  if (rate !== 'advanceRate') return doorOf(rateParts[rate].above[0]!, place);
  const { resource, filter } = doorOf('enterprises', place);
  return { resource, filter: { ...filter, advanced: true } };
}

/** The unions that pass, or fail, one have by their newest result. */
export const haveDoor = (have: SixHave, result: 'passing' | 'failing', orgCode: string): Door => ({
  resource: 'unions',
  filter: { orgCode, active: true, [result]: have },
});
