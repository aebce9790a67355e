import { EntitySchema } from 'typeorm';
import type { ItemState, Undo } from '../../../shared/rules/rectification.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type RectificationRow = Omit<ItemState, 'rectifiedAt' | 'closedAt'> & {
  provinceCode: string;
  id: string;
  campaignId: string;
  inspectionId: string;
  unionId: string;
  unionName: string;
  orgCode: string;
  itemKey: string;
  itemText: string;
  responsible: 'self' | 'upper';
  evidence: 'none' | 'optional' | 'required';
  baseDueOn: string;
  finding: string | null;
  rectifiedAt: Date | null;
  closedAt: Date | null;
  undo: Undo<ItemState> | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Joined. */
  campaignTitle: string;
};

export const rectificationEntity = new EntitySchema<RectificationRow>({
  name: 'Rectification',
  tableName: 'rectifications',
  columns: {
    ...tenantKey,
    campaignId: { name: 'campaign_id', type: 'uuid' },
    inspectionId: { name: 'inspection_id', type: 'uuid' },
    unionId: { name: 'union_id', type: 'uuid' },
    unionName: { name: 'union_name', type: 'text' },
    orgCode: codeColumn('org_code'),
    itemKey: { name: 'item_key', type: 'text' },
    itemText: { name: 'item_text', type: 'text' },
    track: { type: 'text' },
    responsible: { type: 'text' },
    evidence: { type: 'text' },
    status: { type: 'text' },
    baseDueOn: { name: 'base_due_on', type: 'date' },
    dueOn: { name: 'due_on', type: 'date' },
    finding: { type: 'text', nullable: true },
    measures: { type: 'text', nullable: true },
    note: { type: 'text', nullable: true },
    responsibleName: { name: 'responsible_name', type: 'text', nullable: true },
    rectifiedAt: { name: 'rectified_at', type: 'timestamptz', nullable: true },
    rectifiedBy: { name: 'rectified_by', type: 'text', nullable: true },
    marker: { type: 'jsonb', nullable: true },
    late: { type: 'boolean' },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
    closedBy: { name: 'closed_by', type: 'text', nullable: true },
    returnReason: { name: 'return_reason', type: 'text', nullable: true },
    extension: { type: 'jsonb', nullable: true },
    extensionPending: { name: 'extension_pending', type: 'boolean' },
    attachmentIds: { name: 'attachment_ids', type: 'uuid', array: true },
    undo: { type: 'jsonb', nullable: true },
    ...stamps,
  },
});
