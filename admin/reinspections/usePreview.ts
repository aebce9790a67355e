import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DrawMethod, ReinspectionPreview } from '../../shared/reinspections.ts';
import { useData } from '../providers/dataProvider.ts';

type Asked = { campaignId: string | undefined; orgCode: string | null; method: DrawMethod };

/** What a draw would reach and take, asked a moment after the last change. */
export function usePreview({ campaignId, orgCode, method }: Asked) {
  const { read } = useData();
  const asked = JSON.stringify({ campaignId, ...(orgCode && { orgCode }), ...method });
  const [settled, setSettled] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), 250);
    return () => clearTimeout(timer);
  }, [asked]);
  const query = useQuery({
    queryKey: ['reinspection-preview', settled],
    queryFn: () => read<ReinspectionPreview>('reports/reinspection', JSON.parse(settled) as Record<string, string>),
    enabled: campaignId !== undefined && asked === settled,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const preview = campaignId === undefined ? undefined : query.data;
  return { preview, counting: campaignId !== undefined && (query.isFetching || asked !== settled), error: query.error };
}
