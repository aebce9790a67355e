import { z } from 'zod';
import { filterSchema, instant, oneOf, ranged, type Stamped } from './schema.ts';
import type { Resource } from './permissions.ts';
import { unsettledStatuses } from './rules/deadlines.ts';

/** What people are told; the kind decides the sentence and what it opens. */
export const notificationKinds = [
  'issued',
  'fill-due',
  'fill-overdue',
  'to-review',
  'inspection-returned',
  'item-due',
  'item-overdue',
  'item-returned',
  'to-verify',
  'to-decide',
  'extension-decided',
  'reminder',
  'reminder-items',
  'supervision-draft',
  'supervision',
  'supervision-due',
  'supervision-overdue',
  'supervision-replied',
  'supervision-returned',
  'supervision-closed',
  'circular',
  'reinspection',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What the inbox is filtered by: several kinds that ask for the same attention. */
export const notificationGroups = {
  decide: ['to-review', 'to-verify', 'to-decide', 'supervision-draft', 'supervision-replied', 'reinspection'],
  due: ['fill-due', 'item-due', 'supervision-due'],
  overdue: ['fill-overdue', 'item-overdue', 'supervision-overdue'],
  returned: ['inspection-returned', 'item-returned', 'supervision-returned'],
  reminders: ['reminder', 'reminder-items', 'supervision'],
  news: ['issued', 'extension-decided', 'circular', 'supervision-closed'],
} as const satisfies Record<string, readonly NotificationKind[]>;
export type NotificationGroup = keyof typeof notificationGroups;

/** What a sentence and a door need. Days are `YYYY-MM-DD`. */
export type NoticeParams = {
  /** The campaign, the circular or the order it speaks of. */
  title?: string;
  /** How many records it spoke of when it was made. */
  count?: number;
  /** The day of the step that it tells of. */
  day?: string;
  /** Days left, of a notice that something falls due. */
  days?: number;
  /** The due days that it covers; an absent bound is open. */
  dueFrom?: string | null;
  dueTo?: string | null;
  track?: string;
  /** Only what the reader's own federation has to do itself. */
  owned?: boolean;
  unionName?: string;
  orgName?: string;
  docNo?: string;
  reason?: string | null;
  /** Whoever pressed 催办. */
  by?: string;
};

export type Notice = {
  kind: NotificationKind;
  subjectType: Resource;
  subjectId: string;
  campaignId: string | null;
  params: NoticeParams;
};

/** What a notice opens: exactly these rows, or one record. Null where there is only something to know. */
export type NoticeDoor = {
  resource: 'inspections' | 'rectifications' | 'bulletins' | 'supervisions' | 'reinspections' | 'campaigns';
  filter: Record<string, unknown>;
  /** Opens the record itself. */
  id?: string;
  /** Whether the notice is done with once no row is left. */
  lapses: boolean;
};

const dayStart = (day: string) => `${day}T00:00:00+08:00`;
const dayEnd = (day: string) => `${day}T23:59:59.999+08:00`;
const given = (filter: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== null));

/** The list, with the very filter that a screen opens, of what a notice speaks of. */
export function noticeDoor({ kind, subjectType, subjectId, campaignId, params }: Notice): NoticeDoor {
  const unsettled = [...unsettledStatuses];
  const { day = '', dueFrom, dueTo, track } = params;
  const owned = params.owned ? { owned: true } : {};
  const inspections = (filter: Record<string, unknown>, lapses = true): NoticeDoor => ({
    resource: 'inspections',
    filter: given({ campaignId, ...filter }),
    lapses,
  });
  const items = (filter: Record<string, unknown>, lapses = true): NoticeDoor => ({
    resource: 'rectifications',
    filter: given({ campaignId, ...filter }),
    lapses,
  });
  const one = (resource: NoticeDoor['resource'], filter: Record<string, unknown>, lapses: boolean): NoticeDoor => ({
    resource,
    filter: { id: [subjectId], ...filter },
    id: subjectId,
    lapses,
  });
  switch (kind) {
    case 'issued':
      if (subjectType === 'inspections') return one('inspections', { status: ['pending', 'returned'] }, true);
      return inspections({ funnel: 'targets' }, false);
    case 'fill-due':
    case 'fill-overdue':
    case 'reminder':
      if (subjectType === 'inspections')
        return one('inspections', { status: ['pending', 'returned'], campaignOpen: true }, true);
      return inspections({ status: ['pending', 'returned'], campaignOpen: true, ...owned });
    case 'to-review':
      return inspections({ forMe: true, submittedAt_gte: dayStart(day), submittedAt_lte: dayEnd(day) });
    case 'inspection-returned':
      return one('inspections', { status: ['returned'] }, true);
    case 'item-due':
      return items({ status: unsettled, track, dueOn_gte: dueFrom, dueOn_lte: dueTo, ...owned });
    case 'item-overdue':
      return items({ overdue: true, track, dueOn_gte: dueFrom, dueOn_lte: dueTo, ...owned });
    case 'item-returned':
      return items({ status: ['returned', 'reopened'], returnedOn: day });
    case 'to-verify':
      return items({ forMe: 'verify', rectifiedAt_gte: dayStart(day), rectifiedAt_lte: dayEnd(day) });
    case 'to-decide':
      return items({ forMe: 'extension', askedOn: day });
    case 'extension-decided':
      return items({ decidedOn: day }, false);
    case 'reminder-items':
      return items({ status: unsettled, remindedOn: day });
    case 'supervision-draft':
      return one('supervisions', { status: ['draft'] }, true);
    case 'supervision':
    case 'supervision-due':
    case 'supervision-overdue':
    case 'supervision-returned':
      return one('supervisions', { status: ['issued'] }, true);
    case 'supervision-replied':
      return one('supervisions', { status: ['replied'] }, true);
    case 'supervision-closed':
      return one('supervisions', {}, false);
    case 'circular':
      return one('bulletins', { toAcknowledge: true }, true);
    case 'reinspection':
      return one('reinspections', { status: ['open'] }, true);
  }
}

export type Notification = Stamped & {
  kind: NotificationKind;
  orgCode: string;
  subjectType: Resource;
  subjectId: string;
  campaignId: string | null;
  dueOn: string | null;
  readAt: string | null;
  /** The sentence, in the reader's language, with the numbers of now. */
  title: string;
  /** A second line: why, by whom. */
  detail: string | null;
  /** Whether its reason still stands. */
  open: boolean;
  /** How many rows its door has now; null where it opens one record. */
  count: number | null;
  door: Pick<NoticeDoor, 'resource' | 'filter' | 'id'>;
  mayActions: string[];
};

/** A notice has no text of its own that could be looked for. */
export const notificationFilter = filterSchema({
  kind: oneOf(z.enum(notificationKinds)),
  group: oneOf(z.enum(Object.keys(notificationGroups) as [NotificationGroup, ...NotificationGroup[]])),
  unread: oneOf(z.boolean()),
  createdAt: ranged(instant),
}).omit({ q: true });

/** `POST /api/me/read-all` reads everything that came up to an instant; `unread` takes exactly these back. */
export const readAllBody = z.object({
  upTo: instant.optional(),
  unread: z.array(z.uuid()).max(1000).optional(),
});
export type InboxCount = { unread: number };
