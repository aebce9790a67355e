import { z } from 'zod';
import { doorOf, type Door, type DoorPlace } from './doors.ts';
import type { Resource } from './permissions.ts';
import type { LedgerTarget } from './rules/establishment.ts';
import { isUscc } from './rules/uscc.ts';
import {
  count,
  day,
  filterSchema,
  id,
  instant,
  oneOf,
  orgCode,
  ranged,
  reason,
  text,
  versioned,
  version,
  type Stamped,
} from './schema.ts';
import type { Settings } from './settings.ts';

/** From what is wished for to what is not; moving down this list is a step backwards. */
export const enterpriseStages = ['established', 'forming', 'willing', 'outreach', 'refused'] as const;
export type EnterpriseStage = (typeof enterpriseStages)[number];
/** The stages that the advance rate counts (domain §5). */
export const advancedStages = ['established', 'forming', 'willing'] as const;

/** 统一社会信用代码, typed with spaces or small letters as people do. */
export const uscc = z
  .string()
  .transform((value) => value.replace(/\s/g, '').toUpperCase())
  .refine(isUscc, { params: { key: 'invalid-uscc' } });

export const enterpriseWrite = z.object({
  orgCode,
  name: text(80, 2),
  uscc,
  employees: count,
  openedOn: day.nullish(),
  contactName: text(40).nullish(),
  contactPhone: text(20).nullish(),
  stage: z.enum(enterpriseStages).default('outreach'),
  benchmark: z.boolean().default(false),
  benchmarkReasons: z.array(text(40, 1)).max(10).default([]),
  unionIds: z.array(id).max(20).default([]),
  membersRecruited: count.default(0),
  version: version.optional(),
});
export type EnterpriseWrite = z.infer<typeof enterpriseWrite>;

/** Stage and place change by acts of their own; unions that are left out stay. */
export const enterpriseUpdate = enterpriseWrite
  .omit({ stage: true })
  .extend({ unionIds: z.array(id).max(20).optional() });
export type EnterpriseUpdate = z.infer<typeof enterpriseUpdate>;

/** `unionIds` are read only on the way to `established`; an enterprise that leaves it is covered by none. */
export const changeStageBody = versioned.extend({
  stage: z.enum(enterpriseStages),
  note: text(500).nullish(),
  unionIds: z.array(id).max(20).optional(),
});
export type ChangeStage = z.infer<typeof changeStageBody>;
export const moveBody = versioned.extend({ orgCode, on: day, reason });
export type Move = z.infer<typeof moveBody>;

export type Enterprise = Stamped & {
  orgCode: string;
  name: string;
  uscc: string;
  employees: number;
  openedOn: string | null;
  contactName: string | null;
  contactPhone: string | null;
  stage: EnterpriseStage;
  stageSince: string;
  benchmark: boolean;
  benchmarkReasons: string[];
  unionIds: string[];
  membersRecruited: number;
  visitCount: number;
  lastVisitOn: string | null;
  /** Ought to have a union by the rule of its tenant. */
  eligible: boolean;
  /** In work and not visited for as many days as the tenant allows. */
  stalled: boolean;
  mayActions: string[];
};

export const enterpriseFilter = filterSchema({
  name: oneOf(text(80)),
  uscc: oneOf(text(18)),
  stage: oneOf(z.enum(enterpriseStages)),
  /** Established, forming or willing. */
  advanced: oneOf(z.boolean()),
  eligible: oneOf(z.boolean()),
  stalled: oneOf(z.boolean()),
  benchmark: oneOf(z.boolean()),
  unionId: oneOf(id),
  employees: ranged(count),
  openedOn: ranged(day),
  stageSince: ranged(day),
  lastVisitOn: ranged(day),
  visitCount: ranged(count),
  membersRecruited: ranged(count),
});

export const ledgerQuery = z.strictObject({ orgCode: orgCode.optional(), asOf: instant.optional() });
export type LedgerQuery = z.infer<typeof ledgerQuery>;

/** The counts of the ledger, in the order in which they are read. */
export const ledgerNames = [
  'enterprises',
  ...enterpriseStages,
  'stalled',
  'benchmarks',
  'visits',
  'recruited',
  'lettersOut',
  'lettersOverdue',
  'notEligible',
] as const;
export type LedgerName = (typeof ledgerNames)[number];

/** What only the present knows: no history is kept of it. */
const presentLists = {
  stalled: ['enterprises', { eligible: true, stalled: true }],
  lettersOut: ['letters', { replied: false }],
  lettersOverdue: ['letters', { overdue: true }],
  notEligible: ['enterprises', { eligible: false }],
} as const satisfies Partial<Record<LedgerName, readonly [Resource, Record<string, unknown>]>>;
export type PresentName = keyof typeof presentLists;
export const presentNames = Object.keys(presentLists) as PresentName[];

/** The rows that a count of the ledger counts. */
export function ledgerDoor(name: LedgerName, place: DoorPlace): Door {
  if (!(name in presentLists)) return doorOf(name as Exclude<LedgerName, PresentName>, place);
  const [resource, filter] = presentLists[name as PresentName];
  return { resource, filter: { ...place, ...filter } };
}

/**
 * One line of the ledger. Stalled cases, letters and enterprises that need no union are known for the present only:
 * null in a report of a past instant.
 */
export type LedgerLine = Record<Exclude<LedgerName, PresentName>, number> &
  Record<PresentName, number | null> & {
    /** Established ÷ cohort. */
    establishmentRate: number | null;
    /** (Established + forming + willing) ÷ cohort: how far the work has come, never the establishment rate. */
    advanceRate: number | null;
    /** By count; none in a report of a past instant. */
    doors: Partial<Record<LedgerName, Door>>;
  };

export type LedgerRow = LedgerLine & { code: string; name: string; own?: true };

export type LedgerReport = {
  asOf: string;
  orgCode: string;
  name: string;
  /** From the reader's own organisation down to this one. */
  path: { code: string; name: string }[];
  /** The day from which stalled cases and the pace are counted. */
  referenceDay: string;
  stalledDays: number;
  eligibility: Settings['eligibility'];
  total: LedgerLine;
  rows: LedgerRow[];
  target: LedgerTarget | null;
};
