import { EntitySchema } from 'typeorm';
import type { Bulletin } from '../../../shared/bulletins.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type BulletinRow = Omit<
  Bulletin,
  'createdAt' | 'updatedAt' | 'cutOffAt' | 'publishedAt' | 'receipts' | 'mayActions' | 'campaignTitle'
> & {
  provinceCode: string;
  cutOffAt: Date;
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const bulletinEntity = new EntitySchema<BulletinRow>({
  name: 'Bulletin',
  tableName: 'bulletins',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    campaignId: { name: 'campaign_id', type: 'uuid', nullable: true },
    title: { type: 'text' },
    docNo: { name: 'doc_no', type: 'text', nullable: true },
    body: { type: 'text' },
    addressees: { type: 'text', array: true },
    addresseeNames: { name: 'addressee_names', type: 'text', array: true },
    signedBy: { name: 'signed_by', type: 'text' },
    signedOn: { name: 'signed_on', type: 'date', nullable: true },
    cutOffAt: { name: 'cut_off_at', type: 'timestamptz' },
    figures: { type: 'jsonb' },
    status: { type: 'text' },
    publishedAt: { name: 'published_at', type: 'timestamptz', nullable: true },
    publishedBy: { name: 'published_by', type: 'text', nullable: true },
    ...stamps,
  },
});
