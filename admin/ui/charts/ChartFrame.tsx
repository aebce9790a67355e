import BarChartOutlined from '@mui/icons-material/BarChartOutlined';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useT } from '../../i18n/index.ts';
import { useFormat } from '../format.ts';
import { EmptyState } from '../states.tsx';

/** One line of the table that tells the same numbers. */
export type TableLine = { key: string; name: string; cells: readonly string[]; to?: string | undefined };

export type ChartHead = {
  title: string;
  /** What is counted: 家, 项, %. */
  unit?: string;
  /** 口径, in a few words. */
  basis?: string;
  /** The instant of the figures; leave it out where the page says it once for all. */
  asOf?: string | null;
  /** A choice that belongs to the chart, at the right of its title. */
  tools?: ReactNode;
};

type Props = ChartHead & { columns: readonly string[]; lines: readonly TableLine[]; children: ReactNode };

/** Title, unit, basis and time of a chart, and the switch to a table of the same numbers. */
export const ChartFrame = ({ title, unit, basis, asOf, tools, columns, lines, children }: Props) => {
  const t = useT();
  const { instant } = useFormat();
  const [asTable, setAsTable] = useState(false);
  const small = [unit && t('ui.chart.unit', { unit }), basis && t('ui.chart.basis', { basis })]
    .filter(Boolean)
    .join(' · ');
  const switchLabel = t(asTable ? 'ui.chart.chart' : 'ui.chart.table');
  const SwitchIcon = asTable ? BarChartOutlined : TableRowsOutlined;
  return (
    <Box component="section" aria-label={title} sx={{ minWidth: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', columnGap: 1, mb: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.5 }}>
          <Typography variant="h2">{title}</Typography>
          {small && <Typography variant="caption">{small}</Typography>}
        </Box>
        {tools}
        {lines.length > 0 && (
          <IconButton
            size="small"
            className="no-print"
            onClick={() => setAsTable(!asTable)}
            aria-label={switchLabel}
            title={switchLabel}
            aria-pressed={asTable}
          >
            <SwitchIcon sx={{ fontSize: '1.125rem' }} />
          </IconButton>
        )}
      </Box>
      {lines.length === 0 && <EmptyState title={t('ui.chart.none')} compact />}
      {lines.length > 0 && (asTable ? <FrameTable columns={columns} lines={lines} /> : children)}
      {asOf && (
        <Typography variant="caption" component="p" sx={{ mt: 1 }}>
          {t('ui.chart.asOf', { at: instant(asOf) })}
        </Typography>
      )}
    </Box>
  );
};

const FrameTable = ({ columns, lines }: { columns: readonly string[]; lines: readonly TableLine[] }) => (
  <Box
    component="table"
    sx={{
      width: 1,
      borderCollapse: 'collapse',
      '& th, & td': { textAlign: 'right', px: 1, height: 32, borderBottom: 1, borderColor: 'divider', fontWeight: 400 },
      '& thead th:first-of-type, & [scope="row"]': { textAlign: 'left', pl: 0 },
      '& thead th': { color: 'text.secondary', fontSize: '0.8125rem' },
    }}
  >
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {lines.map(({ key, name, cells, to }) => (
        <tr key={key}>
          <th scope="row">{to ? <ChartLink to={to}>{name}</ChartLink> : name}</th>
          {cells.map((cell, index) => (
            <td key={index}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </Box>
);

export const ChartLink = ({ to, children }: { to: string; children: ReactNode }) => (
  <Box
    component={Link}
    to={to}
    sx={{ color: 'inherit', textDecoration: 'none', '&:hover, &:focus-visible': { textDecoration: 'underline' } }}
  >
    {children}
  </Box>
);
