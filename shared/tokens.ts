import { z } from 'zod';
import { day, filterSchema, oneOf, text, type Stamped } from './schema.ts';

export type Token = Stamped & { name: string; expiresOn: string; lastUsedAt: string | null };

export const tokenCreate = z.object({ name: text(60, 1), expiresOn: day });

/** A token belongs to a person and to no organisation. */
export const tokenFilter = filterSchema({ name: oneOf(text(60)) }).omit({ orgCode: true, orgExact: true });
