import { EntitySchema } from 'typeorm';
import type { Checklist, ChecklistItem } from '../../../shared/checklists.ts';

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
    ownerOrgCode: { name: 'owner_org_code', type: 'text' },
    title: { type: 'text' },
    purpose: { type: 'text' },
    familyId: { name: 'family_id', type: 'uuid' },
    edition: { type: 'integer' },
    status: { type: 'text' },
    items: { type: 'jsonb' },
    itemCount: { name: 'item_count', type: 'integer' },
    version: { type: 'integer' },
    createdAt: { name: 'created_at', type: 'timestamptz' },
    updatedAt: { name: 'updated_at', type: 'timestamptz' },
  },
});
