import { useGetList, type RaRecord } from 'ra-core';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { dayOf, type Day } from '../../shared/rules/days.ts';
import { unsettledStatuses } from '../../shared/rules/deadlines.ts';
import { listUrl } from '../ui/listUrl.ts';

/** One thing to do, with the day by which (or since which) it stands there. */
export type WorkRow =
  { kind: 'item'; day: Day; record: Rectification } | { kind: 'fill' | 'review'; day: Day; record: Inspection };

export type DayGroup = { day: Day; rows: WorkRow[] };

type Query = { filter: Record<string, unknown>; sort: string; most: number };

/** As many rows as a home page needs, and the address and size of the whole list. */
function useSome<R extends RaRecord>(resource: string, { filter, sort, most }: Query, enabled: boolean) {
  const order = { field: sort, order: 'ASC' as const };
  const { data, total, isPending, error, refetch } = useGetList<R>(
    resource,
    { filter, sort: order, pagination: { page: 1, perPage: most } },
    { enabled },
  );
  return {
    rows: enabled ? (data ?? []) : [],
    total: enabled ? (total ?? 0) : 0,
    pending: enabled && isPending,
    error: enabled && !data ? error : null,
    refetch,
    to: listUrl(resource, filter, order),
  };
}

export const openFilter = { status: [...unsettledStatuses] };
export const fillFilter = { status: ['pending', 'returned'], campaignOpen: true };

/** What is to be done by a day: items to rectify and inspections to fill in; the overdue ones apart. */
export function useTodo(today: Day, enabled: boolean) {
  const overdue = useSome<Rectification>(
    'rectifications',
    { filter: { overdue: true }, sort: 'dueOn', most: 6 },
    enabled,
  );
  const items = useSome<Rectification>(
    'rectifications',
    { filter: { ...openFilter, dueOn_gte: today }, sort: 'dueOn', most: 40 },
    enabled,
  );
  const fills = useSome<Inspection>('inspections', { filter: fillFilter, sort: 'submitBy', most: 20 }, enabled);
  const rows: WorkRow[] = [
    ...fills.rows.map((record) => ({ kind: 'fill' as const, day: record.submitBy, record })),
    ...items.rows.map((record) => ({ kind: 'item' as const, day: record.dueOn, record })),
  ];
  return { overdue, items, fills, days: groupByDay(rows) };
}

/** What waits for a decision of this person; the longest waiting first. */
export function useWaiting(verifies: boolean, reviews: boolean) {
  const verify = useSome<Rectification>(
    'rectifications',
    { filter: { forMe: 'verify' }, sort: 'rectifiedAt', most: 30 },
    verifies,
  );
  const decide = useSome<Rectification>(
    'rectifications',
    { filter: { forMe: 'extension' }, sort: 'dueOn', most: 20 },
    verifies,
  );
  const review = useSome<Inspection>(
    'inspections',
    { filter: { forMe: true }, sort: 'submittedAt', most: 20 },
    reviews,
  );
  const since = (instant: string | null, day: Day) => (instant ? dayOf(new Date(instant)) : day);
  const rows: WorkRow[] = [
    ...decide.rows.map((record) => ({
      kind: 'item' as const,
      day: record.extension?.requestedOn ?? record.dueOn,
      record,
    })),
    ...verify.rows.map((record) => ({ kind: 'item' as const, day: since(record.rectifiedAt, record.dueOn), record })),
    ...review.rows.map((record) => ({
      kind: 'review' as const,
      day: since(record.submittedAt, record.submitBy),
      record,
    })),
  ];
  return { verify, decide, review, days: groupByDay(rows) };
}

export function groupByDay(rows: readonly WorkRow[]): DayGroup[] {
  const groups = new Map<Day, WorkRow[]>();
  for (const row of rows) groups.set(row.day, [...(groups.get(row.day) ?? []), row]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, found]) => ({ day, rows: found }));
}
