import { z } from 'zod';
import { day, filterSchema, oneOf, text, type Stamped } from './schema.ts';

export type Token = Stamped & { name: string; expiresOn: string; lastUsedAt: string | null };

export const tokenCreate = z.object({ name: text(60, 1), expiresOn: day });
export type TokenCreate = z.infer<typeof tokenCreate>;

export const tokenFilter = filterSchema({ name: oneOf(text(60)) });
