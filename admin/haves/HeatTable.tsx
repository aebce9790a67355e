import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import type { HavesReport, HavesRow } from '../../shared/haves.ts';
import type { HaveCounts } from '../../shared/rules/haves.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import { useT, useWord } from '../i18n/index.ts';
import { formatRate, useFormat } from '../ui/format.ts';
import { drillTo, unionsOf } from './havesDoors.ts';

/** Region by have: the share that fails, darker where it is more, and in every cell the number and the door to its rows. */
export const HeatTable = ({ report }: { report: HavesReport }) => {
  const t = useT();
  const word = useWord();
  const rows = report.rows.filter(({ assessed }) => assessed > 0);
  const shares = rows.flatMap(({ haves }) => haves.map(failedShare));
  const most = Math.max(0.0001, ...shares.map((share) => share ?? 0));
  return (
    <Box component="section" aria-label={t('haves.heat')}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5, mb: 1 }}>
        <Typography variant="h2">{t('haves.heat')}</Typography>
        <Typography variant="caption">{t('ui.chart.basis', { basis: t('haves.heatBasis') })}</Typography>
      </Box>
      <Box sx={{ overflowX: 'auto' }}>
        <Box component="table" sx={tableSx}>
          <thead>
            <tr>
              <th scope="col">{t('haves.region')}</th>
              {sixHaves.map((have) => (
                <th key={have} scope="col" title={word('sixHave', have)}>
                  {t(`haves.short.${have}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.code} ${row.own ?? ''}`}>
                <th scope="row">
                  <Box component={Link} to={drillTo(row)} className="door" sx={{ color: 'primary.main' }}>
                    {row.name}
                  </Box>
                </th>
                {row.haves.map((counts) => (
                  <Cell key={counts.have} row={row} counts={counts} most={most} />
                ))}
              </tr>
            ))}
            <tr className="total">
              <th scope="row">{t('haves.total')}</th>
              {report.total.haves.map((counts) => (
                <Cell key={counts.have} row={report.total} counts={counts} most={null} />
              ))}
            </tr>
          </tbody>
        </Box>
      </Box>
    </Box>
  );
};

const failedShare = ({ rate }: HaveCounts) => (rate === null ? null : 1 - rate);

type CellProps = {
  row: HavesRow;
  counts: HaveCounts;
  /** The largest share of the table; null for no shade. */ most: number | null;
};

const Cell = ({ row, counts, most }: CellProps) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const share = failedShare(counts);
  const shade = most === null || share === null ? 0 : Math.round((share / most) * 100);
  const label = t('haves.heatCell', {
    place: row.name,
    have: word('sixHave', counts.have),
    failed: number(counts.failed),
    rate: formatRate(share),
  });
  return (
    <Box
      component="td"
      sx={({ palette }) => ({
        background:
          shade === 0
            ? 'none'
            : `color-mix(in srgb, ${palette.tone.waiting.ink} ${Math.round(shade * 0.3)}%, transparent)`,
      })}
    >
      {counts.failed > 0 ? (
        <Box
          component={Link}
          to={unionsOf(row, { failing: counts.have })}
          className="door"
          aria-label={label}
          title={label}
        >
          {formatRate(share)}
        </Box>
      ) : (
        <span className="door">{formatRate(share)}</span>
      )}
    </Box>
  );
};

const tableSx = {
  width: 1,
  minWidth: 480,
  borderCollapse: 'collapse',
  fontSize: '0.8125rem',
  fontVariantNumeric: 'tabular-nums',
  '& th, & td': { textAlign: 'right', p: 0, borderBottom: 1, borderColor: 'divider', fontWeight: 400 },
  '& thead th': { color: 'text.secondary', px: 1, height: 32, whiteSpace: 'nowrap' },
  '& thead th:first-of-type, & th[scope="row"]': { textAlign: 'left', pl: 0 },
  '& .door': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    minHeight: { xs: 44, md: 32 },
    px: 1,
    color: 'inherit',
    textDecoration: 'none',
  },
  '& th .door': { justifyContent: 'flex-start', pl: 0, whiteSpace: 'nowrap' },
  '& a.door:hover, & a.door:focus-visible': { textDecoration: 'underline' },
  '& .total > *': { fontWeight: 600, borderTop: 1, borderTopColor: 'text.secondary' },
  '& .total > th': { height: 32 },
} as const;
