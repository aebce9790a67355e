import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import type { Day } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { nearnessOf, NONE, useFormat, type Nearness } from './format.ts';

type Props = {
  day: Day | null | undefined;
  /** Once settled, nothing is counted down any more. Without it the day is always counted. */
  status?: string;
  /** The day and its distance below one another, for narrow columns. */
  stacked?: boolean;
};

const colour: Record<Nearness, string> = {
  settled: 'text.secondary',
  far: 'text.secondary',
  near: 'text.primary',
  today: 'text.primary',
  overdue: 'tone.overdue.ink',
};

/** The words beside a deadline: 还剩 3 天, 今天到期, 逾期 5 天; empty when settled. */
export function useDueWords(): (day: Day, status?: string) => { nearness: Nearness; text: string } {
  const t = useT();
  const { today } = useFormat();
  return (day, status) => {
    const { nearness, days } = nearnessOf(day, status, today);
    if (nearness === 'settled') return { nearness, text: '' };
    if (nearness === 'today') return { nearness, text: t('ui.due.today') };
    return { nearness, text: t(nearness === 'overdue' ? 'ui.due.overdue' : 'ui.due.left', { count: days }) };
  };
}

/** 9月30日 还剩 3 天, or in red with a sign 逾期 5 天. */
export const DueDay = ({ day, status, stacked = false }: Props) => {
  const format = useFormat();
  const words = useDueWords();
  if (!day) return <>{NONE}</>;
  const { nearness, text } = words(day, status);
  const pressing = nearness === 'near' || nearness === 'today' || nearness === 'overdue';
  return (
    <Box
      component="span"
      data-nearness={nearness}
      sx={{
        display: 'inline-flex',
        flexDirection: stacked ? 'column' : 'row',
        columnGap: 1,
        alignItems: stacked ? 'flex-start' : 'center',
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
        lineHeight: stacked ? 1.3 : undefined,
      }}
    >
      <time dateTime={day}>{format.day(day)}</time>
      {text && (
        <Box
          component="span"
          sx={{
            display: 'inline-flex',
            alignItems: 'center',
            gap: 0.25,
            fontSize: '0.8125rem',
            fontWeight: pressing ? 600 : 400,
            color: colour[nearness],
          }}
        >
          {nearness === 'overdue' && <WarningAmberOutlined sx={{ fontSize: '0.9375rem' }} aria-hidden />}
          {text}
        </Box>
      )}
    </Box>
  );
};
