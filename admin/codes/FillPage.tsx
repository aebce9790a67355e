import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearchParams } from 'react-router';
import type { Inspection } from '../../shared/inspections.ts';
import { dataProvider, useData } from '../providers/dataProvider.ts';
import { OFFLINE, statusOf } from '../providers/httpClient.ts';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';

/** Where a code on paper leads: straight to the form of this union in this campaign. */
export const FillPage = () => {
  const { read } = useData();
  const [params] = useSearchParams();
  const [campaign, union] = [params.get('campaign') ?? '', params.get('union') ?? ''];
  const { data, error, refetch } = useQuery({
    queryKey: ['me', 'fill', campaign, union],
    queryFn: () =>
      read<Inspection>('me/fill', { campaign: campaign || 'none', union: union || 'none' }).catch((failure: unknown) =>
        keptFor(campaign, union, failure),
      ),
    retry: false,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Navigate to={`/inspections/${data.id}`} replace />;
};

/** Without a network the device knows what this person has to fill in. */
async function keptFor(campaignId: string, unionId: string, failure: unknown): Promise<Inspection> {
  if (statusOf(failure) !== OFFLINE) throw failure;
  const { data } = await dataProvider.getList<Inspection>('inspections', { filter: { campaignId, unionId } });
  if (!data[0]) throw failure;
  return data[0];
}
