import { z } from 'zod';
import { text } from './schema.ts';

/** The nouns that one search looks through, in the order of their groups. */
export const searchKinds = ['unions', 'enterprises', 'sites', 'campaigns'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** Beyond this a group says "more than", and the list tells how many. */
export const SEARCH_CAP = 100;

export type SearchRow = {
  id: string;
  name: string;
  orgCode: string;
  orgName: string;
  /** What tells it from others of its name, in words: its chair, its stage, its status. */
  note: string | null;
};
export type SearchGroup = {
  resource: SearchKind;
  /** Exact, or the cap where `more` says that there are more. */
  total: number;
  more: boolean;
  rows: SearchRow[];
};
/** `words`: what was looked for, folded, so that it can be marked. Kinds without a match have no group. */
export type SearchAnswer = { words: string[]; groups: SearchGroup[] };

const kinds = z
  .string()
  .transform((list) => [...new Set(list.split(','))])
  .pipe(z.array(z.enum(searchKinds)).min(1));

export const searchQuery = z.strictObject({
  q: text(100, 1),
  /** Separated by commas; by default all that the reader may list. */
  kinds: kinds.optional(),
  /** Rows of each group. */
  limit: z.coerce.number().int().min(1).max(50).default(8),
});
export type SearchQuery = z.infer<typeof searchQuery>;
