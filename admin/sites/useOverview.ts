import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { SiteOverview, SiteRow } from '../../shared/site-overview.ts';
import { siteFigures, type SiteFigure } from '../../shared/site-reports.ts';
import { useLanguage } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { listUrl } from '../ui/listUrl.ts';

export type Counted = 'sites' | 'listed' | 'preparing' | 'missing';

const filters: Record<Counted, Record<string, unknown>> = {
  sites: { built: true },
  listed: { status: ['listed'] },
  preparing: { status: ['nominated', 'recommended', 'building'] },
  missing: { missingReports: true },
};

/** The list of exactly the sites that a number counts. */
export function sitesAt(name: Counted, where: Record<string, unknown>, to: string | null): string {
  const built = name === 'sites' || name === 'listed';
  return listUrl('sites', {
    ...(name === 'sites' && to ? {} : filters[name]),
    ...(built && to ? { builtBy: to } : {}),
    ...where,
  });
}

/** Where the sites of a row are: below its organisation, or at it alone. */
export const placeOf = (row: SiteRow): Record<string, unknown> =>
  row.own ? { orgExact: row.code } : { orgCode: row.code };

/** The reports whose figures a total sums up: of a stock each site's newest of the period, of a flow all of them. */
export const reportsOf = ({ orgCode, from, to, month }: SiteOverview, of: 'stock' | 'flow'): string =>
  listUrl('site-reports', {
    orgCode,
    built: true,
    ...(from ? { month_gte: from } : {}),
    ...(of === 'stock' && (to ?? month) ? { newestBy: to ?? month } : {}),
    ...(of === 'flow' && to ? { month_lte: to } : {}),
  });

/** The page's address: which organisation, which period, which figure the line shows. */
export function useOverview() {
  const { read } = useData();
  const language = useLanguage();
  const [params, setParams] = useSearchParams();
  const asked = (name: string) => params.get(name) ?? undefined;
  const [orgCode, year] = [asked('orgCode'), asked('year')];
  const period = year ? { from: `${year}-01`, to: `${year}-12` } : {};
  const query = useQuery({
    queryKey: ['reports', 'sites', orgCode, year, language],
    queryFn: () => read<SiteOverview>('reports/sites', { orgCode, ...period }),
    placeholderData: keepPreviousData,
  });
  const addressOf = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    return `/sites/overview?${next}`;
  };
  const change = (part: Record<string, string | null>) => setParams(new URLSearchParams(addressOf(part).split('?')[1]));
  const figure: SiteFigure = siteFigures.find((name) => name === asked('figure')) ?? 'workers';
  return { query, year, figure, addressOf, change };
}
