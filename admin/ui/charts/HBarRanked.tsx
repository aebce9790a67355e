import Box from '@mui/material/Box';
import { useT } from '../../i18n/index.ts';
import type { Tone } from '../../theme.ts';
import { formatNumber, formatRate } from '../format.ts';
import { barColumns, barGap, BarRow } from './BarRow.tsx';
import { ChartFrame, type ChartHead } from './ChartFrame.tsx';

export type Bar = {
  key: string;
  name: string;
  /** A share of 1 or a number, as `as` says; null where there is nothing to divide by. */
  value: number | null;
  /** Small text at the right end: `132 / 154`. */
  note?: string;
  /** The rows that this bar counts. */
  to?: string;
};

type Props = ChartHead & {
  bars: readonly Bar[];
  as: 'rate' | 'number';
  /** Drawn as a line through all bars. */
  target?: number | null;
  /** What the line means, by default the target and its value. */
  targetLabel?: string;
  order?: 'descending' | 'ascending' | 'given';
  /** The end of the scale; by default 1 for rates and the largest bar for numbers. */
  max?: number;
  tone?: Extract<Tone, 'overdue'>;
  /** Width of the names, in em. */
  nameWidth?: number;
};

/** Sorted horizontal bars with their numbers on them; every bar leads to the rows it counts. */
export const HBarRanked = ({
  bars,
  as,
  target,
  targetLabel,
  order = 'descending',
  max,
  tone,
  nameWidth = 6,
  ...head
}: Props) => {
  const t = useT();
  const format = as === 'rate' ? formatRate : formatNumber;
  const sorted = order === 'given' ? [...bars] : bars.toSorted((a, b) => compare(a, b, order));
  const end = max ?? (as === 'rate' ? 1 : Math.max(1, target ?? 0, ...bars.map(({ value }) => value ?? 0)));
  const noteWidth = Math.max(0, ...bars.map(({ note = '' }) => note.length)) * 0.6;
  const noted = noteWidth > 0;
  const lines = sorted.map(({ key, name, value, note = '', to }) => ({
    key,
    name,
    to,
    cells: noted ? [format(value), note] : [format(value)],
  }));
  const columns = [t('ui.chart.name'), head.unit ?? t('ui.chart.value'), ...(noted ? [''] : [])];
  return (
    <ChartFrame {...head} columns={columns} lines={lines}>
      <Box sx={{ position: 'relative', fontSize: '0.8125rem' }}>
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {sorted.map(({ key, name, value, note, to }) => (
            <li key={key}>
              <BarRow
                name={name}
                text={format(value)}
                share={(value ?? 0) / end}
                note={note}
                noteWidth={noteWidth}
                nameWidth={nameWidth}
                height={18}
                colour={tone ? `tone.${tone}.ink` : 'chart.mark'}
                to={to}
              />
            </li>
          ))}
        </Box>
        {typeof target === 'number' && (
          <Box
            aria-hidden
            sx={{
              position: 'absolute',
              inset: 0,
              display: 'grid',
              gridTemplateColumns: barColumns(nameWidth, noteWidth),
              columnGap: `${barGap}px`,
              pointerEvents: 'none',
            }}
          >
            <span />
            <Box
              sx={{
                width: `${Math.min(1, target / end) * 100}%`,
                borderRight: '1.5px dashed',
                borderColor: 'chart.aim',
              }}
            />
          </Box>
        )}
      </Box>
      {typeof target === 'number' && (
        <Box
          sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 0.5, fontSize: '0.75rem', color: 'text.secondary' }}
        >
          <Box aria-hidden sx={{ width: 16, borderTop: '1.5px dashed', borderColor: 'chart.aim' }} />
          {targetLabel ?? t('ui.chart.target', { value: format(target) })}
        </Box>
      )}
    </ChartFrame>
  );
};

/** Bars without a value come last, whichever way the others are sorted. */
function compare(a: Bar, b: Bar, order: 'descending' | 'ascending'): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
  return order === 'descending' ? b.value - a.value : a.value - b.value;
}
