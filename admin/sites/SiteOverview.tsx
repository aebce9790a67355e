import ListAltOutlined from '@mui/icons-material/ListAltOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { siteFigures, siteFlows, siteStocks, type SiteFigure } from '../../shared/site-reports.ts';
import type { SiteOverview as Page } from '../../shared/site-overview.ts';
import { useT } from '../i18n/index.ts';
import { HBarRanked } from '../ui/charts/index.ts';
import { useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Stat } from '../ui/Stat.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { OverviewPath } from './OverviewPath.tsx';
import { OverviewTable } from './OverviewTable.tsx';
import { Paragraph } from './Paragraph.tsx';
import { Quotas } from './Quotas.tsx';
import { SiteTrend } from './SiteTrend.tsx';
import { reportsOf, sitesAt, useOverview, type Counted } from './useOverview.ts';

/** How the sites of an organisation stand: totals, regions, batches, months, and the paragraph for a report. */
export const SiteOverview = () => {
  const t = useT();
  const page = useOverview();
  const { data, error, refetch } = page.query;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const { total } = data;
  return (
    <>
      <Head page={page} data={data} />
      {total.sites + total.preparing + total.missing === 0 ? (
        <EmptyState title={t('sites.page.empty')} body={t('sites.page.emptyBody')} />
      ) : (
        <Body page={page} data={data} />
      )}
    </>
  );
};

type Props = { page: ReturnType<typeof useOverview>; data: Page };

const Head = ({ page, data }: Props) => {
  const t = useT();
  const { month } = useFormat();
  const place = data.path.at(-1)?.name;
  return (
    <PageHeader
      title={place ? `${place} · ${t('sites.overview')}` : t('sites.overview')}
      sub={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
          {data.path.length > 1 && <OverviewPath path={data.path} addressOf={page.addressOf} />}
          <span>{data.month ? t('sites.page.asOf', { month: month(data.month) }) : t('sites.page.noMonth')}</span>
        </Box>
      }
      actions={
        <>
          <PeriodChoice page={page} />
          <Button startIcon={<ListAltOutlined />} component={Link} to="/sites" className="no-print">
            {t('sites.list')}
          </Button>
        </>
      }
    />
  );
};

const years = 6;

const PeriodChoice = ({ page }: Pick<Props, 'page'>) => {
  const t = useT();
  const { today } = useFormat();
  const last = Number(today.slice(0, 4));
  const offered = Array.from({ length: years }, (_, index) => String(last - index));
  if (page.year && !offered.includes(page.year)) offered.push(page.year);
  return (
    <TextField
      select
      value={page.year ?? ''}
      onChange={({ target }) => page.change({ year: target.value || null })}
      slotProps={{ htmlInput: { 'aria-label': t('sites.page.period') }, select: { displayEmpty: true } }}
      sx={{ minWidth: 120 }}
    >
      <MenuItem value="">{t('sites.page.ever')}</MenuItem>
      {offered.map((year) => (
        <MenuItem key={year} value={year}>
          {t('sites.page.year', { year })}
        </MenuItem>
      ))}
    </TextField>
  );
};

const grid = {
  display: 'grid',
  gridTemplateColumns: {
    xs: 'repeat(2, minmax(0, 1fr))',
    sm: 'repeat(3, minmax(0, 1fr))',
    lg: 'repeat(6, minmax(0, 1fr))',
  },
  columnGap: 4,
} as const;

const Body = ({ page, data }: Props) => {
  const t = useT();
  const { total, orgCode, to } = data;
  const count = (name: Counted, basis?: string) => (
    <Stat
      label={t(`sites.page.${name}`)}
      value={total[name]}
      to={sitesAt(name, { orgCode }, to)}
      overdue={name === 'missing'}
      {...(basis ? { basis } : {})}
    />
  );
  return (
    <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ ...grid, borderBottom: 1, borderColor: 'divider', pb: 1 }}>
        {count('sites', t('sites.page.sitesBasis'))}
        {count('listed')}
        {count('preparing')}
        {count('missing', t('sites.page.missingBasis'))}
      </Box>
      <Paragraph text={data.paragraph} />
      <Sums
        title={t('sites.page.stocks')}
        basis={t('sites.page.stocksBasis')}
        figures={siteStocks}
        of="stock"
        data={data}
      />
      <Sums
        title={t('sites.page.flows')}
        basis={t('sites.page.flowsBasis')}
        figures={siteFlows}
        of="flow"
        data={data}
      />
      <OverviewTable data={data} addressOf={page.addressOf} />
      <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: '1fr 1fr' } }}>
        {data.batches.length > 0 && (
          <Parts title={t('sites.page.batches')} rows={data.batches} filter="batchCategory" data={data} />
        )}
        <Parts title={t('sites.page.kinds')} rows={data.kinds} filter="kind" data={data} />
      </Box>
      <Quotas data={data} />
      <SiteTrend
        months={data.months}
        figures={siteFigures.filter((name) => total[name] !== null)}
        figure={page.figure}
        onChange={(figure) => page.change({ figure })}
      />
    </Box>
  );
};

type SumsProps = { title: string; basis: string; figures: readonly SiteFigure[]; of: 'stock' | 'flow'; data: Page };

const Sums = ({ title, basis, figures, of, data }: SumsProps) => {
  const t = useT();
  const label = useFieldLabel();
  // Sums of money are long: in units of ten thousand, as they are reported.
  const shown = (figure: SiteFigure) =>
    figure === 'benefitYuan'
      ? { label: t('sites.page.benefit'), value: data.total.benefitYuan / 10_000 }
      : { label: label('site-reports', figure), value: data.total[figure] };
  return (
    <Box component="section" aria-label={title}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, mb: 0.5 }}>
        <Typography variant="h2">{title}</Typography>
        <Typography variant="caption">{basis}</Typography>
      </Box>
      <Box sx={grid}>
        {figures
          .filter((figure) => data.total[figure] !== null)
          .map((figure) => (
            <Stat key={figure} {...shown(figure)} to={reportsOf(data, of)} />
          ))}
      </Box>
    </Box>
  );
};

type PartsProps = { title: string; rows: Page['batches']; filter: 'batchCategory' | 'kind'; data: Page };

const Parts = ({ title, rows, filter, data }: PartsProps) => {
  const t = useT();
  return (
    <HBarRanked
      title={title}
      unit={t('sites.page.unitSites')}
      basis={t('sites.page.sitesBasis')}
      as="number"
      order="given"
      nameWidth={8}
      bars={rows
        .filter((row) => row.sites + row.preparing > 0)
        .map((row) => ({
          key: row.code,
          name: row.name,
          value: row.sites,
          to: sitesAt('sites', { orgCode: data.orgCode, [filter]: row.code }, data.to),
        }))}
    />
  );
};
