import { EntitySchema } from 'typeorm';
import type { Attachment, MediaType } from '../../../shared/attachments.ts';
import { codeColumn, stamps, tenantKey } from '../../db/columns.ts';

export type AttachmentRow = {
  provinceCode: string;
  id: string;
  orgCode: string;
  unionId: string | null;
  uploaderId: string;
  uploadedBy: string;
  filename: string;
  mediaType: MediaType;
  bytes: number;
  sha256: string;
  subjectType: Attachment['subjectType'];
  subjectId: string | null;
  /** Of the bytes as they were sent. Null: taken in before pictures were compared. */
  sentSha256: string | null;
  lookA: number | null;
  lookB: number | null;
  lookC: number | null;
  lookD: number | null;
  /** The organisation for which, with all below it, this is a document meant for many unions. */
  sharedFrom: string | null;
  sharedBy: string | null;
  sharedAt: Date | null;
  supersededAt: Date | null;
  supersededBy: string | null;
  supersededById: string | null;
  takenAt: Date | null;
  takenLat: number | null;
  takenLng: number | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

export const attachmentEntity = new EntitySchema<AttachmentRow>({
  name: 'Attachment',
  tableName: 'attachments',
  columns: {
    ...tenantKey,
    orgCode: codeColumn('org_code'),
    unionId: { name: 'union_id', type: 'uuid', nullable: true },
    uploaderId: { name: 'uploader_id', type: 'uuid' },
    uploadedBy: { name: 'uploaded_by', type: 'text' },
    filename: { type: 'text' },
    mediaType: { name: 'media_type', type: 'text' },
    bytes: { type: 'integer' },
    sha256: { type: 'text' },
    subjectType: { name: 'subject_type', type: 'text', nullable: true },
    subjectId: { name: 'subject_id', type: 'uuid', nullable: true },
    sentSha256: { name: 'sent_sha256', type: 'text', nullable: true },
    lookA: { name: 'look_a', type: 'integer', nullable: true },
    lookB: { name: 'look_b', type: 'integer', nullable: true },
    lookC: { name: 'look_c', type: 'integer', nullable: true },
    lookD: { name: 'look_d', type: 'integer', nullable: true },
    sharedFrom: codeColumn('shared_from', { nullable: true }),
    sharedBy: { name: 'shared_by', type: 'text', nullable: true },
    sharedAt: { name: 'shared_at', type: 'timestamptz', nullable: true },
    supersededAt: { name: 'superseded_at', type: 'timestamptz', nullable: true },
    supersededBy: { name: 'superseded_by', type: 'text', nullable: true },
    supersededById: { name: 'superseded_by_id', type: 'uuid', nullable: true },
    takenAt: { name: 'taken_at', type: 'timestamptz', nullable: true },
    takenLat: { name: 'taken_lat', type: 'double precision', nullable: true },
    takenLng: { name: 'taken_lng', type: 'double precision', nullable: true },
    ...stamps,
  },
});
