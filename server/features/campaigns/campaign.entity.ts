import { EntitySchema } from 'typeorm';
import type { CampaignPriority, CampaignScope, CampaignStatus } from '../../../shared/campaigns.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

/** How far issuing has come; `cursor` is the last union whose inspection exists. */
export type IssueProgress = {
  done: number;
  total: number;
  startedAt: string;
  cursor: [orgCode: string, id: string] | null;
};

export type CampaignRow = {
  provinceCode: string;
  id: string;
  orgCode: string;
  title: string;
  docNo: string | null;
  checklistId: string;
  startsOn: string;
  submitBy: string;
  immediateDueOn: string;
  scheduledDueOn: string;
  scope: CampaignScope;
  priority: CampaignPriority;
  status: CampaignStatus;
  issueProgress: IssueProgress | null;
  issuedBy: string | null;
  issuedAt: Date | null;
  closedAt: Date | null;
  seriesId: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const campaignEntity = new EntitySchema<CampaignRow>({
  name: 'Campaign',
  tableName: 'campaigns',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    title: { type: 'text' },
    docNo: { name: 'doc_no', type: 'text', nullable: true },
    checklistId: { name: 'checklist_id', type: 'uuid' },
    startsOn: { name: 'starts_on', type: 'date' },
    submitBy: { name: 'submit_by', type: 'date' },
    immediateDueOn: { name: 'immediate_due_on', type: 'date' },
    scheduledDueOn: { name: 'scheduled_due_on', type: 'date' },
    scope: { type: 'jsonb' },
    priority: { type: 'jsonb' },
    status: { type: 'text' },
    issueProgress: { name: 'issue_progress', type: 'jsonb', nullable: true },
    issuedBy: { name: 'issued_by', type: 'uuid', nullable: true },
    issuedAt: { name: 'issued_at', type: 'timestamptz', nullable: true },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
    seriesId: { name: 'series_id', type: 'uuid', nullable: true },
    ...stamps,
  },
});
