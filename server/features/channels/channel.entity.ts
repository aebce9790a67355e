import { EntitySchema } from 'typeorm';
import type { ChannelKind } from '../../../shared/channels.ts';
import type { DeliveryFault } from '../../../shared/deliveries.ts';
import type { NotificationGroup } from '../../../shared/notifications.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type ChannelRow = {
  id: string;
  orgCode: string;
  kind: ChannelKind;
  name: string;
  urlSealed: string;
  secretSealed: string | null;
  addressHint: string;
  addressMark: string;
  topics: NotificationGroup[];
  active: boolean;
  scannedAt: Date;
  lastAt: Date | null;
  lastFault: DeliveryFault | null;
  lastDetail: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const channelEntity = new EntitySchema<ChannelRow>({
  name: 'Channel',
  tableName: 'channels',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    kind: { type: 'text' },
    name: { type: 'text' },
    urlSealed: { name: 'url_sealed', type: 'text', select: false },
    secretSealed: { name: 'secret_sealed', type: 'text', nullable: true, select: false },
    addressHint: { name: 'address_hint', type: 'text' },
    addressMark: { name: 'address_mark', type: 'text', select: false },
    topics: { type: 'text', array: true },
    active: { type: 'boolean' },
    scannedAt: { name: 'scanned_at', type: 'timestamptz', select: false },
    lastAt: { name: 'last_at', type: 'timestamptz', nullable: true },
    lastFault: { name: 'last_fault', type: 'text', nullable: true },
    lastDetail: { name: 'last_detail', type: 'text', nullable: true },
    ...stamps,
  },
});
