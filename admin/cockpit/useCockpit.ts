import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import {
  groupOf,
  type Cockpit,
  type CockpitChildren,
  type CockpitForecast,
  type CockpitGroup,
  type CockpitKey,
} from '../../shared/cockpit.ts';
import { useData } from '../providers/dataProvider.ts';

/** What is compared between regions, by part of the page. */
export const comparedKeys: Record<CockpitGroup, readonly CockpitKey[]> = {
  campaign: ['inspectionRate', 'rectifiedRate', 'closedRate', 'onTimeRate', 'overdue'],
  haves: ['assessed', 'standardised', 'sixHavesRate'],
  sites: ['sites', 'sitesListed', 'sitesPreparing'],
  ledger: ['enterprises', 'establishmentRate', 'advanceRate', 'visits', 'recruited'],
  membership: ['employees', 'members', 'membershipRate'],
};
const allCompared = Object.values(comparedKeys).flat();

const minute = 60_000;

/** The page's address (which organisation, campaign and measure, and whether it hangs on a wall) and its three reports. */
export function useCockpit() {
  const { read } = useData();
  const [params, setParams] = useSearchParams();
  const wall = params.get('wall') === '1';
  const place = { orgCode: params.get('orgCode') ?? undefined, campaignId: params.get('campaignId') ?? undefined };
  const report = <T>(path: string) => ({
    queryKey: ['cockpit', path, place.orgCode, place.campaignId],
    queryFn: () => read<T>(`reports/cockpit${path}`, place),
    placeholderData: keepPreviousData,
    staleTime: minute / 2,
    refetchInterval: wall ? minute : (false as const),
    refetchIntervalInBackground: wall,
  });
  const figures = useQuery(report<Cockpit>(''));
  const children = useQuery(report<CockpitChildren>('/children'));
  const forecast = useQuery(report<CockpitForecast>('/forecast'));

  const asked = allCompared.find((key) => key === params.get('measure'));
  const measure: CockpitKey = asked ?? (figures.data && !figures.data.campaign ? 'sixHavesRate' : 'rectifiedRate');
  /** The same page with something else chosen; `null` takes a choice away. */
  const addressOf = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    return `/cockpit?${next}`;
  };
  const change = (part: Record<string, string | null>) => setParams(new URLSearchParams(addressOf(part).split('?')[1]));
  return { figures, children, forecast, wall, measure, group: groupOf(measure), addressOf, change };
}

export type CockpitPage = ReturnType<typeof useCockpit>;
