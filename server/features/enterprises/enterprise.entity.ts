import { EntitySchema } from 'typeorm';
import type { Enterprise } from '../../../shared/enterprises.ts';
import type { Undo } from '../../../shared/rules/rectification.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

/** What a change of stage changes, and its author can take back. */
export type EnterpriseState = { stage: Enterprise['stage']; stageSince: string; unionIds: string[] };

export type EnterpriseRow = Omit<
  Enterprise,
  'createdAt' | 'updatedAt' | 'eligible' | 'stalled' | 'unionIds' | 'mayActions'
> & {
  provinceCode: string;
  /** The first day on which it ought to have a union; infinity for never. */
  eligibleFrom: string;
  undo: Undo<EnterpriseState> | null;
  createdAt: Date;
  updatedAt: Date;
};

export const enterpriseEntity = new EntitySchema<EnterpriseRow>({
  name: 'Enterprise',
  tableName: 'enterprises',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    name: { type: 'text' },
    uscc: codeColumn('uscc'),
    employees: { type: 'integer' },
    openedOn: { name: 'opened_on', type: 'date', nullable: true },
    contactName: { name: 'contact_name', type: 'text', nullable: true },
    contactPhone: { name: 'contact_phone', type: 'text', nullable: true },
    stage: { type: 'text' },
    stageSince: { name: 'stage_since', type: 'date' },
    benchmark: { type: 'boolean' },
    benchmarkReasons: { name: 'benchmark_reasons', type: 'text', array: true },
    membersRecruited: { name: 'members_recruited', type: 'integer' },
    visitCount: { name: 'visit_count', type: 'integer' },
    lastVisitOn: { name: 'last_visit_on', type: 'date', nullable: true },
    eligibleFrom: { name: 'eligible_from', type: 'date' },
    undo: { type: 'jsonb', nullable: true },
    ...stamps,
  },
});
