import { unsettledStatuses } from './deadlines.ts';

/** The counts of one row of a progress table; children always add up to their parent (domain §5). */
export type Counts = {
  /** Unions of the target list that are not exempted (应查). */
  targets: number;
  /** Inspections submitted or approved (已查). */
  submitted: number;
  /** Of those, with at least one bad answer (有问题). */
  defective: number;
  /** Defective unions whose items are all rectified or closed (整改到位). */
  rectifiedUnions: number;
  /** Defective unions whose items are all closed (销号). */
  closedUnions: number;
  /** Submitted inspections with a bad item that marks a shell (空壳). */
  shells: number;
  /** Rectifications that are not withdrawn. */
  items: number;
  /** Items rectified or closed. */
  rectified: number;
  closed: number;
  /** Items rectified or closed whose latest mark was on or before its due day. */
  onTime: number;
  overdue: number;
};

export const countNames = [
  'targets',
  'submitted',
  'defective',
  'rectifiedUnions',
  'closedUnions',
  'shells',
  'items',
  'rectified',
  'closed',
  'onTime',
  'overdue',
] as const satisfies readonly (keyof Counts)[];

/** Rates as shares of 1; null where the denominator is empty, never 0 or 1. */
export type Rates = {
  inspectionRate: number | null;
  defectRate: number | null;
  rectifiedRate: number | null;
  closedRate: number | null;
  onTimeRate: number | null;
  shellRate: number | null;
};

export type Measures = Counts & Rates;

export const noCounts: Counts = Object.freeze(
  Object.fromEntries(countNames.map((name) => [name, 0])),
) as unknown as Counts;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The formulas of domain §5, the only ones in the product. */
export function ratesOf(c: Counts): Rates {
  return {
    inspectionRate: ratio(c.submitted, c.targets),
    defectRate: ratio(c.defective, c.submitted),
    rectifiedRate: ratio(c.rectified, c.items),
    closedRate: ratio(c.closed, c.items),
    onTimeRate: ratio(c.onTime, c.rectified + c.overdue),
    shellRate: ratio(c.shells, c.submitted),
  };
}

export function measuresOf(counts: Counts): Measures {
  return { ...counts, ...ratesOf(counts) };
}

export function addCounts(rows: readonly Counts[]): Counts {
  const sum = { ...noCounts };
  for (const row of rows) for (const name of countNames) sum[name] += row[name];
  return sum;
}

/** The funnel counts unions all the way: 应查 → 已查 → 有问题 → 整改到位 → 销号. */
export const funnelSteps = ['targets', 'submitted', 'defective', 'rectifiedUnions', 'closedUnions'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** Where an inspection stands on the funnel; stored with it, so that lists filter by what charts count. */
export const stages = ['pending', 'returned', 'exempted', 'faultless', 'defective', 'rectified', 'closed'] as const;
export type Stage = (typeof stages)[number];

/** The stages that each step of the funnel counts. */
export const funnelStages: Record<FunnelStep, readonly Stage[]> = {
  targets: ['pending', 'returned', 'faultless', 'defective', 'rectified', 'closed'],
  submitted: ['faultless', 'defective', 'rectified', 'closed'],
  defective: ['defective', 'rectified', 'closed'],
  rectifiedUnions: ['rectified', 'closed'],
  closedUnions: ['closed'],
};

/** The six numbers of a leader's page. */
export const sixNumbers = ['targets', 'inspectionRate', 'items', 'rectifiedRate', 'closedRate', 'overdue'] as const;

/** Children by on-time rate, then by overdue; those without a rate have nothing to be late with and are left out. */
export function worstOf<T extends Measures>(rows: readonly T[], size = 5): T[] {
  return rows
    .filter((row) => row.onTimeRate !== null)
    .sort((a, b) => (a.onTimeRate ?? 0) - (b.onTimeRate ?? 0) || b.overdue - a.overdue)
    .slice(0, size);
}

/**
 * The state of one inspection or one item as the ledger of progress sees it: what its counts depend on, and
 * nothing else. `dueOn` stands only while the item is unsettled, `late` only once it is settled.
 */
export type Tally = {
  kind: 'inspection' | 'item';
  stage: string;
  itemKey: string;
  track: string;
  dueOn: string | null;
  late: boolean;
  shell: boolean;
};

export type InspectionFacts = {
  status: string;
  badCount: number;
  /** Items neither rectified nor closed. */
  openCount: number;
  /** Items not closed. */
  unclosedCount: number;
  shell: boolean;
};

/** How far a union has come down the funnel. */
export function inspectionStage(facts: InspectionFacts): Stage {
  if (facts.status !== 'submitted' && facts.status !== 'approved') return facts.status as Stage;
  if (facts.badCount === 0) return 'faultless';
  if (facts.unclosedCount === 0) return 'closed';
  return facts.openCount === 0 ? 'rectified' : 'defective';
}

export function inspectionTally(facts: InspectionFacts): Tally | null {
  if (facts.status === 'exempted') return null;
  const stage = inspectionStage(facts);
  const answered = stage !== 'pending' && stage !== 'returned';
  return {
    kind: 'inspection',
    stage,
    itemKey: '',
    track: '',
    dueOn: null,
    late: false,
    shell: answered && facts.shell,
  };
}

export type ItemFacts = { status: string; itemKey: string; track: string; dueOn: string; late: boolean };

export function itemTally(facts: ItemFacts): Tally | null {
  if (facts.status === 'withdrawn') return null;
  const unsettled = (unsettledStatuses as readonly string[]).includes(facts.status);
  return {
    kind: 'item',
    stage: facts.status,
    itemKey: facts.itemKey,
    track: facts.track,
    dueOn: unsettled ? facts.dueOn : null,
    late: !unsettled && facts.late,
    shell: false,
  };
}
