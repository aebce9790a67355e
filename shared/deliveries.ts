import { z } from 'zod';
import { channelKinds } from './channels.ts';
import type { channelMessages } from './messages/channels.ts';
import { filterSchema, id, instant, oneOf, ranged, type Stamped } from './schema.ts';

export const deliveryVias = ['email', ...channelKinds] as const;
export type DeliveryVia = (typeof deliveryVias)[number];

/** What a message is about: a person's digest, what presses, a person's address, a group's news, a trial. */
export const deliveryKinds = ['digest', 'notice', 'email-code', 'group', 'test'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** `failed` is set aside; `cancelled` was no longer wanted when its turn came. */
export const deliveryStatuses = ['waiting', 'sending', 'sent', 'failed', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Why a message did not go out; each has a sentence. */
export type DeliveryFault = keyof typeof channelMessages;

/** What can be ordered again: what was set aside, and at once what waits for its next attempt. */
export const mayRetry = ({ status, attempts }: { status: DeliveryStatus; attempts: number }): boolean =>
  status === 'failed' || (status === 'waiting' && attempts > 0);

export type Delivery = Stamped & {
  orgCode: string;
  at: string;
  via: DeliveryVia;
  kind: DeliveryKind;
  channelId: string | null;
  /** The channel's name as it was, or the name of the person. */
  recipient: string;
  status: DeliveryStatus;
  attempts: number;
  /** When the next attempt is due, while there is to be one. */
  nextAt: string | null;
  sentAt: string | null;
  fault: DeliveryFault | null;
  /** The last failure in words. */
  error: string | null;
  mayActions: string[];
};

export const deliveryFilter = filterSchema({
  via: oneOf(z.enum(deliveryVias)),
  kind: oneOf(z.enum(deliveryKinds)),
  status: oneOf(z.enum(deliveryStatuses)),
  channelId: oneOf(id),
  at: ranged(instant),
});
