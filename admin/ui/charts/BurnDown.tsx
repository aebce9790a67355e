import { useTheme } from '@mui/material/styles';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { addDays, daysBetween, type Day } from '../../../shared/rules/days.ts';
import { useT } from '../../i18n/index.ts';
import { formatNumber, useFormat } from '../format.ts';
import { ChartFrame, type ChartHead } from './ChartFrame.tsx';

export type BurnPoint = { day: Day; value: number };

type Props = ChartHead & {
  /** How much was left at the end of each day, in the order of days. */
  points: readonly BurnPoint[];
  /** The day by which nothing may be left. */
  dueOn: Day;
  height?: number;
  onOpen?: (day: Day) => void;
};

type Datum = { at: number; actual?: number; needed?: number };

/** What is left, day by day, and the pace that would still end in time: from the newest point straight to the deadline. */
export const BurnDown = ({ points, dueOn, height = 220, onOpen, ...head }: Props) => {
  const t = useT();
  const { palette } = useTheme();
  const { day } = useFormat();
  const first = points[0];
  const last = points.at(-1);
  const lines = points
    .map((point) => ({ key: point.day, name: day(point.day), cells: [formatNumber(point.value)] }))
    .toReversed();
  const columns = [t('ui.chart.day'), head.unit ?? t('ui.chart.value')];
  if (!first || !last)
    return (
      <ChartFrame {...head} columns={columns} lines={[]}>
        {null}
      </ChartFrame>
    );

  const at = (when: Day) => daysBetween(first.day, when);
  const daysLeft = daysBetween(last.day, dueOn);
  const running = daysLeft > 0 && last.value > 0;
  const data: Datum[] = points.map((point) => ({ at: at(point.day), actual: point.value }));
  if (running) {
    data[data.length - 1]!.needed = last.value;
    data.push({ at: at(dueOn), needed: 0 });
  }
  const end = Math.max(at(last.day), at(dueOn), 1);
  const ticks = [...new Set([0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(end * share)))];
  const name = (value: number) => day(addDays(first.day, value));
  const axis = {
    stroke: palette.divider,
    tick: { fill: palette.text.secondary, fontSize: 12 },
    tickLine: false,
  } as const;

  return (
    <ChartFrame {...head} columns={columns} lines={lines}>
      <Box sx={{ height, '& *:focus': { outline: 'none' } }}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={data}
            margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer
            onClick={(state) => {
              const label = Number(state.activeLabel);
              if (onOpen && Number.isFinite(label)) onOpen(addDays(first.day, label));
            }}
          >
            <CartesianGrid stroke={palette.divider} vertical={false} />
            <XAxis {...axis} dataKey="at" type="number" domain={[0, end]} ticks={ticks} tickFormatter={name} />
            <YAxis
              {...axis}
              axisLine={false}
              width={52}
              tickFormatter={(value: number) => formatNumber(value)}
              allowDecimals={false}
            />
            <Tooltip
              isAnimationActive={false}
              labelFormatter={(value) => name(Number(value))}
              formatter={(value) => formatNumber(Number(value))}
              contentStyle={{
                background: palette.background.paper,
                border: `1px solid ${palette.divider}`,
                borderRadius: 4,
                fontSize: 13,
              }}
              labelStyle={{ color: palette.text.secondary }}
            />
            {at(dueOn) <= end && <ReferenceLine x={at(dueOn)} stroke={palette.text.secondary} strokeDasharray="2 3" />}
            <Line
              dataKey="needed"
              name={t('ui.chart.needed')}
              stroke={palette.chart.aim}
              strokeWidth={1.5}
              strokeDasharray="5 4"
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
            <Line
              dataKey="actual"
              name={t('ui.chart.actual')}
              stroke={palette.chart.mark}
              strokeWidth={2.5}
              dot={points.length <= 31 ? { r: 2 } : false}
              activeDot={{ r: 5 }}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, color: 'text.secondary', fontSize: '0.75rem' }}>
        <Key colour={palette.chart.mark} text={t('ui.chart.actual')} />
        {running && <Key colour={palette.chart.aim} dashed text={t('ui.chart.needed')} />}
        <span>{t('ui.chart.dueOn', { day: day(dueOn) })}</span>
        {running && (
          <Typography component="span" sx={{ fontSize: 'inherit', fontWeight: 600, color: 'text.primary' }}>
            {t('ui.chart.perDay', { count: formatNumber(Math.ceil(last.value / daysLeft)) })}
          </Typography>
        )}
      </Box>
    </ChartFrame>
  );
};

const Key = ({ colour, text, dashed = false }: { colour: string; text: string; dashed?: boolean }) => (
  <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
    <Box aria-hidden component="span" sx={{ width: 16, borderTop: `2px ${dashed ? 'dashed' : 'solid'} ${colour}` }} />
    {text}
  </Box>
);
