import type { Resource } from './permissions.ts';

/** A list of so many rows can be sorted by any of its columns; a longer one only by those that an index serves. */
export const sortableRows = 20_000;

/** A total that no kept count knows is told up to here. */
export const countedUpTo = 100_000;

/** What long lists are sorted by. A list that is not here is never long. */
export const longSorts = {
  unions: ['name', 'employees', 'termEndsOn', 'certificateEndsOn', 'id'],
  inspections: ['submitBy', 'id'],
  rectifications: ['dueOn', 'id'],
  enterprises: ['lastVisitOn', 'name', 'id'],
  visits: ['visitedOn', 'id'],
  events: ['at', 'id'],
  attachments: ['id'],
} as const satisfies Partial<Record<Resource, readonly string[]>>;

export type LongList = keyof typeof longSorts;

/** Whether a list of `total` rows can be sorted by a field. */
export function isSortable(resource: string, field: string, total: number): boolean {
  const offered = (longSorts as Partial<Record<string, readonly string[]>>)[resource];
  return !offered || total <= sortableRows || offered.includes(field);
}
