import { EntitySchema } from 'typeorm';
import type { Visit } from '../../../shared/visits.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type VisitRow = Omit<Visit, 'createdAt' | 'updatedAt'> & {
  provinceCode: string;
  createdAt: Date;
  updatedAt: Date;
};

export const visitEntity = new EntitySchema<VisitRow>({
  name: 'Visit',
  tableName: 'visits',
  columns: {
    ...tenantKey,
    enterpriseId: { name: 'enterprise_id', type: 'uuid' },
    orgCode: codeColumn('org_code'),
    visitedOn: { name: 'visited_on', type: 'date' },
    visitorName: { name: 'visitor_name', type: 'text' },
    outcome: { type: 'text' },
    note: { type: 'text', nullable: true },
    attachmentIds: { name: 'attachment_ids', type: 'uuid', array: true },
    ...stamps,
  },
});
