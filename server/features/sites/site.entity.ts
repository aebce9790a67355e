import { EntitySchema } from 'typeorm';
import type { Author } from '../../../shared/rules/authority.ts';
import type { Undo } from '../../../shared/rules/rectification.ts';
import type { SiteState } from '../../../shared/rules/sites.ts';
import type { Site } from '../../../shared/sites.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

type Derived = 'batchName' | 'missingMonths' | 'mayActions' | 'quota';

export type SiteRow = Omit<Site, 'createdAt' | 'updatedAt' | Derived> & {
  provinceCode: string;
  nominatedBy: Author | null;
  recommendedBy: Author | null;
  undo: Undo<SiteState> | null;
  createdAt: Date;
  updatedAt: Date;
};

export const siteEntity = new EntitySchema<SiteRow>({
  name: 'Site',
  tableName: 'sites',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    name: { type: 'text' },
    batchCategory: { name: 'batch_category', type: 'text' },
    kind: { type: 'text' },
    address: { type: 'text', nullable: true },
    hasFederation: { name: 'has_federation', type: 'boolean' },
    hasStation: { name: 'has_station', type: 'boolean' },
    hasHome: { name: 'has_home', type: 'boolean' },
    fourMost: { name: 'four_most', type: 'jsonb' },
    fourNot: { name: 'four_not', type: 'jsonb' },
    fourTogether: { name: 'four_together', type: 'jsonb' },
    status: { type: 'text' },
    nominatedBy: { name: 'nominated_by', type: 'jsonb', nullable: true },
    recommendedBy: { name: 'recommended_by', type: 'jsonb', nullable: true },
    buildingOn: { name: 'building_on', type: 'date', nullable: true },
    acceptedOn: { name: 'accepted_on', type: 'date', nullable: true },
    listedOn: { name: 'listed_on', type: 'date', nullable: true },
    revokedOn: { name: 'revoked_on', type: 'date', nullable: true },
    returnReason: { name: 'return_reason', type: 'text', nullable: true },
    reinspectedOn: { name: 'reinspected_on', type: 'date', nullable: true },
    attachmentIds: { name: 'attachment_ids', type: 'uuid', array: true },
    undo: { type: 'jsonb', nullable: true },
    ...stamps,
  },
});
