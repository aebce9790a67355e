import { EntitySchema } from 'typeorm';
import type { DeliveryFault, DeliveryKind, DeliveryStatus, DeliveryVia } from '../../../shared/deliveries.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type DeliveryRow = {
  id: string;
  orgCode: string;
  via: DeliveryVia;
  kind: DeliveryKind;
  channelId: string | null;
  userId: string | null;
  recipient: string;
  key: string;
  day: string | null;
  addressMark: string | null;
  status: DeliveryStatus;
  attempts: number;
  nextAt: Date;
  attemptedAt: Date | null;
  leaseUntil: Date | null;
  fault: DeliveryFault | null;
  detail: string | null;
  at: Date;
  sentAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const deliveryEntity = new EntitySchema<DeliveryRow>({
  name: 'Delivery',
  tableName: 'deliveries',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    via: { type: 'text' },
    kind: { type: 'text' },
    channelId: { name: 'channel_id', type: 'uuid', nullable: true },
    userId: { name: 'user_id', type: 'uuid', nullable: true, select: false },
    recipient: { type: 'text' },
    key: { type: 'text', select: false },
    day: { type: 'date', nullable: true },
    addressMark: { name: 'address_mark', type: 'text', nullable: true, select: false },
    status: { type: 'text' },
    attempts: { type: 'integer' },
    nextAt: { name: 'next_at', type: 'timestamptz' },
    attemptedAt: { name: 'attempted_at', type: 'timestamptz', nullable: true, select: false },
    leaseUntil: { name: 'lease_until', type: 'timestamptz', nullable: true, select: false },
    fault: { type: 'text', nullable: true },
    detail: { type: 'text', nullable: true },
    at: { type: 'timestamptz' },
    sentAt: { name: 'sent_at', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});
