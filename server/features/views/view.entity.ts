import { EntitySchema } from 'typeorm';
import type { View } from '../../../shared/views.ts';
import { stamps } from '../../db/columns.ts';

export type ViewRow = Omit<View, 'createdAt' | 'updatedAt'> & { userId: string; createdAt: Date; updatedAt: Date };

export const viewEntity = new EntitySchema<ViewRow>({
  name: 'View',
  tableName: 'views',
  columns: {
    id: { type: 'uuid', primary: true },
    userId: { name: 'user_id', type: 'uuid', select: false },
    resource: { type: 'text' },
    name: { type: 'text' },
    filter: { type: 'jsonb' },
    sort: { type: 'jsonb', nullable: true },
    hiddenColumns: { name: 'hidden_columns', type: 'text', array: true, nullable: true },
    isDefault: { name: 'is_default', type: 'boolean' },
    ...stamps,
  },
});
