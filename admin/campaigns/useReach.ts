import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CampaignPriority, CampaignScope, Reach } from '../../shared/campaigns.ts';
import { useData } from '../providers/dataProvider.ts';

/** How many unions a scope reaches, counted by the server a moment after the last change of the scope. */
export function useReach(scope: CampaignScope | undefined, priority: CampaignPriority | undefined, enabled = true) {
  const { post } = useData();
  const asked = JSON.stringify({ scope, priority });
  const settled = useSettled(asked, 300);
  const complete = (scope?.orgCodes.length ?? 0) > 0;
  const { data, isFetching, isError } = useQuery({
    queryKey: ['reach', settled],
    queryFn: () => post<Reach>('reports/reach', JSON.parse(settled)),
    enabled: enabled && complete && asked === settled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return { reach: complete && !isError ? data : undefined, counting: complete && (isFetching || asked !== settled) };
}

/** The value once it has not changed for so many milliseconds. */
function useSettled<T>(value: T, delay: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}
