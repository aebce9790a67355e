import { z } from 'zod';
import type { Attachment } from './attachments.ts';
import { id, versioned } from './schema.ts';

/** How a piece of evidence is the same as another: by its bytes, or as a picture by its looks. */
export const flagKinds = ['same', 'alike'] as const;
export type FlagKind = (typeof flagKinds)[number];

/** Another record that uses the same, with the page that shows it. */
export type EvidenceUse = {
  kind: FlagKind;
  at: string;
  orgCode: string;
  uploadedBy: string;
  unionName: string | null;
  /** What the record is about: the question, the site, the enterprise. */
  title: string | null;
  door: { resource: NonNullable<Attachment['subjectType']> | 'enterprises'; id: string };
};

/** A piece of evidence that was used for another union already. */
export type EvidenceFlag = {
  attachmentId: string;
  kind: FlagKind;
  /** Within the reader's scope: the newest five. */
  uses: EvidenceUse[];
  /** How many unions, or records that belong to none, beyond the reader's scope. */
  elsewhere: number;
};

/** So many pieces are asked about at once. */
export const flagLimit = 100;

/** `ids`, separated by commas. */
export const flagQuery = z.strictObject({
  ids: z
    .string()
    .transform((ids) => [...new Set(ids.split(',').filter(Boolean))])
    .pipe(z.array(id).max(flagLimit)),
});

export const shareBody = versioned.extend({ shared: z.boolean() });
