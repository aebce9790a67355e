import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Link } from 'react-router';
import type { Tone } from '../../theme.ts';
import { useT } from '../../i18n/index.ts';
import { formatNumber, formatRate } from '../format.ts';
import { ChartFrame, type ChartHead } from './ChartFrame.tsx';

export type Bar = {
  key: string;
  name: string;
  /** A share of 1 or a number, as `as` says; null where there is nothing to divide by. */
  value: number | null;
  /** Small text behind the value: `132 / 154`. */
  note?: string;
  /** The rows that this bar counts. */
  to?: string;
};

type Props = ChartHead & {
  bars: readonly Bar[];
  as: 'rate' | 'number';
  /** Drawn as a line through all bars. */
  target?: number | null;
  order?: 'descending' | 'ascending' | 'given';
  /** The end of the scale; by default 1 for rates and the largest bar for numbers. */
  max?: number;
  tone?: Extract<Tone, 'overdue'>;
  /** Width of the names, in em. */
  nameWidth?: number;
};

/** Sorted horizontal bars with their numbers on them; every bar leads to the rows it counts. */
export const HBarRanked = ({ bars, as, target, order = 'descending', max, tone, nameWidth = 6, ...head }: Props) => {
  const t = useT();
  const format = as === 'rate' ? formatRate : formatNumber;
  const sorted = order === 'given' ? [...bars] : bars.toSorted((a, b) => compare(a, b, order));
  const end = max ?? (as === 'rate' ? 1 : Math.max(1, target ?? 0, ...bars.map(({ value }) => value ?? 0)));
  const lines = sorted.map(({ key, name, value, note, to }) => ({
    key,
    name,
    to,
    cells: note ? [format(value), note] : [format(value)],
  }));
  const columns = [
    t('ui.chart.name'),
    head.unit ?? t('ui.chart.value'),
    ...(bars.some(({ note }) => note) ? [''] : []),
  ];
  return (
    <ChartFrame {...head} columns={columns} lines={lines}>
      <Box sx={{ position: 'relative' }}>
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {sorted.map((bar) => (
            <BarRow
              key={bar.key}
              bar={bar}
              text={format(bar.value)}
              share={(bar.value ?? 0) / end}
              tone={tone}
              nameWidth={nameWidth}
            />
          ))}
        </Box>
        {typeof target === 'number' && (
          <Box
            aria-hidden
            sx={{
              position: 'absolute',
              inset: 0,
              left: `calc(${nameWidth}em + 12px)`,
              right: labelRoom,
              pointerEvents: 'none',
            }}
          >
            <Box
              sx={{
                position: 'absolute',
                insetBlock: 0,
                left: `${Math.min(1, target / end) * 100}%`,
                borderLeft: '1.5px dashed',
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
          {t('ui.chart.target', { value: format(target) })}
        </Box>
      )}
    </ChartFrame>
  );
};

/** Kept free at the right of the tracks for the numbers of full bars. */
const labelRoom = '7.5em';

/** Bars without a value come last, whichever way the others are sorted. */
function compare(a: Bar, b: Bar, order: 'descending' | 'ascending'): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
  return order === 'descending' ? b.value - a.value : a.value - b.value;
}

type RowProps = { bar: Bar; text: string; share: number; tone: Props['tone']; nameWidth: number };

const BarRow = ({ bar: { name, note, to }, text, share, tone, nameWidth }: RowProps) => (
  <Box component="li">
    <ButtonBase
      {...(to ? { component: Link, to } : { component: 'div' as const })}
      disabled={!to}
      sx={{
        display: 'grid',
        gridTemplateColumns: `${nameWidth}em 1fr`,
        columnGap: '12px',
        alignItems: 'center',
        width: 1,
        minHeight: { xs: 44, md: 26 },
        fontSize: '0.8125rem',
        textAlign: 'left',
        color: 'text.primary',
        '&:hover .bar': { filter: to ? 'brightness(.9)' : 'none' },
      }}
    >
      <Box component="span" title={name} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {name}
      </Box>
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', pr: labelRoom, whiteSpace: 'nowrap' }}>
        <Box
          component="span"
          className="bar"
          sx={{
            flex: 'none',
            width: `${Math.max(0, Math.min(1, share)) * 100}%`,
            minWidth: share > 0 ? 2 : 0,
            height: 14,
            borderRadius: '0 2px 2px 0',
            bgcolor: tone ? `tone.${tone}.ink` : 'chart.mark',
          }}
        />
        <Box component="span" sx={{ ml: 1, fontWeight: 600 }}>
          {text}
        </Box>
        {note && (
          <Box component="span" sx={{ ml: 0.75, color: 'text.secondary', fontSize: '0.75rem' }}>
            {note}
          </Box>
        )}
      </Box>
    </ButtonBase>
  </Box>
);
