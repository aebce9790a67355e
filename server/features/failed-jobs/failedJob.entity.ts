import { EntitySchema } from 'typeorm';
import type { FailedJobKind, FailedJobStatus } from '../../../shared/failed-jobs.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type FailedJobRow = {
  id: string;
  orgCode: string;
  kind: FailedJobKind;
  subjectId: string;
  status: FailedJobStatus;
  attempts: number;
  fault: string;
  /** The driver reads infinity as the number. */
  nextAt: Date | number;
  failedAt: Date;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const failedJobEntity = new EntitySchema<FailedJobRow>({
  name: 'FailedJob',
  tableName: 'failed_jobs',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    kind: { type: 'text' },
    subjectId: { name: 'subject_id', type: 'uuid', select: false },
    status: { type: 'text' },
    attempts: { type: 'integer' },
    fault: { type: 'text' },
    nextAt: { name: 'next_at', type: 'timestamptz' },
    failedAt: { name: 'failed_at', type: 'timestamptz' },
    ...stamps,
  },
});
