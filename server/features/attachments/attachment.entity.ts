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
    ...stamps,
  },
});
