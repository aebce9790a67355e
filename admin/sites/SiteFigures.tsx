import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { Link } from 'react-router';
import { siteFigures, type SiteFigure, type SiteReport } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { formatNumber, useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { usePhone } from '../ui/usePhone.ts';
import { Sparkline } from './Sparkline.tsx';

const readMonths = 36;

/** What a site has reported: the latest months as a table, and the way there as a small line in each row. */
export const SiteFigures = ({ site }: { site: Site }) => {
  const t = useT();
  const phone = usePhone();
  const { data, total, error, isPending, refetch } = useGetList<SiteReport>('site-reports', {
    filter: { siteId: site.id },
    sort: { field: 'month', order: 'DESC' },
    pagination: { page: 1, perPage: readMonths },
  });
  return (
    <Box component="section" aria-label={t('sites.figures')} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, mb: 1 }}>
        <Typography variant="h2">{t('sites.figures')}</Typography>
        {data && data.length > 0 && <Typography variant="caption">{t('sites.figuresHint')}</Typography>}
      </Box>
      {isPending && <TextSkeleton lines={8} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {data?.length === 0 && <Typography color="text.secondary">{t('sites.noFigures')}</Typography>}
      {data && data.length > 0 && (
        <>
          <Table reports={data} columns={phone ? 2 : 6} />
          <MuiLink
            component={Link}
            to={listUrl('site-reports', { siteId: site.id })}
            sx={{ ...tapLink, display: 'inline-block', mt: 1 }}
          >
            {t('sites.allReports', { count: total ?? 0 })}
          </MuiLink>
        </>
      )}
    </Box>
  );
};

const Table = ({ reports, columns }: { reports: SiteReport[]; columns: number }) => {
  const t = useT();
  const label = useFieldLabel();
  const { month } = useFormat();
  const shown = reports.slice(0, columns).toReversed();
  const oldestFirst = reports.toReversed();
  const reported = siteFigures.filter((figure) => reports.some((report) => report[figure] !== null));
  return (
    <Box
      component="table"
      sx={{
        width: 1,
        borderCollapse: 'collapse',
        '& th, & td': {
          textAlign: 'right',
          px: 1,
          height: 34,
          borderBottom: 1,
          borderColor: 'divider',
          fontWeight: 400,
        },
        '& [scope="row"], & thead th:first-of-type': { textAlign: 'left', pl: 0 },
        '& thead th': { color: 'text.secondary', fontSize: '0.8125rem', whiteSpace: 'nowrap' },
        '& .line': { width: 96, display: { xs: 'none', md: 'table-cell' } },
      }}
    >
      <thead>
        <tr>
          <th scope="col">{t('sites.page.figure')}</th>
          <th scope="col" className="line">
            {t('sites.trend')}
          </th>
          {shown.map((report) => (
            <th key={report.id} scope="col">
              {report.mayActions.includes('edit') ? (
                <MuiLink component={Link} to={`/site-reports/${report.id}`} sx={tapLink}>
                  {month(report.month)}
                </MuiLink>
              ) : (
                month(report.month)
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reported.map((figure) => (
          <tr key={figure}>
            <th scope="row">{label('site-reports', figure)}</th>
            <td className="line">
              <Sparkline values={oldestFirst.map((report) => report[figure])} />
            </td>
            {shown.map((report) => (
              <td key={report.id}>
                <Figure report={report} figure={figure} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
};

export const Figure = ({ report, figure }: { report: SiteReport; figure: SiteFigure }) => {
  const t = useT();
  const doubtful = report.doubts.includes(figure);
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, ...(doubtful && { color: 'tone.waiting.ink' }) }}
    >
      {doubtful && <ErrorOutlineOutlined titleAccess={t('sites.doubt')} sx={{ fontSize: '1rem' }} />}
      {formatNumber(report[figure])}
    </Box>
  );
};
