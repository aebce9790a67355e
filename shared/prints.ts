import { z } from 'zod';

/** Which checklist to print: of one inspection as it is answered, or with nothing in it but what it asks. */
export const checklistPrintQuery = z.strictObject({
  inspectionId: z.uuid(),
  blank: z.stringbool().default(false),
});
export const dossierQuery = z.strictObject({ unionId: z.uuid() });

/** What a code on paper names; anything that is no id is as little there as a foreign one. */
export const fillQuery = z.strictObject({ campaign: z.string().max(64), union: z.string().max(64) });

/** The address that a code on paper leads to, below the address of the console; it holds no secret. */
export const fillPath = (campaignId: string, unionId: string): string =>
  `/fill?campaign=${encodeURIComponent(campaignId)}&union=${encodeURIComponent(unionId)}`;

/** Codes on one printed sheet of A4. */
export const codesPerSheet = 12;
