import { useQuery } from '@tanstack/react-query';
import type { InboxCount } from '../../shared/notifications.ts';
import { useData } from './dataProvider.ts';

/** How many notices have not been read; asked for again every minute while the window is seen. */
export function useUnread(): number {
  const { read } = useData();
  const { data } = useQuery({
    queryKey: ['me', 'inbox'],
    queryFn: () => read<InboxCount>('me/inbox'),
    refetchInterval: 60_000,
    staleTime: 30_000,
  });
  return data?.unread ?? 0;
}
