import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { SiteReport } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteReport } from './DeleteReport.tsx';
import { ReportForm } from './ReportForm.tsx';

export const SiteReportEdit = () => {
  const t = useT();
  const { id = '' } = useParams();
  const { data: report, error, refetch } = useGetOne<SiteReport>('site-reports', { id });
  const { data: site } = useGetOne<Site>('sites', { id: report?.siteId ?? '' }, { enabled: report !== undefined });
  if (error && !report) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!report || !site) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back={`/sites/${site.id}/show`}
        title={t('sites.reports.editTitle')}
        sub={site.name}
        actions={<DeleteReport record={report} />}
      />
      <ReportForm key={report.version} site={site} month={report.month} report={report} />
    </>
  );
};
