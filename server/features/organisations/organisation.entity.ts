import { EntitySchema } from 'typeorm';
import type { OrgKind } from '../../../shared/organisations.ts';
import type { Level } from '../../../shared/rules/orgCode.ts';
import { codeColumn, stamps } from '../../db/columns.ts';

export type OrganisationRow = {
  code: string;
  name: string;
  shortName: string;
  level: Level;
  kind: OrgKind;
  parentCode: string | null;
  superiorCode: string | null;
  nominal: boolean;
  contactName: string | null;
  contactPhone: string | null;
  active: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const organisationEntity = new EntitySchema<OrganisationRow>({
  name: 'Organisation',
  tableName: 'organisations',
  columns: {
    code: codeColumn('code', { primary: true }),
    name: { type: 'text' },
    shortName: { name: 'short_name', type: 'text' },
    level: { type: 'text' },
    kind: { type: 'text' },
    parentCode: codeColumn('parent_code', { nullable: true }),
    superiorCode: codeColumn('superior_code', { nullable: true }),
    nominal: { type: 'boolean' },
    contactName: { name: 'contact_name', type: 'text', nullable: true },
    contactPhone: { name: 'contact_phone', type: 'text', nullable: true },
    active: { type: 'boolean' },
    ...stamps,
  },
});
