import { z } from 'zod';
import { filterSchema, id, oneOf, text, type Stamped } from './schema.ts';

/** What may be uploaded, told from the bytes; anything a browser could run is not among it. */
export const mediaTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export type MediaType = (typeof mediaTypes)[number];

export const attachmentSubjects = ['inspections', 'rectifications'] as const;

export type Attachment = Stamped & {
  filename: string;
  mediaType: MediaType;
  bytes: number;
  sha256: string;
  subjectType: (typeof attachmentSubjects)[number] | null;
  subjectId: string | null;
  uploadedBy: string;
};

export const attachmentFilter = filterSchema({
  subjectType: oneOf(z.enum(attachmentSubjects)),
  subjectId: oneOf(id),
  sha256: oneOf(text(64)),
});
