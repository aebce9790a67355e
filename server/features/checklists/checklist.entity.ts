import { EntitySchema } from 'typeorm';
import type { Checklist, ChecklistItem } from '../../../shared/checklists.ts';
import { codeColumn, stamps } from '../../db/columns.ts';

export type ChecklistRow = {
  id: string;
  ownerOrgCode: string;
  title: string;
  purpose: Checklist['purpose'];
  familyId: string;
  edition: number;
  status: Checklist['status'];
  items: ChecklistItem[];
  itemCount: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const checklistEntity = new EntitySchema<ChecklistRow>({
  name: 'Checklist',
  tableName: 'checklists',
  columns: {
    id: { type: 'uuid', primary: true },
    ownerOrgCode: codeColumn('owner_org_code'),
    title: { type: 'text' },
    purpose: { type: 'text' },
    familyId: { name: 'family_id', type: 'uuid' },
    edition: { type: 'integer' },
    status: { type: 'text' },
    items: { type: 'jsonb' },
    itemCount: { name: 'item_count', type: 'integer' },
    ...stamps,
  },
});
