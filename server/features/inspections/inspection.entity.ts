import { EntitySchema } from 'typeorm';
import type { Answers } from '../../../shared/inspections.ts';
import type { Author } from '../../../shared/rules/authority.ts';
import type { Stage } from '../../../shared/rules/measures.ts';
import type { Undo } from '../../../shared/rules/rectification.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

/** What a step of an inspection may change. */
export type InspectionState = {
  status: string;
  stage: Stage;
  answers: Answers;
  badCount: number;
  openCount: number;
  unclosedCount: number;
  shell: boolean;
  score: number | null;
  onBehalf: boolean;
  submittedAt: Date | string | null;
  submittedBy: string | null;
  submitter: Author | null;
  approvedAt: Date | string | null;
  returnReason: string | null;
};

/** What an inspection knows of its campaign. */
export type CampaignFacts = {
  campaignTitle: string;
  campaignStatus: string;
  issuerOrgCode: string;
  submitBy: string;
  immediateDueOn: string;
  scheduledDueOn: string;
};

/** `voided` are the items that the step took out of the count: taking it back restores these and no others. */
export type InspectionUndo = Undo<InspectionState> & { voided?: string[] };

export type InspectionRow = Omit<InspectionState, 'submittedAt' | 'approvedAt'> &
  CampaignFacts & {
    provinceCode: string;
    id: string;
    campaignId: string;
    checklistId: string;
    unionId: string;
    unionName: string;
    orgCode: string;
    priority: boolean;
    submittedAt: Date | null;
    approvedAt: Date | null;
    undo: InspectionUndo | null;
    version: number;
    createdAt: Date;
    updatedAt: Date;
  };

export const inspectionEntity = new EntitySchema<InspectionRow>({
  name: 'Inspection',
  tableName: 'inspections',
  columns: {
    ...tenantKey,
    campaignId: { name: 'campaign_id', type: 'uuid' },
    checklistId: { name: 'checklist_id', type: 'uuid' },
    unionId: { name: 'union_id', type: 'uuid' },
    unionName: { name: 'union_name', type: 'text' },
    orgCode: codeColumn('org_code'),
    priority: { type: 'boolean' },
    status: { type: 'text' },
    stage: { type: 'text' },
    answers: { type: 'jsonb' },
    badCount: { name: 'bad_count', type: 'integer' },
    openCount: { name: 'open_count', type: 'integer' },
    unclosedCount: { name: 'unclosed_count', type: 'integer' },
    shell: { type: 'boolean' },
    score: { type: 'double precision', nullable: true },
    onBehalf: { name: 'on_behalf', type: 'boolean' },
    submittedAt: { name: 'submitted_at', type: 'timestamptz', nullable: true },
    submittedBy: { name: 'submitted_by', type: 'text', nullable: true },
    submitter: { type: 'jsonb', nullable: true },
    approvedAt: { name: 'approved_at', type: 'timestamptz', nullable: true },
    returnReason: { name: 'return_reason', type: 'text', nullable: true },
    undo: { type: 'jsonb', nullable: true },
    ...stamps,
  },
});
