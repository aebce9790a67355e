import { z } from 'zod';
import { isPlausibleTime } from './rules/taken.ts';
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

export const attachmentSubjects = [
  'inspections',
  'rectifications',
  'sites',
  'visits',
  'letters',
  'reinspections',
] as const;

/** Degrees, north and east positive. */
export type Place = { lat: number; lng: number };

/** How many files an answer, an act or a record takes at once. */
export const evidenceLimit = 20;
export const evidenceIds = z.array(id).max(evidenceLimit);

/** Up to this size a file goes in one request; a larger one goes in parts, so that a broken connection costs one part. */
export const plainUploadBytes = 512 * 1024;
export const uploadPartBytes = { usual: 256 * 1024, least: 4096, most: 1024 * 1024 } as const;

export type Attachment = Stamped & {
  filename: string;
  mediaType: MediaType;
  bytes: number;
  sha256: string;
  subjectType: (typeof attachmentSubjects)[number] | null;
  subjectId: string | null;
  uploadedBy: string;
  /** Meant for many unions, said by a federation: the same elsewhere raises no alarm. */
  shared: boolean;
  sharedBy: string | null;
  /** When a later act put something in its place, or took it away; by whom, and by what. */
  supersededAt: string | null;
  supersededBy: string | null;
  supersededById: string | null;
  /** What the picture says of itself, as its sender told it: information for whoever verifies, null for other chairs. */
  takenAt: string | null;
  takenPlace: Place | null;
  mayActions: string[];
};

export const attachmentFilter = filterSchema({
  subjectType: oneOf(z.enum(attachmentSubjects)),
  subjectId: oneOf(id),
  sha256: oneOf(text(64)),
  superseded: oneOf(z.boolean()),
});

/** A field of a multipart body is text, and an empty one says nothing. */
const told = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());
const degrees = (limit: number) =>
  told(z.preprocess((value) => (typeof value === 'string' ? Number(value) : value), z.number().min(-limit).max(limit)));

/** Time as cameras tell it, in Shanghai where the camera names no offset. */
const takenAt = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/)
  .transform((time) => new Date(/T.*(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}+08:00`))
  .refine((time) => isPlausibleTime(time), { params: { key: 'implausible-time' } });

/** What may be sent beside a file: the record it belongs to, and what the picture says of itself. */
export const attachmentFields = z
  .object({
    subjectType: told(z.enum(attachmentSubjects)),
    subjectId: told(id),
    takenAt: told(takenAt),
    takenLat: degrees(90),
    takenLng: degrees(180),
  })
  .check(({ value, issues }) => {
    const pairs = [
      ['subjectType', 'subjectId'],
      ['subjectId', 'subjectType'],
      ['takenLat', 'takenLng'],
      ['takenLng', 'takenLat'],
    ] as const;
    for (const [one, other] of pairs) {
      if (value[one] === undefined || value[other] !== undefined) continue;
      issues.push({ code: 'custom', path: [other], params: { key: 'required' }, input: value });
    }
  });
export type AttachmentFields = z.output<typeof attachmentFields>;

/** A file that will come in parts, announced. */
export const uploadCreate = z.object({
  filename: text(255, 1),
  mediaType: text(100).nullish(),
  bytes: z.number().int().positive(),
  /** Of the whole file, in hex, so that the server can tell that it has arrived as it was. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullish(),
  fields: attachmentFields.default({}),
});
export type UploadCreate = z.output<typeof uploadCreate>;

/** How far a file in parts has come. The next part begins at `offset`. */
export type UploadState = {
  id: string;
  filename: string;
  bytes: number;
  offset: number;
  /** Set when it is finished. */
  attachmentId: string | null;
  /** When it is forgotten unless more of it arrives. */
  expiresAt: string;
};
