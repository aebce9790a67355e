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
  /** Items inspected again in a 回头看; an act that happened, so it counts whatever became of the item since. */
  reinspected: number;
  /** Of those, the ones that had relapsed when they were last inspected again (反弹). */
  relapsed: number;
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
  'reinspected',
  'relapsed',
] as const satisfies readonly (keyof Counts)[];

/** Rates as shares of 1; null where the denominator is empty, never 0 or 1. */
export type Rates = {
  inspectionRate: number | null;
  defectRate: number | null;
  rectifiedRate: number | null;
  closedRate: number | null;
  onTimeRate: number | null;
  shellRate: number | null;
  relapseRate: number | null;
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
    relapseRate: ratio(c.relapsed, c.reinspected),
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

/** What the ledger counts: the work of campaigns, and the registers that stand beside them (`standing.ts`). */
export type TallyKind =
  | 'inspection'
  | 'item'
  | 'recheck'
  | 'union'
  | 'have'
  | 'employees'
  | 'members'
  | 'enterprise'
  | 'visit'
  | 'recruit'
  | 'site';

/**
 * The state of one record as the ledger sees it: what its counts depend on, and nothing else. `dueOn` of an item
 * stands only while it is unsettled, `late` only once it is settled. The `track` of an inspection is `approved` once it is.
 */
export type Tally = {
  kind: TallyKind;
  stage: string;
  itemKey: string;
  track: string;
  dueOn: string | null;
  late: boolean;
  shell: boolean;
  /** How much it counts; one where it is left out. */
  n?: number;
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
    track: facts.status === 'approved' ? 'approved' : '',
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

/** The newest outcome of an item that was inspected again, `held` or `relapsed`; null counts nowhere. */
export function recheckTally(facts: { outcome: string | null; itemKey: string; track: string }): Tally | null {
  if (facts.outcome === null) return null;
  return {
    kind: 'recheck',
    stage: facts.outcome,
    itemKey: facts.itemKey,
    track: facts.track,
    dueOn: null,
    late: false,
    shell: false,
  };
}

/** Which tallies each count sums up: the one definition, of which the statements of the ledger are made too. */
type Counted = { kind: TallyKind; stages?: readonly string[]; shell?: true; onTime?: true; overdue?: true };

const settledStages = ['rectified', 'closed'] as const;

export const countedBy: Record<keyof Counts, Counted> = {
  targets: { kind: 'inspection', stages: funnelStages.targets },
  submitted: { kind: 'inspection', stages: funnelStages.submitted },
  defective: { kind: 'inspection', stages: funnelStages.defective },
  rectifiedUnions: { kind: 'inspection', stages: funnelStages.rectifiedUnions },
  closedUnions: { kind: 'inspection', stages: funnelStages.closedUnions },
  shells: { kind: 'inspection', stages: funnelStages.submitted, shell: true },
  items: { kind: 'item' },
  rectified: { kind: 'item', stages: settledStages },
  closed: { kind: 'item', stages: ['closed'] },
  onTime: { kind: 'item', stages: settledStages, onTime: true },
  overdue: { kind: 'item', stages: unsettledStatuses, overdue: true },
  reinspected: { kind: 'recheck' },
  relapsed: { kind: 'recheck', stages: ['relapsed'] },
};

const rules = Object.entries(countedBy) as [keyof Counts, Counted][];

/** The counts of tallies with their numbers; `today` closes the day that decides what is overdue. */
export function countTallies(
  tallies: Iterable<Omit<Tally, 'itemKey' | 'track'> & { n: number }>,
  today: string,
): Counts {
  const counts = { ...noCounts };
  for (const { kind, stage, shell, late, dueOn, n } of tallies) {
    for (const [name, rule] of rules) {
      if (rule.kind !== kind || (rule.stages && !rule.stages.includes(stage))) continue;
      if ((rule.shell && !shell) || (rule.onTime && late)) continue;
      if (rule.overdue && !(dueOn !== null && dueOn < today)) continue;
      counts[name] += n;
    }
  }
  return counts;
}
