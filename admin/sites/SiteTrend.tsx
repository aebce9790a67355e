import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import { useTheme } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { SiteMonth } from '../../shared/site-overview.ts';
import { siteFigures, siteStocks, type SiteFigure } from '../../shared/site-reports.ts';
import { useT } from '../i18n/index.ts';
import { ChartFrame } from '../ui/charts/ChartFrame.tsx';
import { formatNumber, useFormat } from '../ui/format.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

type Props = {
  months: readonly SiteMonth[];
  /** The figures that every site reports. */
  figures: readonly SiteFigure[];
  figure: SiteFigure;
  onChange: (figure: SiteFigure) => void;
};

/** One figure month by month; the points come added up from the server. */
export const SiteTrend = ({ months, figures, figure, onChange }: Props) => {
  const t = useT();
  const { palette } = useTheme();
  const { month } = useFormat();
  const label = useFieldLabel();
  const isStock = (siteStocks as readonly string[]).includes(figure);
  const points = months.map((point) => ({ month: point.month, value: point[figure] ?? 0 }));
  const axis = {
    stroke: palette.divider,
    tick: { fill: palette.text.secondary, fontSize: 12 },
    tickLine: false,
  } as const;
  const lines = points
    .map((point) => ({ key: point.month, name: month(point.month), cells: [formatNumber(point.value)] }))
    .toReversed();
  return (
    <ChartFrame
      title={t('sites.page.trend')}
      basis={t(isStock ? 'sites.reports.stocks' : 'sites.reports.flows')}
      columns={[t('sites.reports.month'), label('site-reports', figure)]}
      lines={lines}
      tools={<FigureChoice figures={figures} value={figure} onChange={onChange} />}
    >
      <Box sx={{ height: 240, '& *:focus': { outline: 'none' } }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={points} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer>
            <CartesianGrid stroke={palette.divider} vertical={false} />
            <XAxis {...axis} dataKey="month" tickFormatter={month} minTickGap={32} />
            <YAxis
              {...axis}
              axisLine={false}
              width={72}
              allowDecimals={false}
              tickFormatter={(value: number) => formatNumber(value)}
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(value) => month(String(value))}
              formatter={(value) => [formatNumber(Number(value)), label('site-reports', figure)]}
              contentStyle={{
                background: palette.background.paper,
                border: `1px solid ${palette.divider}`,
                borderRadius: 4,
                fontSize: 13,
              }}
              labelStyle={{ color: palette.text.secondary }}
            />
            <Line
              dataKey="value"
              stroke={palette.chart.mark}
              strokeWidth={2.5}
              dot={points.length <= 24 ? { r: 2 } : false}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </Box>
    </ChartFrame>
  );
};

const FigureChoice = ({
  figures,
  value,
  onChange,
}: {
  figures: readonly SiteFigure[];
  value: SiteFigure;
  onChange: (figure: SiteFigure) => void;
}) => {
  const t = useT();
  const label = useFieldLabel();
  return (
    <TextField
      select
      value={value}
      variant="standard"
      onChange={({ target }) => onChange(siteFigures.find((figure) => figure === target.value) ?? value)}
      slotProps={{ htmlInput: { 'aria-label': t('sites.page.figure') }, input: { disableUnderline: true } }}
      sx={{ '& .MuiSelect-select': { py: { xs: 1.25, md: 0.25 }, color: 'primary.main', fontSize: '0.875rem' } }}
    >
      {figures.map((figure) => (
        <MenuItem key={figure} value={figure}>
          {label('site-reports', figure)}
        </MenuItem>
      ))}
    </TextField>
  );
};
