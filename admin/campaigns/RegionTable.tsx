import { useQuery } from '@tanstack/react-query';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Progress, ProgressRow } from '../../shared/progress.ts';
import type { Measures } from '../../shared/rules/measures.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { formatNumber, formatRate, useFormat } from '../ui/format.ts';
import { isRate, measureRows, type Measure } from '../ui/measureRows.ts';
import { ErrorState, ListSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { usePhone } from '../ui/usePhone.ts';
import { SummaryButton } from './SummaryButton.tsx';

/** The columns of the summary table that is handed in (汇总表). */
const columns: readonly Measure[] = [
  'targets',
  'submitted',
  'inspectionRate',
  'defective',
  'items',
  'rectified',
  'rectifiedRate',
  'overdue',
  'closed',
  'relapseRate',
  'shells',
];

const format = (measure: Measure, row: Measures) =>
  isRate(measure) ? formatRate(row[measure]) : formatNumber(row[measure]);

/** The campaign by region with a total row that the server has counted; every number leads to its rows. */
export const RegionTable = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const phone = usePhone();
  const { instant } = useFormat();
  const { progress } = useData();
  const { data, error, refetch } = useQuery({
    queryKey: ['progress', campaign.id, 'child'],
    queryFn: () => progress({ campaignId: campaign.id, by: 'child' }),
  });
  return (
    <Box component="section" aria-label={t('campaigns.byRegion')} sx={{ mt: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, mb: 1 }}>
        <Typography variant="h2">{t('campaigns.byRegion')}</Typography>
        {data && <Typography variant="caption">{t('ui.chart.asOf', { at: instant(data.asOf) })}</Typography>}
        <Box sx={{ flex: 1 }} />
        {data && <SummaryButton campaignId={campaign.id} />}
      </Box>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {!data && !error && <ListSkeleton />}
      {data && (phone ? <Cards progress={data} /> : <Desk progress={data} />)}
    </Box>
  );
};

/** Where the rows of a number are; what hangs directly on an organisation is the list of that organisation alone. */
function doorOf(measure: Measure, { campaignId }: Progress, row: ProgressRow | null): string {
  return measureRows(measure, { campaignId, ...(row?.own ? { orgExact: row.code } : { orgCode: row?.code }) });
}

/** Regions that the campaign does not reach have nothing to say. */
const reachedRows = ({ rows }: Progress) => rows.filter(({ targets, items }) => targets > 0 || items > 0);

const drillTo = (progress: Progress, row: ProgressRow) =>
  row.own ? undefined : `/dashboard?campaignId=${progress.campaignId}&orgCode=${row.code}`;

type CellProps = { measure: Measure; row: Measures; to: string };

const Value = ({ measure, row, to }: CellProps) => {
  const text = format(measure, row);
  const overdue = measure === 'overdue' && row.overdue > 0;
  const sx = { color: overdue ? 'tone.overdue.ink' : 'inherit', textDecoration: 'none' };
  return (
    <Box component={Link} to={to} sx={{ ...sx, '&:hover, &:focus-visible': { textDecoration: 'underline' } }}>
      {text}
    </Box>
  );
};

const Name = ({ to, name }: { to: string | undefined; name: string }) =>
  to ? (
    <Box component={Link} to={to} sx={{ color: 'primary.main', textDecoration: 'none' }}>
      {name}
    </Box>
  ) : (
    <>{name}</>
  );

const Desk = ({ progress }: { progress: Progress }) => {
  const t = useT();
  const word = useWord();
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={{ bgcolor: 'background.paper' }}>
        <TableHead>
          <TableRow>
            <TableCell>{t('campaigns.region')}</TableCell>
            {columns.map((measure) => (
              <TableCell key={measure} align="right" title={word('basis', measure)}>
                {word('measure', measure)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {reachedRows(progress).map((row) => (
            <TableRow key={`${row.code} ${row.own ?? ''}`} sx={{ '&:hover': { bgcolor: 'hover' } }}>
              <TableCell component="th" scope="row">
                <Name to={drillTo(progress, row)} name={row.name} />
              </TableCell>
              {columns.map((measure) => (
                <TableCell key={measure} align="right">
                  <Value measure={measure} row={row} to={doorOf(measure, progress, row)} />
                </TableCell>
              ))}
            </TableRow>
          ))}
          <TableRow sx={{ '& > *': { fontWeight: 600, borderTop: 1, borderColor: 'text.secondary' } }}>
            <TableCell component="th" scope="row">
              {t('campaigns.total')}
            </TableCell>
            {columns.map((measure) => (
              <TableCell key={measure} align="right">
                <Value measure={measure} row={progress.total} to={doorOf(measure, progress, null)} />
              </TableCell>
            ))}
          </TableRow>
        </TableBody>
      </Table>
    </Box>
  );
};

const onPhone: readonly Measure[] = ['inspectionRate', 'rectifiedRate', 'overdue'];

/** On a phone the three numbers that decide; the rest stands on the region's own page. */
const Cards = ({ progress }: { progress: Progress }) => {
  const t = useT();
  const word = useWord();
  const row = (name: string, measures: Measures, own: ProgressRow | null) => (
    <Box
      component="li"
      key={`${name} ${own?.code ?? ''}`}
      sx={{ borderBottom: 1, borderColor: 'divider', py: 1, fontWeight: own ? 400 : 600 }}
    >
      <Box sx={{ minHeight: 32, display: 'flex', alignItems: 'center', '& a': tapLink }}>
        <Name to={own ? drillTo(progress, own) : undefined} name={name} />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)' }}>
        {onPhone.map((measure) => (
          <Box key={measure} sx={{ display: 'flex', flexDirection: 'column', '& a': tapLink }}>
            <Typography variant="caption">{word('measure', measure)}</Typography>
            <Value measure={measure} row={measures} to={doorOf(measure, progress, own)} />
          </Box>
        ))}
      </Box>
    </Box>
  );
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {row(t('campaigns.total'), progress.total, null)}
      {reachedRows(progress).map((child) => row(child.name, child, child))}
    </Box>
  );
};
