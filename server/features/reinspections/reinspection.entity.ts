import { EntitySchema } from 'typeorm';
import type { Reinspection } from '../../../shared/reinspections.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type ReinspectionRow = Omit<Reinspection, 'createdAt' | 'updatedAt' | 'items' | 'mayActions'> & {
  provinceCode: string;
  createdAt: Date;
  updatedAt: Date;
};

export const reinspectionEntity = new EntitySchema<Omit<ReinspectionRow, 'campaignTitle'>>({
  name: 'Reinspection',
  tableName: 'reinspections',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    campaignId: { name: 'campaign_id', type: 'uuid' },
    seed: { type: 'text' },
    method: { type: 'jsonb' },
    strata: { type: 'jsonb' },
    populationSize: { name: 'population_size', type: 'integer' },
    sampleSize: { name: 'sample_size', type: 'integer' },
    held: { type: 'integer' },
    relapsed: { type: 'integer' },
    skipped: { type: 'integer' },
    dueOn: { name: 'due_on', type: 'date' },
    drawnBy: { name: 'drawn_by', type: 'text' },
    status: { type: 'text' },
    ...stamps,
  },
});
