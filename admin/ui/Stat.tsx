import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import { formatNumber, formatRate } from './format.ts';

type Props = {
  label: string;
  value: number | null | undefined;
  as?: 'number' | 'rate';
  /** What the number means, in small type. */
  basis?: string;
  /** Against a week ago: a share of 1 for rates; null says nothing but keeps its line. */
  change?: number | null;
  /** Exactly the rows it counts. */
  to?: string;
  /** Red, and only for what is overdue. */
  overdue?: boolean;
};

/** A big number with its meaning and its change since last week; a door to the rows it counts. */
export const Stat = ({ label, value, as = 'number', basis, change, to, overdue = false }: Props) => {
  const t = useT();
  const format = as === 'rate' ? formatRate : formatNumber;
  return (
    <ButtonBase
      {...(to ? { component: Link, to } : { component: 'div' as const })}
      disabled={!to}
      sx={{
        display: 'block',
        textAlign: 'left',
        color: 'text.primary',
        minWidth: 0,
        // Its text stands in line with the page; the wash of a hover reaches beyond it.
        mx: -1.5,
        px: 1.5,
        py: 1,
        borderRadius: 1,
        '&:hover': { bgcolor: to ? 'hover' : 'transparent' },
      }}
    >
      <Typography component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.8125rem' }}>
        {label}
      </Typography>
      <Typography
        component="span"
        sx={{
          display: 'block',
          fontSize: '1.75rem',
          lineHeight: 1.3,
          fontWeight: 600,
          whiteSpace: 'nowrap',
          color: overdue && (value ?? 0) > 0 ? 'tone.overdue.ink' : 'text.primary',
        }}
      >
        {value === undefined ? ' ' : format(value)}
      </Typography>
      {[basis, changeText(change, as, t)].map(
        (line, index) =>
          line !== undefined && (
            <Typography key={index} component="span" variant="caption" sx={{ display: 'block', minHeight: '1.5em' }}>
              {line}
            </Typography>
          ),
      )}
    </ButtonBase>
  );
};

function changeText(
  change: number | null | undefined,
  as: 'number' | 'rate',
  t: ReturnType<typeof useT>,
): string | undefined {
  // Null keeps the line, so that numbers side by side stay in line.
  if (change === undefined) return undefined;
  if (change === null) return '';
  const size = Math.abs(change);
  const rounded = as === 'rate' ? Number((size * 100).toFixed(1)) : size;
  if (rounded === 0) return t('ui.stat.same');
  const value = as === 'rate' ? t('ui.stat.points', { value: rounded }) : formatNumber(size);
  return t(change > 0 ? 'ui.stat.up' : 'ui.stat.down', { value });
}
