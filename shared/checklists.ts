import { z } from 'zod';
import { filterSchema, oneOf, orgCode, text, version, type Stamped } from './schema.ts';

export const purposes = ['six-haves', 'self-inspection', 'other'] as const;
export const checklistStatuses = ['draft', 'published', 'retired'] as const;
export const polarities = ['yesIsGood', 'yesIsBad'] as const;
export const evidences = ['none', 'optional', 'required'] as const;
export const tracks = ['immediate', 'scheduled'] as const;
export const responsibles = ['self', 'upper'] as const;
export const marks = ['shell'] as const;

export type Track = (typeof tracks)[number];
export type ChecklistStatus = (typeof checklistStatuses)[number];

export const checklistItem = z.object({
  key: z.string().regex(/^[A-Za-z0-9.\-_]{1,20}$/),
  /** A six-haves item names its have here; elsewhere a heading, possibly empty. */
  section: text(60).default(''),
  text: text(300, 2),
  polarity: z.enum(polarities).default('yesIsGood'),
  core: z.boolean().default(true),
  allowNa: z.boolean().default(false),
  naHint: text(120).nullish(),
  /** Asked for when a rectification is marked, never with the submission. */
  evidence: z.enum(evidences).default('optional'),
  track: z.enum(tracks).default('scheduled'),
  responsible: z.enum(responsibles).default('self'),
  marks: z.array(z.enum(marks)).nullish(),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const checklistWrite = z
  .object({
    ownerOrgCode: orgCode.optional(),
    title: text(120, 2),
    purpose: z.enum(purposes),
    items: z.array(checklistItem).min(1).max(200),
    version: version.optional(),
  })
  .refine((c) => new Set(c.items.map((item) => item.key)).size === c.items.length, {
    path: ['items'],
    params: { key: 'duplicate-item-keys' },
  });
export type ChecklistWrite = z.infer<typeof checklistWrite>;

export type Checklist = Stamped & {
  ownerOrgCode: string;
  title: string;
  purpose: (typeof purposes)[number];
  /** Editions of one checklist share `familyId` and count from 1. */
  familyId: string;
  edition: number;
  status: ChecklistStatus;
  items: ChecklistItem[];
  itemCount: number;
  mayActions: string[];
};

export const checklistFilter = filterSchema({
  ownerOrgCode: oneOf(orgCode),
  title: oneOf(text(120)),
  purpose: oneOf(z.enum(purposes)),
  status: oneOf(z.enum(checklistStatuses)),
  familyId: oneOf(z.uuid()),
});
