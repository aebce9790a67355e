import { EntitySchema } from 'typeorm';
import type { SiteReport } from '../../../shared/site-reports.ts';
import type { SiteStatus } from '../../../shared/sites.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type SiteReportRow = Omit<SiteReport, 'createdAt' | 'updatedAt' | 'mayActions'> & {
  provinceCode: string;
  /** Joined. */
  siteStatus: SiteStatus;
  createdAt: Date;
  updatedAt: Date;
};

const whole = (name: string) => ({ name, type: 'integer' }) as const;

export const siteReportEntity = new EntitySchema<SiteReportRow>({
  name: 'SiteReport',
  tableName: 'site_reports',
  columns: {
    ...tenantKey,
    siteId: { name: 'site_id', type: 'uuid' },
    orgCode: codeColumn('org_code'),
    month: codeColumn('month'),
    unions: whole('unions'),
    enterprises: whole('enterprises'),
    workers: whole('workers'),
    migrantWorkers: whole('migrant_workers'),
    members: { ...whole('members'), nullable: true },
    socialWorkers: whole('social_workers'),
    services: whole('services'),
    visitors: whole('visitors'),
    disputes: whole('disputes'),
    participants: whole('participants'),
    suggestions: whole('suggestions'),
    benefitYuan: { name: 'benefit_yuan', type: 'bigint' },
    note: { type: 'text', nullable: true },
    doubts: { type: 'text', array: true },
    reportedBy: { name: 'reported_by', type: 'text' },
    ...stamps,
  },
});
