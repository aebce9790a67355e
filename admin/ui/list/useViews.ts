import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useStoreContext } from 'ra-core';
import { useCallback, useEffect } from 'react';
import type { View } from '../../../shared/views.ts';
import { useData } from '../../providers/dataProvider.ts';
import { httpClient } from '../../providers/httpClient.ts';
import { useMe } from '../../providers/session.ts';
import { kept } from '../../providers/store.ts';

export type ViewContent = Pick<View, 'name' | 'resource' | 'filter' | 'sort' | 'hiddenColumns' | 'isDefault'>;

const send = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
  httpClient(`/api/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });

const byName = (a: View, b: View) => a.name.localeCompare(b.name, 'zh');

/** The person's views of one list, the same on every device. `known` is false only until the first answer. */
export function useViews(list: string) {
  const { read } = useData();
  const queryClient = useQueryClient();
  const queryKey = ['views', useMe()?.id];
  const { data, isPending } = useQuery({
    queryKey,
    queryFn: () => read<View[]>('views', { range: '[0,999]' }),
    staleTime: 5 * 60_000,
    retry: false,
    // Lists come and go with their rooms: a refusal is not asked again by each.
    retryOnMount: false,
  });
  const refresh = useCallback(() => queryClient.invalidateQueries({ queryKey: ['views'] }), [queryClient]);
  const after = async (sent: Promise<unknown>) => {
    try {
      await sent;
    } finally {
      // Also after a refusal: what is shown is then what there is.
      await refresh();
    }
  };
  return {
    known: !isPending,
    loaded: data !== undefined,
    views: (data ?? []).filter(({ resource }) => resource === list).sort(byName),
    create: (content: ViewContent) => after(send('POST', 'views', content)),
    change: (view: View, patch: Partial<ViewContent>) => after(send('PUT', `views/${view.id}`, { ...view, ...patch })),
    remove: (view: View) => after(send('DELETE', `views/${view.id}`)),
  };
}

type Local = { name: string; filter: Record<string, unknown>; sort: View['sort'] };

/** Filters that an earlier edition kept in this browser become views of the person, once. */
export function useTakeOver(list: string, { loaded, views, create }: ReturnType<typeof useViews>): void {
  const store = useStoreContext();
  const username = useMe()?.username ?? '';
  useEffect(() => {
    if (!loaded) return;
    const key = kept.savedFilters(list, username);
    const local = store.getItem<Local[]>(key, []) ?? [];
    if (local.length === 0) return;
    store.removeItem(key);
    const fresh = local.filter(({ name }) => !views.some((view) => view.name === name));
    const take = async () => {
      for (const { name, filter, sort } of fresh) {
        await create({
          name: name.slice(0, 30),
          resource: list as View['resource'],
          filter,
          sort,
          hiddenColumns: null,
          isDefault: false,
        });
      }
    };
    // What the server would not take stays here and is offered again another time.
    take().catch(() => store.setItem(key, local));
    // Once for each list: what comes of it must not start it again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loaded, list, username]);
}
