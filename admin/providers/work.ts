import { useQuery } from '@tanstack/react-query';
import { useData } from './dataProvider.ts';

/** How much waits for the signed-in person, by menu entry. */
export type WorkCounts = { inspections: number; rectifications: number };

/** The person's work in numbers; undefined until known. Every act refreshes it. */
export function useWorkCounts(): WorkCounts | undefined {
  const { read } = useData();
  return useQuery({
    queryKey: ['me', 'work', 'counts'],
    queryFn: () => read<WorkCounts>('me/work/counts'),
    staleTime: 60_000,
  }).data;
}
