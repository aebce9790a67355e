import { z } from 'zod';
import { languages } from './words.ts';

export const modes = ['light', 'dark', 'system'] as const;
export type Mode = (typeof modes)[number];

/** How the console looks to one person; what is absent is as the device has it. */
export const preferences = z.object({
  language: z.enum(languages).optional(),
  mode: z.enum(modes).optional(),
  large: z.boolean().optional(),
});
export type Preferences = z.infer<typeof preferences>;
