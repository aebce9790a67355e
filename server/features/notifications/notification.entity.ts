import { EntitySchema } from 'typeorm';
import type { NoticeParams, NotificationKind } from '../../../shared/notifications.ts';
import type { Resource } from '../../../shared/permissions.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type NotificationRow = {
  provinceCode: string;
  id: string;
  orgCode: string;
  unionId: string | null;
  recipientId: string;
  kind: NotificationKind;
  subjectType: Resource;
  subjectId: string;
  campaignId: string | null;
  params: NoticeParams;
  dueOn: string | null;
  reasonKey: string;
  readAt: Date | null;
  cancelledAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const notificationEntity = new EntitySchema<NotificationRow>({
  name: 'Notification',
  tableName: 'notifications',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    unionId: { name: 'union_id', type: 'uuid', nullable: true },
    recipientId: { name: 'recipient_id', type: 'uuid', select: false },
    kind: { type: 'text' },
    subjectType: { name: 'subject_type', type: 'text' },
    subjectId: { name: 'subject_id', type: 'uuid' },
    campaignId: { name: 'campaign_id', type: 'uuid', nullable: true },
    params: { type: 'jsonb' },
    dueOn: { name: 'due_on', type: 'date', nullable: true },
    reasonKey: { name: 'reason_key', type: 'text', select: false },
    readAt: { name: 'read_at', type: 'timestamptz', nullable: true },
    cancelledAt: { name: 'cancelled_at', type: 'timestamptz', nullable: true },
    ...stamps,
  },
});
