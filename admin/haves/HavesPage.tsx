import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { Fragment } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { HavesReport } from '../../shared/haves.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { HBarRanked } from '../ui/charts/index.ts';
import { formatNumber, formatRate, useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Stat } from '../ui/Stat.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { drillTo, unionsOf } from './havesDoors.ts';
import { HeatTable } from './HeatTable.tsx';
import { QuarterLine } from './QuarterLine.tsx';

/** How the six haves stand: in all, by region, by have and by quarter; every number leads to its unions. */
export const HavesPage = () => {
  const t = useT();
  const { instant } = useFormat();
  const { read } = useData();
  const [params] = useSearchParams();
  const orgCode = params.get('orgCode') ?? undefined;
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'haves', orgCode],
    queryFn: () => read<HavesReport>('reports/haves', { orgCode }),
    placeholderData: keepPreviousData,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader title={t('haves.title')} sub={<Path path={data.path} />} />
      <Typography variant="caption" component="p" sx={{ mb: 1 }}>
        {t('haves.asOf', { at: instant(data.asOf) })}
      </Typography>
      {data.total.assessed === 0 ? <NoResults /> : <Figures report={data} />}
    </>
  );
};

const NoResults = () => {
  const t = useT();
  return (
    <EmptyState
      title={t('haves.none')}
      body={t('haves.noneBody')}
      action={
        <Button component={Link} to="/unions" variant="contained">
          {t('haves.noneAct')}
        </Button>
      }
    />
  );
};

const Figures = ({ report }: { report: HavesReport }) => {
  const t = useT();
  const word = useWord();
  const { total, rows, target } = report;
  const weakest = total.haves.find(({ have }) => have === total.worst);
  const reached = rows.filter(({ assessed }) => assessed > 0);
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 200px))' },
          columnGap: { xs: 3, md: 5 },
          pb: 1.5,
          mb: 3,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Stat
          label={t('haves.rate')}
          value={total.sixHavesRate}
          as="rate"
          basis={target === null ? t('haves.regionBasis') : t('haves.target', { value: formatRate(target) })}
          to={unionsOf(total, { standard: true })}
        />
        <Stat label={t('haves.standardised')} value={total.standardised} to={unionsOf(total, { standard: true })} />
        <Stat label={t('haves.assessed')} value={total.assessed} to={unionsOf(total, { assessed: true })} />
        <Box
          {...(weakest ? { component: Link, to: unionsOf(total, { failing: weakest.have }) } : {})}
          sx={{ py: 1, minWidth: 0, color: 'inherit', textDecoration: 'none' }}
        >
          <Typography component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.8125rem' }}>
            {t('haves.worst')}
          </Typography>
          <Typography
            component="span"
            sx={{ display: 'block', fontSize: '1rem', fontWeight: 600, lineHeight: 1.4, py: 0.75 }}
          >
            {weakest ? word('sixHave', weakest.have) : t('haves.worstNone')}
          </Typography>
          {weakest && (
            <Typography component="span" variant="caption" sx={{ display: 'block' }}>
              {t('haves.failedShare', { rate: formatRate(1 - (weakest.rate ?? 0)) })}
            </Typography>
          )}
        </Box>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 5fr) minmax(0, 7fr)' },
          columnGap: 6,
          rowGap: 4,
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
          {reached.length > 0 ? (
            <HBarRanked
              title={t('haves.byRegion')}
              basis={t('haves.regionBasis')}
              as="rate"
              target={target}
              bars={reached.map((row) => ({
                key: `${row.code} ${row.own ?? ''}`,
                name: row.name,
                value: row.sixHavesRate,
                note: `${formatNumber(row.standardised)} / ${formatNumber(row.assessed)}`,
                to: drillTo(row),
              }))}
            />
          ) : (
            <EmptyState title={t('haves.noChildren')} compact />
          )}
          <QuarterLine report={report} />
        </Box>
        <HeatTable report={report} />
      </Box>
    </>
  );
};

/** 内蒙古 › 呼和浩特: each step above leads back up. */
const Path = ({ path }: Pick<HavesReport, 'path'>) => (
  <>
    {path.map(({ code, name }, index) => (
      <Fragment key={code}>
        {index > 0 && ' › '}
        {index === path.length - 1 ? (
          name
        ) : (
          <Box
            component={Link}
            to={index === 0 ? '/haves' : `/haves?orgCode=${code}`}
            sx={{ color: 'primary.main', textDecoration: 'none', py: { xs: 1.5, md: 0 } }}
          >
            {name}
          </Box>
        )}
      </Fragment>
    ))}
  </>
);
