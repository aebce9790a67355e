import { EntitySchema } from 'typeorm';
import type { Resource } from '../../../shared/permissions.ts';
import { codeColumn, tenantKey } from '../../db/columns.ts';

export type EventRow = {
  provinceCode: string;
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  orgCode: string;
  unionId: string | null;
  subjectType: Resource;
  subjectId: string;
  action: string;
  reason: string | null;
  changes: Record<string, [unknown, unknown]> | null;
  /** The block of the province's chain; null for a moment after the event. */
  seal: string | null;
};

export const eventEntity = new EntitySchema<EventRow>({
  name: 'Event',
  tableName: 'events',
  columns: {
    ...tenantKey,
    at: { type: 'timestamptz' },
    actorId: { name: 'actor_id', type: 'uuid', nullable: true },
    actorName: { name: 'actor_name', type: 'text' },
    orgCode: codeColumn('org_code'),
    unionId: { name: 'union_id', type: 'uuid', nullable: true },
    subjectType: { name: 'subject_type', type: 'text' },
    subjectId: codeColumn('subject_id'),
    action: { type: 'text' },
    reason: { type: 'text', nullable: true },
    changes: { type: 'jsonb', nullable: true },
    seal: { type: 'bigint', nullable: true },
  },
});
