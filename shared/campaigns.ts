import { z } from 'zod';
import type { Measures } from './rules/measures.ts';
import {
  count,
  day,
  filterSchema,
  id,
  oneOf,
  orgCode,
  ranged,
  text,
  version,
  versioned,
  reason,
  type Stamped,
} from './schema.ts';
import { unionKinds } from './unions.ts';

export const campaignStatuses = ['draft', 'issued', 'closed'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

export const campaignScope = z.object({
  orgCodes: z.array(orgCode).min(1).max(200),
  kinds: z.array(z.enum(unionKinds)).nullish(),
  minEmployees: count.nullish(),
});
export type CampaignScope = z.infer<typeof campaignScope>;

/** Who is inspected with priority: this many people or more ("以上" includes the number), or of these kinds. */
export const campaignPriority = z.object({
  minEmployees: count.nullish(),
  kinds: z.array(z.enum(unionKinds)).default([]),
});
export type CampaignPriority = z.infer<typeof campaignPriority>;

const inOrder = (earlier: string, later: string) => (campaign: unknown) => {
  const { [earlier]: first, [later]: second } = campaign as Record<string, unknown>;
  return typeof first !== 'string' || typeof second !== 'string' || first <= second;
};

/** Told even while other fields are still empty, so that a form shows it at once. */
const outOfOrder = (field: string) => ({
  path: [field],
  params: { key: 'dates-out-of-order' },
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
});

export const campaignWrite = z
  .object({
    orgCode: orgCode.optional(),
    title: text(120, 2),
    docNo: text(60).nullish(),
    checklistId: id,
    startsOn: day,
    submitBy: day,
    immediateDueOn: day,
    scheduledDueOn: day,
    scope: campaignScope,
    priority: campaignPriority.default({ minEmployees: 25, kinds: ['township', 'park'] }),
    seriesId: id.nullish(),
    version: version.optional(),
  })
  .refine(inOrder('startsOn', 'submitBy'), outOfOrder('submitBy'))
  .refine(inOrder('startsOn', 'immediateDueOn'), outOfOrder('immediateDueOn'))
  .refine(inOrder('immediateDueOn', 'scheduledDueOn'), outOfOrder('scheduledDueOn'))
  .refine(inOrder('submitBy', 'scheduledDueOn'), outOfOrder('scheduledDueOn'));
export type CampaignWrite = z.infer<typeof campaignWrite>;

export type Campaign = Stamped & {
  orgCode: string;
  title: string;
  docNo: string | null;
  checklistId: string;
  startsOn: string;
  submitBy: string;
  immediateDueOn: string;
  scheduledDueOn: string;
  scope: CampaignScope;
  priority: CampaignPriority;
  status: CampaignStatus;
  /** Null before issuing; `done` reaches `total` when the campaign is issued. */
  issueProgress: { done: number; total: number; startedAt: string } | null;
  issuedAt: string | null;
  closedAt: string | null;
  seriesId: string | null;
  /** The measures within the reader's scope; only with a single record. */
  progress?: Measures;
  mayActions: string[];
};

export const campaignFilter = filterSchema({
  title: oneOf(text(120)),
  status: oneOf(z.enum(campaignStatuses)),
  checklistId: oneOf(id),
  seriesId: oneOf(id),
  startsOn: ranged(day),
  submitBy: ranged(day),
});

export const addTargets = versioned.extend({ unionIds: z.array(id).min(1).max(500), reason });
/** 催办 of all who have not answered, of those below `orgCode`, or of some unions. */
export const remindBody = z.object({ orgCode: orgCode.optional(), unionIds: z.array(id).min(1).max(500).optional() });
export type RemindBody = z.infer<typeof remindBody>;
/** Of `asked` unions so many were reached by their account or had none; `already` were asked earlier today. */
export type Reminded = { asked: number; reached: number; withoutAccount: number; already: number };
export const cloneCampaign = z.object({ title: text(120, 2).optional() });
export const reachBody = z.object({ scope: campaignScope, priority: campaignPriority.optional() });
export type Reach = { targets: number; priority: number };
