import { useQuery } from '@tanstack/react-query';
import type { Work, WorkKey } from '../../shared/me.ts';
import { learnNow } from './clock.ts';
import { useData } from './dataProvider.ts';

/** What waits for the signed-in person; undefined until known. Every act refreshes it. */
export function useWork(): Work | undefined {
  const { read } = useData();
  return useQuery({
    queryKey: ['me', 'work'],
    queryFn: async () => {
      const work = await read<Work>('me/work');
      learnNow(work.asOf);
      return work;
    },
    staleTime: 60_000,
  }).data;
}

/** The sum of some of the counts, which must not overlap. */
export function countOf(work: Work | undefined, keys: readonly WorkKey[]): number {
  return (work?.counts ?? []).filter(({ key }) => keys.includes(key)).reduce((sum, { count }) => sum + count, 0);
}
