import { z } from 'zod';
import { filterSchema, instant, oneOf, ranged, type Stamped } from './schema.ts';

/** Background work that is tried again and set aside: telling of a step, a day's reminders, issuing a campaign. */
export const failedJobKinds = ['tell-step', 'climb-ladder', 'issue-campaign'] as const;
export type FailedJobKind = (typeof failedJobKinds)[number];

/** `retrying` has a next attempt; `set-aside` waits for the operator; `given-up` is not tried any more. */
export const failedJobStatuses = ['retrying', 'set-aside', 'given-up'] as const;
export type FailedJobStatus = (typeof failedJobStatuses)[number];

export const failedJobActions = ['retry', 'give-up'] as const;
export type FailedJobAction = (typeof failedJobActions)[number];

/** What the operator may decide: to try at once whatever waits, to give up whatever is still to be tried. */
export const mayDecide = (status: FailedJobStatus): FailedJobAction[] =>
  status === 'given-up' ? ['retry'] : ['retry', 'give-up'];

/** A piece of work that failed; says nothing of what it was about, because the operator reads no business data. */
export type FailedJob = Stamped & {
  /** The tenant. */
  orgCode: string;
  kind: FailedJobKind;
  status: FailedJobStatus;
  attempts: number;
  /** A code of the interface, or an SQLSTATE with the name of what refused: for whoever looks into it. */
  fault: string;
  failedAt: string;
  /** Null where it is not tried again by itself. */
  nextAt: string | null;
  mayActions: string[];
};

export const failedJobFilter = filterSchema({
  kind: oneOf(z.enum(failedJobKinds)),
  status: oneOf(z.enum(failedJobStatuses)),
  failedAt: ranged(instant),
}).omit({ q: true });
