import { z } from 'zod';
import type { DeliveryFault } from './deliveries.ts';
import { notificationGroups, type NotificationGroup } from './notifications.ts';
import { filterSchema, oneOf, orgCode, text, version, type Stamped } from './schema.ts';

/** The group robots that messages can be handed to. */
export const channelKinds = ['wecom', 'dingtalk'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const isChannelKind = (name: string): name is ChannelKind => (channelKinds as readonly string[]).includes(name);

const address = text(1000, 10);
/** 钉钉 makes secrets of its own; anything readable of a sensible length is taken. */
const secret = text(200, 6);

/** What a group hears of: the same groups as in the inbox. */
export const channelTopics = Object.keys(notificationGroups) as [NotificationGroup, ...NotificationGroup[]];
const topics = z
  .array(z.enum(channelTopics))
  .min(1)
  .transform((given) => channelTopics.filter((topic) => given.includes(topic)));

export const channelCreate = z
  .object({
    orgCode,
    kind: z.enum(channelKinds),
    name: text(40, 1),
    url: address,
    secret: secret.nullish(),
    topics,
    active: z.boolean().default(true),
  })
  .refine(({ kind, secret: given }) => kind === 'dingtalk' || !given, {
    path: ['secret'],
    params: { key: 'no-secret-here' },
  });
export type ChannelCreate = z.infer<typeof channelCreate>;

/** Address and secret stay as they are where they are left out; a null secret takes the old one away. */
export const channelUpdate = z.object({
  name: text(40, 1),
  url: address.nullish(),
  secret: secret.nullish(),
  topics,
  active: z.boolean(),
  version: version.optional(),
});
export type ChannelUpdate = z.infer<typeof channelUpdate>;

/** Neither the address, which holds the robot's key, nor the secret is ever answered. */
export type Channel = Stamped & {
  orgCode: string;
  kind: ChannelKind;
  name: string;
  /** The address with its key struck out. */
  addressHint: string;
  hasSecret: boolean;
  /** The kinds of notifications that the group hears of. */
  topics: NotificationGroup[];
  active: boolean;
  /** The last message that got through or was given up, and why. */
  lastAt: string | null;
  lastFault: DeliveryFault | null;
  lastWords: string | null;
  mayActions: string[];
};

export const channelFilter = filterSchema({
  kind: oneOf(z.enum(channelKinds)),
  name: oneOf(text(40)),
  active: oneOf(z.boolean()),
});

/** The address as it may be shown: where it leads, and the end of its key. */
export function addressHintOf(url: string): string {
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search.length > 12 ? `?…${search.slice(-4)}` : ''}`;
}
