import { z } from 'zod';
import { evidenceIds } from './attachments.ts';
import { day, filterSchema, oneOf, orgCode, ranged, text, version, versioned, type Stamped } from './schema.ts';
import { key, month } from './settings.ts';

export const siteKinds = ['park', 'community', 'industry', 'building', 'project', 'group'] as const;
export const siteStatuses = ['nominated', 'recommended', 'building', 'accepted', 'listed', 'revoked'] as const;
export type SiteStatus = (typeof siteStatuses)[number];
/** The sites that count as built: accepted ones and those that have the title. */
export const builtStatuses = ['accepted', 'listed'] as const;

/** Selection notes (domain §6): 四最, 四不 and 四同时. */
export const fourMost = ['enterprises', 'migrantWorkers', 'need', 'weakness'] as const;
export const fourNot = ['show', 'rush', 'quota', 'copy'] as const;
export const fourTogether = ['stationHome', 'federationRecruiting', 'hiringTraining', 'organisingServing'] as const;

const notes = <const K extends readonly [string, ...string[]]>(keys: K) =>
  z.partialRecord(z.enum(keys), z.boolean()).default({});

export const siteWrite = z
  .object({
    orgCode,
    name: text(80, 2),
    batchCategory: key,
    kind: z.enum(siteKinds),
    address: text(120).nullish(),
    hasFederation: z.boolean().default(false),
    hasStation: z.boolean().default(false),
    hasHome: z.boolean().default(false),
    fourMost: notes(fourMost),
    fourNot: notes(fourNot),
    fourTogether: notes(fourTogether),
    attachmentIds: evidenceIds.default([]),
    version: version.optional(),
  })
  .refine((s) => s.hasFederation || s.hasStation || s.hasHome, {
    path: ['hasStation'],
    params: { key: 'site-unites-nothing' },
  });
export type SiteWrite = z.infer<typeof siteWrite>;

export type Site = Stamped & {
  orgCode: string;
  name: string;
  batchCategory: string;
  kind: (typeof siteKinds)[number];
  address: string | null;
  hasFederation: boolean;
  hasStation: boolean;
  hasHome: boolean;
  fourMost: Partial<Record<(typeof fourMost)[number], boolean>>;
  fourNot: Partial<Record<(typeof fourNot)[number], boolean>>;
  fourTogether: Partial<Record<(typeof fourTogether)[number], boolean>>;
  status: SiteStatus;
  buildingOn: string | null;
  acceptedOn: string | null;
  listedOn: string | null;
  revokedOn: string | null;
  returnReason: string | null;
  reinspectedOn: string | null;
  attachmentIds: string[];
  /** What its batch category is called in its province. */
  batchName: string;
  /** Months whose report is due and missing, oldest first. */
  missingMonths: string[];
  /** The steps of the table, and `edit`, `delete` and `report` where they are allowed. */
  mayActions: string[];
  /** On a record's own page: its city's quota for its batch, where the province has set one. */
  quota?: SiteQuota | null;
};

/** How many sites of a batch category a city may have accepted and listed, and how many it has. */
export type SiteQuota = { orgCode: string; name: string; batchCategory: string; count: number; used: number };

export const reinspectBody = versioned
  .extend({ inspectedOn: day, passed: z.boolean(), note: text(500).nullish() })
  .refine(({ passed, note }) => passed || (note ?? '').length >= 2, {
    path: ['note'],
    params: { key: 'reason-needed' },
  });

export const siteFilter = filterSchema({
  name: oneOf(text(80)),
  batchCategory: oneOf(key),
  kind: oneOf(z.enum(siteKinds)),
  status: oneOf(z.enum(siteStatuses)),
  /** Accepted or listed. */
  built: oneOf(z.boolean()),
  /** Accepted or listed, and accepted no later than that month. */
  builtBy: oneOf(month),
  /** A month for which a report is missing. */
  missingMonth: oneOf(month),
  /** Some month's report is missing. */
  missingReports: oneOf(z.boolean()),
  /** Its next step is the reader's to take. */
  forMe: oneOf(z.boolean()),
  listedOn: ranged(day),
});
