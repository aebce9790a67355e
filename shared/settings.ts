import { z } from 'zod';
import { secondFactorPolicies } from './signIn.ts';
import { day, filterSchema, orgCode, text, type Stamped } from './schema.ts';

/** A key of a tenant's own enumeration: stays when its name changes. */
export const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const share = z
  .number()
  .refine((value) => value >= 0 && value <= 1, { params: { key: 'not-a-share' } })
  .meta({ minimum: 0, maximum: 1 });
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

export const named = z.object({ key, name: text(40, 1) });
export type Named = z.infer<typeof named>;

/** How many sites of a batch category a city may have accepted and listed at most. */
const siteQuota = z.object({ batchCategory: key, orgCode, count: z.number().int().min(0).max(100_000) });

/** Which sites report, and from when to when; null is “to this day”. `dueDay` is the day of the next month. */
const siteReporting = z.object({
  fromMonth: month.nullable(),
  toMonth: month.nullable(),
  dueDay: z.number().int().min(1).max(28),
});

/** Which enterprises ought to have a union. */
const eligibility = z.object({
  minEmployees: z.number().int().min(1).max(100_000),
  minYearsOpen: z.number().int().min(0).max(50),
});

/** The ledger's reference day (null: today), when a case is stalled, and its target with a base of its own (null: unknown). */
const ledger = z.object({
  asOf: day.nullable(),
  stalledDays: z.number().int().min(1).max(3650),
  targetRate: share.nullable(),
  targetBy: day.nullable(),
  targetBase: z.number().int().min(1).max(10_000_000).nullable(),
});

/** The rates that the federation aims at; null where it has set none. */
export const targetKeys = [
  'inspectionRate',
  'rectifiedRate',
  'closedRate',
  'onTimeRate',
  'sixHavesRate',
  'establishmentRate',
  'membershipRate',
] as const;
const targets = z.partialRecord(z.enum(targetKeys), share.nullable());

/** A ranking leaves apart whoever has less than this base. */
const ranking = z.object({ minimumBase: z.number().int().min(0).max(1_000_000) });

/** Days before a due day on which its owner is told, and working days of lateness until it is supervised. */
const ladder = z.object({
  before: z.array(z.number().int().min(0).max(60)).max(5),
  superviseAfter: z.number().int().min(1).max(120),
});
export const overdueLevels = ['township', 'district', 'city'] as const;

/** Who is told of what is due and late in the campaigns that an organisation issues, and when an order follows. */
const reminders = z.object({
  immediate: ladder,
  scheduled: ladder,
  /** Who is told of lateness beside the owner. */
  overdueLevels: z.array(z.enum(overdueLevels)).max(3),
  /** Who issues the orders of 督办. */
  superviseLevel: z.enum(['city', 'province']),
  replyDays: z.number().int().min(1).max(60),
  /** Orders are issued as soon as they are due; else they wait as drafts for a decision. */
  automatic: z.boolean(),
  /** Nobody is told on a day of rest: of what is due, earlier; of what is late, afterwards. */
  workingDays: z.boolean(),
});

/** Who must have a second factor. */
const signIn = z.object({ secondFactor: z.enum(secondFactorPolicies) });

export const settingParts = {
  batchCategories: z.array(named).min(1).max(20),
  siteQuotas: z.array(siteQuota).max(5000),
  siteReporting,
  eligibility,
  letterKinds: z.array(named).min(1).max(20),
  ledger,
  targets,
  ranking,
  reminders,
  signIn,
} as const;
export type SettingPart = keyof typeof settingParts;
export const settingNames = Object.keys(settingParts) as SettingPart[];

/** What is in force at an organisation, every part decided by it, by the nearest superior that did, or by the product. */
export type Settings = { [Part in SettingPart]: z.infer<(typeof settingParts)[Part]> };

/** What one organisation decided itself: null where it leaves a part to its superior. */
export type SettingsRecord = Stamped & {
  orgCode: string;
  own: { [Part in SettingPart]: Settings[Part] | null };
  effective: Settings;
  /** The organisation that decided a part; null for the product's default. */
  decidedBy: Record<SettingPart, string | null>;
  /** What would be in force if it decided nothing itself, and whose decision that would be. */
  above: Settings;
  aboveDecidedBy: Record<SettingPart, string | null>;
};

/** What the programme of a province decides for all its levels (domain §6): no level below has a say in these. */
export const provinceParts: readonly SettingPart[] = ['batchCategories', 'siteQuotas', 'signIn'];

/** The places in a list at which something stands that stood before. */
const repeated = (keys: readonly string[]) => keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []));

type Issue = { path: (string | number)[]; key: string };

function faultsIn(s: Partial<{ [Part in SettingPart]: Settings[Part] | null | undefined }>): Issue[] {
  const lists = ['batchCategories', 'letterKinds'] as const;
  const { fromMonth = null, toMonth = null } = s.siteReporting ?? {};
  const quotas = (s.siteQuotas ?? []).map(({ orgCode, batchCategory }) => `${orgCode} ${batchCategory}`);
  return [
    ...lists.flatMap((list) =>
      repeated((s[list] ?? []).map(({ key }) => key)).map((i) => ({ path: [list, i, 'key'], key: 'duplicate' })),
    ),
    ...lists.flatMap((list) =>
      repeated((s[list] ?? []).map(({ name }) => name)).map((i) => ({ path: [list, i, 'name'], key: 'duplicate' })),
    ),
    ...repeated(quotas).map((i) => ({ path: ['siteQuotas', i, 'orgCode'], key: 'duplicate' })),
    ...(fromMonth && toMonth && fromMonth > toMonth
      ? [{ path: ['siteReporting', 'toMonth'], key: 'dates-out-of-order' }]
      : []),
  ];
}

export const settingsWrite = z
  .object({
    batchCategories: settingParts.batchCategories.nullish(),
    siteQuotas: settingParts.siteQuotas.nullish(),
    siteReporting: settingParts.siteReporting.nullish(),
    eligibility: settingParts.eligibility.nullish(),
    letterKinds: settingParts.letterKinds.nullish(),
    ledger: settingParts.ledger.nullish(),
    targets: settingParts.targets.nullish(),
    ranking: settingParts.ranking.nullish(),
    reminders: settingParts.reminders.nullish(),
    signIn: settingParts.signIn.nullish(),
    version: z.number().int().min(0).optional(),
  })
  .superRefine((s, ctx) => {
    for (const { path, key } of faultsIn(s)) ctx.addIssue({ code: 'custom', path, params: { key } });
  });
export type SettingsWrite = z.infer<typeof settingsWrite>;

export const settingsFilter = filterSchema({}, orgCode);

/** Where nobody has decided: neutral names, and the commonest rules. */
export const defaultSettings: Settings = {
  batchCategories: [
    { key: 'batch-1', name: '第一批类' },
    { key: 'batch-2', name: '第二批类' },
    { key: 'batch-3', name: '第三批类' },
  ],
  siteQuotas: [],
  siteReporting: { fromMonth: null, toMonth: null, dueDay: 10 },
  eligibility: { minEmployees: 25, minYearsOpen: 0 },
  letterKinds: [
    { key: 'rectification-opinion', name: '整改意见书' },
    { key: 'handling-proposal', name: '处理建议书' },
  ],
  ledger: { asOf: null, stalledDays: 30, targetRate: null, targetBy: null, targetBase: null },
  targets: {},
  ranking: { minimumBase: 10 },
  reminders: {
    immediate: { before: [7, 3, 1], superviseAfter: 5 },
    scheduled: { before: [7, 3, 1], superviseAfter: 10 },
    overdueLevels: ['district'],
    superviseLevel: 'city',
    replyDays: 5,
    automatic: false,
    workingDays: true,
  },
  signIn: { secondFactor: 'off' },
};

/** What one more or one fewer rule of eligibility would change, counted before it is decided. */
export const eligibilityQuery = z.strictObject({
  orgCode,
  minEmployees: z.coerce.number().int().min(1).max(100_000),
  minYearsOpen: z.coerce.number().int().min(0).max(50),
});
export type EligibilityEffect = { eligible: number; after: number; becoming: number; ceasing: number };
