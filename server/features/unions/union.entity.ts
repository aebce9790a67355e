import { EntitySchema } from 'typeorm';
import type { Union } from '../../../shared/unions.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type UnionRow = Omit<Union, 'createdAt' | 'updatedAt' | 'mayActions'> & {
  provinceCode: string;
  createdAt: Date;
  updatedAt: Date;
};

export const unionEntity = new EntitySchema<UnionRow>({
  name: 'Union',
  tableName: 'unions',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    name: { type: 'text' },
    kind: { type: 'text' },
    ownership: { type: 'text' },
    employees: { type: 'integer' },
    members: { type: 'integer' },
    femaleMembers: { name: 'female_members', type: 'integer' },
    foundedOn: { name: 'founded_on', type: 'date', nullable: true },
    termEndsOn: { name: 'term_ends_on', type: 'date', nullable: true },
    certificateNo: { name: 'certificate_no', type: 'text', nullable: true },
    certificateEndsOn: { name: 'certificate_ends_on', type: 'date', nullable: true },
    chairName: { name: 'chair_name', type: 'text', nullable: true },
    chairPhone: { name: 'chair_phone', type: 'text', nullable: true },
    sixHaves: { name: 'six_haves', type: 'jsonb', nullable: true },
    standard: { type: 'boolean', nullable: true },
    active: { type: 'boolean' },
    endedOn: { name: 'ended_on', type: 'date', nullable: true },
    endKind: { name: 'end_kind', type: 'text', nullable: true },
    endReason: { name: 'end_reason', type: 'text', nullable: true },
    mergedIntoId: { name: 'merged_into_id', type: 'uuid', nullable: true },
    ...stamps,
  },
});
