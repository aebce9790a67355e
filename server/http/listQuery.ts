import type { z } from 'zod';
import { badQuery } from '../errors.ts';
import type { ListQuery } from '../db/page.ts';

const maximumRows = 1000;

function parsed(name: string, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > 20_000) throw badQuery(name);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badQuery(name);
  }
}

/**
 * Reads `sort=["field","ASC"]&range=[0,24]&filter={…}`. Whatever the schema doesn't know is a 400, never ignored; at
 * most 1,000 rows. Whether a sort field exists is the list's own knowledge.
 */
export function readListQuery(
  query: Record<string, unknown>,
  filterSchema: z.ZodType<Record<string, unknown>>,
): ListQuery {
  const unknown = Object.keys(query).find((key) => !['sort', 'range', 'filter'].includes(key));
  if (unknown) throw badQuery(unknown);

  const filter = filterSchema.safeParse(parsed('filter', query.filter) ?? {});
  if (!filter.success) {
    const issue = filter.error.issues[0]!;
    const where = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.');
    throw badQuery(where === '' ? 'filter' : `filter.${where}`);
  }

  const range = parsed('range', query.range) ?? [0, 24];
  if (!isPair(range) || !range.every(Number.isSafeInteger)) throw badQuery('range');
  const [from, to] = range as [number, number];
  if (from < 0 || to < from || to - from >= maximumRows) throw badQuery('range');

  const sort = parsed('sort', query.sort);
  if (sort !== undefined && !(isPair(sort) && typeof sort[0] === 'string' && /^(asc|desc)$/i.test(String(sort[1])))) {
    throw badQuery('sort');
  }
  const [field, direction] = (sort as [string, string] | undefined) ?? [];
  return {
    filter: filter.data,
    from,
    to,
    sort: field ? { field, descending: direction?.toUpperCase() === 'DESC' } : null,
  };
}

const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2;

/** `unions 0-24/319`, and the range is a star for an empty page. */
export function contentRange(resource: string, query: ListQuery, rows: number, total: number): string {
  return rows === 0 ? `${resource} */${total}` : `${resource} ${query.from}-${query.from + rows - 1}/${total}`;
}
