import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';
import type { Figure, Point } from '../../shared/cockpit.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { EmptyState } from '../ui/states.tsx';
import { formatMeasure } from './texts.ts';

type Placed = { x: number; y: number; point: Point & { value: number } };

/** Points on an area of this size, evenly spaced, with the values from `low` to `high`; gaps stay gaps. */
function placed(
  series: readonly Point[],
  area: { width: number; height: number; low: number; high: number },
): Placed[] {
  const { width, height, low, high } = area;
  const span = high - low || 1;
  return series.flatMap((point, index) =>
    point.value === null
      ? []
      : [
          {
            x: series.length > 1 ? (index / (series.length - 1)) * width : width,
            y: height - ((point.value - low) / span) * height,
            point: { ...point, value: point.value },
          },
        ],
  );
}

const path = (points: readonly Placed[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');

const rangeOf = (series: readonly Point[], also: number | null = null) => {
  const values = series.flatMap(({ value }) => (value === null ? [] : [value]));
  const all = also === null ? values : [...values, also];
  return { low: Math.min(...all), high: Math.max(...all) };
};

/** The course of a number in the size of a word. */
export const Spark = ({ series }: { series: readonly Point[] }) => {
  const { palette } = useTheme();
  const [width, height] = [56, 18];
  const points = placed(series, { width, height, ...rangeOf(series) });
  if (points.length < 2) return <Box component="span" sx={{ width, flex: 'none' }} />;
  const last = points.at(-1)!;
  return (
    <svg
      aria-hidden
      width={width}
      height={height + 4}
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      style={{ flex: 'none' }}
    >
      <path d={path(points)} fill="none" stroke={palette.chart.mark} strokeWidth={1.5} />
      <circle cx={last.x} cy={last.y} r={2} fill={palette.chart.mark} />
    </svg>
  );
};

/** A number at the ends of the last quarters (or weeks), with its target as a line; values stand at both ends. */
export const TrendLine = ({ figure, step }: { figure: Figure; step: 'week' | 'quarter' }) => {
  const t = useT();
  const { palette } = useTheme();
  const { day, clauses } = useFormat();
  const { series, key, target } = figure;
  const [width, height] = [300, 96];
  // From zero, so that a small change looks small.
  const range = { ...rangeOf(series, target), low: 0 };
  const points = placed(series, { width, height, ...range });
  if (points.length < 2) return <EmptyState title={t('cockpit.none.series')} compact />;
  const [first, last] = [points[0]!, points.at(-1)!];
  const aim = target === null ? null : height - ((target - range.low) / (range.high - range.low || 1)) * height;
  const nameOf = (point: Point, index: number) =>
    index === series.length - 1 ? t('cockpit.now') : quarter(point, step, day);
  const small = { fontSize: 11, fill: palette.text.secondary };
  return (
    <svg
      role="img"
      aria-label={clauses(series.map((point, index) => `${nameOf(point, index)} ${formatMeasure(key, point.value)}`))}
      viewBox={`-12 -20 ${width + 28} ${height + 40}`}
      style={{ display: 'block', width: '100%', maxHeight: 150 }}
    >
      <line x1={0} x2={width} y1={height} y2={height} stroke={palette.divider} />
      {aim !== null && (
        <line x1={0} x2={width} y1={aim} y2={aim} stroke={palette.chart.aim} strokeDasharray="5 4" strokeWidth={1.2} />
      )}
      <path d={path(points)} fill="none" stroke={palette.chart.mark} strokeWidth={2.2} />
      {points.map(({ x, y, point }) => (
        <circle key={point.day} cx={x} cy={y} r={3} fill={palette.chart.mark}>
          <title>{`${day(point.day)} ${formatMeasure(key, point.value)}`}</title>
        </circle>
      ))}
      <text x={first.x} y={Math.min(first.y, points[1]!.y) - 8} textAnchor="start" {...small}>
        {formatMeasure(key, first.point.value)}
      </text>
      <text x={last.x + 4} y={last.y - 8} textAnchor="end" {...small} fontWeight={600} fill={palette.text.primary}>
        {formatMeasure(key, last.point.value)}
      </text>
      {series.map((point, index) =>
        index % Math.ceil(series.length / 5) === 0 && index < series.length - 2 ? (
          <text
            key={point.day}
            x={(index / (series.length - 1)) * width}
            y={height + 15}
            textAnchor={index === 0 ? 'start' : 'middle'}
            {...small}
          >
            {quarter(point, step, day)}
          </text>
        ) : null,
      )}
      <text x={width + 4} y={height + 15} textAnchor="end" {...small}>
        {t('cockpit.now')}
      </text>
    </svg>
  );
};

/** 25Q3, or the day on which the week ends. */
function quarter({ day }: Point, step: 'week' | 'quarter', dayOf: (day: string) => string): string {
  if (step === 'week') return dayOf(day);
  return `${day.slice(2, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}
