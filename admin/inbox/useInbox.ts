import { useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { notificationGroups, type Notification, type NotificationGroup } from '../../shared/notifications.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';

const page = 30;
export const groupsOfInbox = Object.keys(notificationGroups) as NotificationGroup[];
const isGroup = (value: string | null): value is NotificationGroup => groupsOfInbox.some((group) => group === value);

/** What the inbox shows is in the address: unread or all, one group of kinds or all of them, and how much of it. */
export function useInbox() {
  const [search, setSearch] = useSearchParams();
  const all = search.get('show') === 'all';
  const asked = search.get('group');
  const group = isGroup(asked) ? asked : null;
  const count = Math.min(1000, Number(search.get('count')) || page);
  const set = (changes: Record<string, string | null>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  const { data, total, isPending, error, refetch } = useGetList<Notification>(
    'notifications',
    {
      filter: { ...(all ? {} : { unread: true }), ...(group ? { group } : {}) },
      sort: { field: 'createdAt', order: 'DESC' },
      pagination: { page: 1, perPage: count },
    },
    { refetchInterval: 60_000 },
  );
  return {
    all,
    group,
    notices: data,
    total,
    isPending,
    error,
    refetch,
    showAll: (wanted: boolean) => set({ show: wanted ? 'all' : null, count: null }),
    choose: (wanted: NotificationGroup | null) => set({ group: wanted, count: null }),
    more: () => set({ count: String(count + page) }),
  };
}

/** Reading, all at once and back; the counts of bell and list follow. */
export function useReading() {
  const { action, post } = useData();
  const notify = useNotify();
  const client = useQueryClient();
  const refresh = useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['notifications'] }),
      client.invalidateQueries({ queryKey: ['me', 'inbox'] }),
    ]);
  }, [client]);
  const told = (failure: unknown) => notify(sentenceOf(failure), { type: 'error' });
  return {
    /** The page goes on to the record meanwhile. */
    read: async ({ id, readAt }: Notification) => {
      if (readAt) return;
      await action('notifications', id, 'read').catch(told);
      await refresh();
    },
    readAll: async (upTo: string | undefined): Promise<string[]> => {
      const { ids } = await post<{ ids: string[] }>('me/read-all', upTo ? { upTo } : {});
      await refresh();
      return ids;
    },
    unread: async (ids: readonly string[]) => {
      await post('me/read-all', { unread: ids }).catch(told);
      await refresh();
    },
  };
}
