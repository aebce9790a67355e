import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useGetList } from 'ra-core';
import { useSearchParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Dashboard } from '../../shared/progress.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import { useData } from '../providers/dataProvider.ts';
import { useMe } from '../providers/session.ts';
import { isRate, type Measure } from '../ui/measureRows.ts';

/** What the bars of the regions can show; each is the whole of its own picture. */
export const childMeasures = [
  'rectifiedRate',
  'inspectionRate',
  'closedRate',
  'relapseRate',
  'onTimeRate',
  'overdue',
  'items',
] as const;
export type ChildMeasure = (typeof childMeasures)[number];

/** The campaigns that have gone out, those in course first, and among them those from above or of the own level. */
function useCampaigns() {
  const own = useMe()?.org.code ?? '';
  const { data, error, isPending, refetch } = useGetList<Campaign>('campaigns', {
    filter: { status: ['issued', 'closed'] },
    sort: { field: 'startsOn', order: 'DESC' },
    pagination: { page: 1, perPage: 100 },
  });
  const rank = ({ status, orgCode }: Campaign) => (status === 'issued' ? 0 : 2) + (isAtOrAbove(orgCode, own) ? 0 : 1);
  const campaigns = data?.toSorted((a, b) => rank(a) - rank(b)) ?? [];
  return { campaigns, error, isPending, refetch };
}

/** The page's address: which campaign, where, which measure, and whether it hangs on a wall. */
export function useDashboard() {
  const { read } = useData();
  const [params, setParams] = useSearchParams();
  const list = useCampaigns();
  const asked = params.get('campaignId');
  const campaign = asked ? list.campaigns.find(({ id }) => id === asked) : list.campaigns[0];
  const campaignId = asked ?? campaign?.id;
  const orgCode = params.get('orgCode') ?? undefined;
  const wall = params.get('wall') === '1';
  const chosen = childMeasures.find((name) => name === params.get('measure')) ?? 'rectifiedRate';
  const query = useQuery({
    queryKey: ['dashboard', campaignId, orgCode],
    queryFn: () => read<Dashboard>('reports/dashboard', { campaignId, orgCode }),
    enabled: campaignId !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    refetchInterval: wall ? 60_000 : false,
  });
  /** The same page with something else chosen; `null` takes a choice away. */
  const addressOf = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    return `/dashboard?${next}`;
  };
  const change = (part: Record<string, string | null>) => setParams(new URLSearchParams(addressOf(part).split('?')[1]));
  return { list, campaign, campaignId, wall, measure: chosen, query, addressOf, change };
}

/** The difference to a week ago; null where one of the two has no value. */
export function changeSince(measure: Measure, { total, weekAgo }: Dashboard): number | null {
  const [now, before] = [total[measure], weekAgo?.[measure] ?? null];
  return now === null || before === null ? null : now - before;
}

/** The level that time alone asks for (序时进度): the share of the days that have gone by. */
export function paceOf(measure: ChildMeasure, campaign: Campaign | undefined, today: string): number | null {
  if (!campaign || !isRate(measure) || measure === 'onTimeRate' || measure === 'relapseRate') return null;
  const end = measure === 'inspectionRate' ? campaign.submitBy : campaign.scheduledDueOn;
  const [from, to, now] = [campaign.startsOn, end, today].map((day) => Date.parse(day)) as [number, number, number];
  return to <= from ? 1 : Math.max(0, Math.min(1, (now - from) / (to - from)));
}
