import type { Tally } from './measures.ts';

/**
 * Counts of the registers that stand beside the campaigns: unions with their newest results, demonstration sites, the
 * establishment ledger. Children always add up to their parent (domain §5).
 */
export type StandingCounts = {
  /** Active unions. */
  unions: number;
  /** Of those, with a six-haves result. */
  assessed: number;
  /** Of those, passing all six (规范化). */
  standardised: number;
  /** Employees and members of active unions. */
  employees: number;
  members: number;
  /** Eligible enterprises of the ledger: the cohort. */
  enterprises: number;
  established: number;
  forming: number;
  willing: number;
  outreach: number;
  refused: number;
  /** Benchmark enterprises (风向标), eligible or not. */
  benchmarks: number;
  /** Visits are acts, not units: nothing is divided by them. */
  visits: number;
  recruited: number;
  /** Sites accepted or listed. */
  sites: number;
  sitesListed: number;
  /** Sites nominated, recommended or being built. */
  sitesPreparing: number;
};

export const standingNames = [
  'unions', 'assessed', 'standardised', 'employees', 'members', 'enterprises', 'established', 'forming', 'willing', 'outreach',
  'refused', 'benchmarks', 'visits', 'recruited', 'sites', 'sitesListed', 'sitesPreparing',
] as const satisfies readonly (keyof StandingCounts)[]; // prettier-ignore

export type StandingRates = {
  sixHavesRate: number | null;
  /** Eligible enterprises covered by a union / eligible enterprises. Never the advance rate. */
  establishmentRate: number | null;
  advanceRate: number | null;
  membershipRate: number | null;
};
export type StandingMeasures = StandingCounts & StandingRates;

export const noStanding: StandingCounts = Object.freeze(
  Object.fromEntries(standingNames.map((name) => [name, 0])),
) as unknown as StandingCounts;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The formulas of domain §5 over the registers, the only ones in the product. */
export function standingRates(c: StandingCounts): StandingRates {
  return {
    sixHavesRate: ratio(c.standardised, c.assessed),
    establishmentRate: ratio(c.established, c.enterprises),
    advanceRate: ratio(c.established + c.forming + c.willing, c.enterprises),
    membershipRate: ratio(c.members, c.employees),
  };
}

export const standingMeasures = (c: StandingCounts): StandingMeasures => ({ ...c, ...standingRates(c) });

export function addStanding(rows: readonly StandingCounts[]): StandingCounts {
  const sum = { ...noStanding };
  for (const row of rows) for (const name of standingNames) sum[name] += row[name];
  return sum;
}

/** The day before all days: eligible since ever. */
export const EVER = '-infinity';
export const NEVER = 'infinity';

const tally = (kind: Tally['kind'], own: Partial<Tally> = {}): Tally => ({
  kind,
  stage: '',
  itemKey: '',
  track: '',
  dueOn: null,
  late: false,
  shell: false,
  ...own,
});

export type UnionFacts = {
  active: boolean;
  standard: boolean | null;
  sixHaves: Partial<Record<string, boolean>> | null;
  employees: number;
  members: number;
};

/** What one union adds to the counts of its place; nothing once it is not active. */
export function unionTallies(facts: UnionFacts): Tally[] {
  if (!facts.active) return [];
  const stage = facts.standard === null ? 'unassessed' : facts.standard ? 'standard' : 'substandard';
  return [
    tally('union', { stage }),
    tally('employees', { n: facts.employees }),
    tally('members', { n: facts.members }),
    ...Object.entries(facts.sixHaves ?? {}).map(([itemKey, passed]) =>
      tally('have', { itemKey, stage: passed ? 'pass' : 'fail' }),
    ),
  ];
}

export type EnterpriseFacts = {
  stage: string;
  eligibleFrom: string;
  benchmark: boolean;
  membersRecruited: number;
};

/** `dueOn` is the first day of its eligibility; one that is eligible already stands under one day, not under thousands. */
export function enterpriseTallies(facts: EnterpriseFacts, today: string): Tally[] {
  const from = facts.eligibleFrom === NEVER || facts.eligibleFrom > today ? facts.eligibleFrom : EVER;
  return [
    tally('enterprise', { stage: facts.stage, dueOn: from, late: facts.benchmark }),
    tally('recruit', { n: facts.membersRecruited }),
  ];
}

export const visitTallies = (facts: { outcome: string }): Tally[] => [tally('visit', { stage: facts.outcome })];

export const siteTallies = (facts: { status: string; batchCategory: string }): Tally[] => [
  tally('site', { stage: facts.status, itemKey: facts.batchCategory }),
];
