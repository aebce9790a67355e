import { useTheme } from '@mui/material/styles';
import Box from '@mui/material/Box';
import {
  CartesianGrid,
  LabelList,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { HavesReport } from '../../shared/haves.ts';
import { useT } from '../i18n/index.ts';
import { ChartFrame } from '../ui/charts/ChartFrame.tsx';
import { formatNumber, formatRate } from '../ui/format.ts';

/** The standardisation rate at the end of each quarter; a quarter without a result has no point. */
export const QuarterLine = ({ report }: { report: HavesReport }) => {
  const t = useT();
  const { palette } = useTheme();
  const data = report.quarters.map((quarter) => ({
    ...quarter,
    name: t('haves.quarter', quarterOf(quarter.day)),
    short: t('haves.quarterShort', { ...quarterOf(quarter.day), year: quarter.day.slice(2, 4) }),
  }));
  const lines = data
    .map(({ day, name, sixHavesRate, standardised, assessed }) => ({
      key: day,
      name,
      cells: [formatRate(sixHavesRate), `${formatNumber(standardised)} / ${formatNumber(assessed)}`],
    }))
    .toReversed();
  const axis = {
    stroke: palette.divider,
    tick: { fill: palette.text.secondary, fontSize: 12 },
    tickLine: false,
  } as const;
  return (
    <ChartFrame
      title={t('haves.quarters')}
      basis={t('haves.quarterBasis')}
      columns={[t('ui.chart.day'), t('haves.rate'), '']}
      lines={lines}
    >
      <Box sx={{ height: 200, '& *:focus': { outline: 'none' } }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={data} margin={{ top: 20, right: 28, bottom: 0, left: 0 }} accessibilityLayer>
            <CartesianGrid stroke={palette.divider} vertical={false} />
            <XAxis {...axis} dataKey="short" interval="preserveStartEnd" minTickGap={4} />
            <YAxis {...axis} axisLine={false} width={44} domain={[0, 1]} ticks={[0, 0.5, 1]} tickFormatter={percent} />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(_, points) => String((points[0]?.payload as { name?: string } | undefined)?.name ?? '')}
              formatter={(value) => formatRate(Number(value))}
              contentStyle={{
                background: palette.background.paper,
                border: `1px solid ${palette.divider}`,
                borderRadius: 4,
                fontSize: 13,
              }}
              labelStyle={{ color: palette.text.secondary }}
            />
            {report.target !== null && (
              <ReferenceLine y={report.target} stroke={palette.chart.aim} strokeDasharray="5 4" strokeWidth={1.5} />
            )}
            <Line
              dataKey="sixHavesRate"
              name={t('haves.rate')}
              stroke={palette.chart.mark}
              strokeWidth={2.5}
              dot={{ r: 3 }}
              isAnimationActive={false}
            >
              <LabelList
                dataKey="sixHavesRate"
                position="top"
                formatter={(value) => (typeof value === 'number' ? formatRate(value) : '')}
                style={{ fontSize: 12, fill: palette.text.primary }}
              />
            </Line>
          </LineChart>
        </ResponsiveContainer>
      </Box>
    </ChartFrame>
  );
};

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** 2026 and 3 of a day in the third quarter of 2026. */
const quarterOf = (day: string) => ({ year: day.slice(0, 4), quarter: Math.ceil(Number(day.slice(5, 7)) / 3) });
