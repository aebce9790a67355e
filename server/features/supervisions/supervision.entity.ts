import { EntitySchema } from 'typeorm';
import type { SupervisionStatus } from '../../../shared/supervisions.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

/** What a step changes of an order. */
export type SupervisionState = {
  status: SupervisionStatus;
  replyBy: string | null;
  reply: string | null;
  repliedAt: Date | string | null;
  repliedBy: string | null;
  returnReason: string | null;
  closedAt: Date | string | null;
  closedBy: string | null;
};

export type SupervisionUndo = { action: string; actorId: string; before: Partial<SupervisionState> };

export type SupervisionRow = Omit<SupervisionState, 'repliedAt' | 'closedAt'> & {
  provinceCode: string;
  id: string;
  orgCode: string;
  addresseeCode: string;
  campaignId: string;
  year: number | null;
  number: number | null;
  docNo: string | null;
  demand: string;
  itemIds: string[];
  automatic: boolean;
  issuedAt: Date | null;
  issuedBy: string | null;
  repliedAt: Date | null;
  closedAt: Date | null;
  cancelReason: string | null;
  undo: SupervisionUndo | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  /** Joined. */
  campaignTitle: string;
  issuerName: string;
  addresseeName: string;
};

export const supervisionEntity = new EntitySchema<SupervisionRow>({
  name: 'Supervision',
  tableName: 'supervisions',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    addresseeCode: codeColumn('addressee_code'),
    campaignId: { name: 'campaign_id', type: 'uuid' },
    year: { type: 'integer', nullable: true },
    number: { type: 'integer', nullable: true },
    docNo: { name: 'doc_no', type: 'text', nullable: true },
    status: { type: 'text' },
    demand: { type: 'text' },
    replyBy: { name: 'reply_by', type: 'date', nullable: true },
    itemIds: { name: 'item_ids', type: 'uuid', array: true },
    automatic: { type: 'boolean' },
    issuedAt: { name: 'issued_at', type: 'timestamptz', nullable: true },
    issuedBy: { name: 'issued_by', type: 'text', nullable: true },
    reply: { type: 'text', nullable: true },
    repliedAt: { name: 'replied_at', type: 'timestamptz', nullable: true },
    repliedBy: { name: 'replied_by', type: 'text', nullable: true },
    returnReason: { name: 'return_reason', type: 'text', nullable: true },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
    closedBy: { name: 'closed_by', type: 'text', nullable: true },
    cancelReason: { name: 'cancel_reason', type: 'text', nullable: true },
    undo: { type: 'jsonb', nullable: true },
    ...stamps,
  },
});
