import TextField from '@mui/material/TextField';
import MenuItem from '@mui/material/MenuItem';
import { useGetList, useGetOne } from 'ra-core';
import { useSearchParams } from 'react-router';
import { addMonths, monthOf } from '../../shared/rules/months.ts';
import { reportingStatuses } from '../../shared/rules/sites.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { ReportForm } from './ReportForm.tsx';

/** One month of one site: the address names both; without a month it is the oldest that is missing, or the last one. */
export const SiteReportCreate = () => {
  const [params] = useSearchParams();
  const siteId = params.get('siteId');
  return siteId ? <OfSite siteId={siteId} asked={params.get('month')} /> : <ChooseSite />;
};

const OfSite = ({ siteId, asked }: { siteId: string; asked: string | null }) => {
  const t = useT();
  const { today } = useFormat();
  const { data: site, error, refetch } = useGetOne<Site>('sites', { id: siteId });
  if (error && !site) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!site) return <PageSkeleton />;
  const month = asked ?? site.missingMonths[0] ?? addMonths(monthOf(today), -1);
  return (
    <>
      <PageHeader back={`/sites/${site.id}/show`} title={t('sites.reports.addTitle')} sub={site.name} />
      <ReportForm key={month} site={site} month={month} />
    </>
  );
};

const ChooseSite = () => {
  const t = useT();
  const [, setParams] = useSearchParams();
  const { data, error, isPending, refetch } = useGetList<Site>('sites', {
    filter: { status: [...reportingStatuses] },
    sort: { field: 'name', order: 'ASC' },
    pagination: { page: 1, perPage: 500 },
  });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <PageSkeleton />;
  if (data.length === 0) return <EmptyState title={t('sites.reports.noSite')} body={t('sites.reports.noSiteBody')} />;
  return (
    <>
      <PageHeader back="/site-reports" title={t('sites.reports.addTitle')} />
      <TextField
        select
        label={t('sites.reports.chooseSite')}
        value=""
        onChange={({ target }) => setParams({ siteId: target.value }, { replace: true })}
        sx={{ width: { xs: 1, md: 420 } }}
        slotProps={{ inputLabel: { shrink: true } }}
      >
        {data.map((site) => (
          <MenuItem key={site.id} value={site.id}>
            {site.name}
            {site.missingMonths.length > 0 && ` · ${t('sites.missing', { count: site.missingMonths.length })}`}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
};
