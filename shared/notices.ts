import { z } from 'zod';
import { rectificationFilter } from './rectifications.ts';
import { unsettledStatuses } from './rules/deadlines.ts';
import { day, text } from './schema.ts';

/** 整改通知书 for what is still to be rectified, 销号确认单 for what has been closed; each with a slip to send back. */
export const noticeKinds = ['rectification', 'closing'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** The items that each kind of notice lists. */
export const noticeStatuses: Record<NoticeKind, readonly string[]> = {
  rectification: unsettledStatuses,
  closing: ['closed'],
};

/** Unions in one file at most. */
export const maximumNotices = 500;

export const noticeRequest = z.object({
  kind: z.enum(noticeKinds),
  /** Which items, as the list of rectifications filters them; one notice for each union and campaign among them. */
  filter: rectificationFilter,
  /** `某工整〔2026〕` and the number of the first notice; left out, the number is filled in by hand. */
  docNoPrefix: text(30).nullish(),
  firstNo: z.number().int().min(1).max(99_999).default(1),
  /** The day under the signature; today where it is left out. */
  signedOn: day.nullish(),
});
export type NoticeRequest = z.infer<typeof noticeRequest>;

export type NoticeItem = {
  itemText: string;
  track: string;
  dueOn: string;
  responsible: string;
  finding: string | null;
  measures: string | null;
  rectifiedAt: string | null;
  closedAt: string | null;
  closedBy: string | null;
};

/** One notice: to one union, about one campaign. */
export type Notice = { unionName: string; campaignTitle: string; docNo: string; items: NoticeItem[] };
