import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { levelOf } from '../../shared/rules/orgCode.ts';
import type { SiteOverview, SiteRow, SiteTotals } from '../../shared/site-overview.ts';
import type { SiteFigure } from '../../shared/site-reports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatNumber } from '../ui/format.ts';
import { usePhone } from '../ui/usePhone.ts';
import { placeOf, sitesAt, type Counted } from './useOverview.ts';

type Props = { data: SiteOverview; addressOf: (change: Record<string, string | null>) => string };

const counted: readonly Counted[] = ['sites', 'preparing', 'missing'];
const figures: readonly SiteFigure[] = [
  'unions',
  'enterprises',
  'workers',
  'migrantWorkers',
  'socialWorkers',
  'services',
  'benefitYuan',
];

const filled = ({ children }: SiteOverview) => children.filter((row) => row.sites + row.preparing + row.missing > 0);

/** The organisations below with their sites; the last row is the sum. Every count leads to its sites, a name further down. */
export const OverviewTable = ({ data, addressOf }: Props) => {
  const t = useT();
  const phone = usePhone();
  if (filled(data).length === 0) return null;
  return (
    <Box component="section" aria-label={t('sites.page.regions')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('sites.page.regions')}
      </Typography>
      {phone ? <Cards data={data} addressOf={addressOf} /> : <Desk data={data} addressOf={addressOf} />}
    </Box>
  );
};

type CountProps = { row: SiteTotals; name: Counted; to: string };

const Count = ({ row, name, to }: CountProps) => (
  <Box
    component={Link}
    to={to}
    sx={{
      color: name === 'missing' && row.missing > 0 ? 'tone.overdue.ink' : 'inherit',
      textDecoration: 'none',
      '&:hover, &:focus-visible': { textDecoration: 'underline' },
    }}
  >
    {formatNumber(row[name])}
  </Box>
);

const Name = ({ row, addressOf }: { row: SiteRow; addressOf: Props['addressOf'] }) =>
  row.own || levelOf(row.code) === 'township' ? (
    <>{row.name}</>
  ) : (
    <Box component={Link} to={addressOf({ orgCode: row.code })} sx={{ color: 'primary.main', textDecoration: 'none' }}>
      {row.name}
    </Box>
  );

const Desk = ({ data, addressOf }: Props) => {
  const t = useT();
  const word = useWord();
  const cells = (row: SiteTotals, where: Record<string, unknown>) => (
    <>
      {counted.map((name) => (
        <TableCell key={name} align="right">
          <Count row={row} name={name} to={sitesAt(name, where, data.to)} />
        </TableCell>
      ))}
      {figures.map((figure) => (
        <TableCell key={figure} align="right">
          {formatNumber(figure === 'benefitYuan' ? row.benefitYuan / 10_000 : row[figure])}
        </TableCell>
      ))}
    </>
  );
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table
        size="small"
        sx={{ bgcolor: 'background.paper', '& th': { px: 1 }, '& tbody th': { whiteSpace: 'nowrap' } }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('sites.page.region')}</TableCell>
            {counted.map((name) => (
              <TableCell key={name} align="right">
                {t(`sites.page.${name}`)}
              </TableCell>
            ))}
            {figures.map((figure) => (
              <TableCell key={figure} align="right">
                {figure === 'benefitYuan' ? t('sites.page.benefit') : word('siteFigure', figure)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {filled(data).map((row) => (
            <TableRow key={`${row.code} ${row.own ?? ''}`} sx={{ '&:hover': { bgcolor: 'hover' } }}>
              <TableCell component="th" scope="row">
                <Name row={row} addressOf={addressOf} />
              </TableCell>
              {cells(row, placeOf(row))}
            </TableRow>
          ))}
          <TableRow sx={{ '& > *': { fontWeight: 600, borderTop: 1, borderColor: 'text.secondary' } }}>
            <TableCell component="th" scope="row">
              {t('sites.page.total')}
            </TableCell>
            {cells(data.total, { orgCode: data.orgCode })}
          </TableRow>
        </TableBody>
      </Table>
    </Box>
  );
};

/** On a phone the counts; the figures stand on the region's own page. */
const Cards = ({ data, addressOf }: Props) => {
  const t = useT();
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {filled(data).map((row) => (
        <Box
          component="li"
          key={`${row.code} ${row.own ?? ''}`}
          sx={{ borderBottom: 1, borderColor: 'divider', py: 1 }}
        >
          <Box sx={{ minHeight: 44, display: 'flex', alignItems: 'center', '& a': { py: 1.5 } }}>
            <Name row={row} addressOf={addressOf} />
          </Box>
          <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)' }}>
            {counted.map((name) => (
              <Box key={name} sx={{ display: 'flex', flexDirection: 'column', '& a': { py: 1.5 } }}>
                <Typography variant="caption">{t(`sites.page.${name}`)}</Typography>
                <Count row={row} name={name} to={sitesAt(name, placeOf(row), data.to)} />
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
