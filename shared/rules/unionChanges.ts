import type { Author } from './authority.ts';
import { federationOf, isAtOrAbove } from './orgCode.ts';

/** How a union leaves the place where it stood: to another organisation, into another union, or for good. */
export const unionChangeKinds = ['move', 'merge', 'dissolve'] as const;
export type UnionChangeKind = (typeof unionChangeKinds)[number];

/** What the person decides about open work: it goes along, or it ends with an exemption. */
export const openWorkChoices = ['carry', 'end'] as const;
export type OpenWork = (typeof openWorkChoices)[number];

/** What the fate of an inspection depends on. */
export type WorkFacts = {
  campaignId: string;
  status: string;
  /** Items not closed. */
  unclosedCount: number;
  campaignStatus: string;
  /** The federation that issued the campaign. */
  issuerOrgCode: string;
};

/** Where open work would go: null when the union is dissolved. `taken` are campaigns that the survivor has work in. */
export type Destination = { orgCode: string; openWork: OpenWork; taken: ReadonlySet<string> } | null;

/** Somebody still owes something: an answer or a decision while the campaign runs, or an item that is not closed. */
export function isOpenWork({ status, unclosedCount, campaignStatus }: WorkFacts): boolean {
  if (status === 'exempted') return false;
  return unclosedCount > 0 || (campaignStatus === 'issued' && status !== 'approved');
}

export type Fate = 'stay' | 'carry' | 'end';

/**
 * What becomes of one inspection with its items. Finished work stays where it was counted. Open work goes along as
 * decided, but only to where its campaign is run, and not beside the survivor's own work in the same campaign.
 */
export function fateOf(work: WorkFacts, to: Destination): Fate {
  if (!isOpenWork(work)) return 'stay';
  if (!to || to.openWork === 'end') return 'end';
  return isAtOrAbove(work.issuerOrgCode, to.orgCode) && !to.taken.has(work.campaignId) ? 'carry' : 'end';
}

/** What an act does to open work, as the person is told before. */
export type WorkConsequence = {
  /** Open inspections: those that go along, and those that end. */
  carried: number;
  ended: number;
  /** Items not closed that go along, and that are withdrawn. */
  carriedItems: number;
  endedItems: number;
};

export function consequenceOf(works: readonly WorkFacts[], to: Destination): WorkConsequence {
  const sum: WorkConsequence = { carried: 0, ended: 0, carriedItems: 0, endedItems: 0 };
  for (const work of works) {
    const fate = fateOf(work, to);
    if (fate === 'stay') continue;
    sum[fate === 'carry' ? 'carried' : 'ended'] += 1;
    sum[fate === 'carry' ? 'carriedItems' : 'endedItems'] += work.unclosedCount;
  }
  return sum;
}

/**
 * An earlier author as seen from the new place: whoever stood beside its line counts as standing at the same level on
 * it, so that the right to verify lies as high above the work as it did before (domain §4).
 */
export function placedLike<A extends Author>(author: A, orgCode: string): A {
  if (isAtOrAbove(author.orgCode, orgCode)) return author;
  return { ...author, orgCode: federationOf(orgCode.slice(0, author.orgCode.length)) };
}
