import Box from '@mui/material/Box';
import type { Day } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { nearnessOf, useFormat } from '../ui/format.ts';

type Props = {
  day: Day;
  settled?: boolean;
  /** The day and its distance below one another, for narrow columns. */
  stacked?: boolean;
};

/** A campaign's day and how far it is. A day that has passed is no fault by itself: overdue is what hangs on items. */
export const Countdown = ({ day, settled = false, stacked = false }: Props) => {
  const t = useT();
  const format = useFormat();
  const { nearness, days } = nearnessOf(day, settled ? 'closed' : undefined, format.today);
  const words = {
    settled: '',
    overdue: t('campaigns.passed', { count: days }),
    today: t('ui.due.today'),
    near: t('ui.due.left', { count: days }),
    far: t('ui.due.left', { count: days }),
  };
  const pressing = nearness === 'near' || nearness === 'today';
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        flexDirection: stacked ? 'column' : 'row',
        columnGap: 1,
        alignItems: stacked ? 'flex-start' : 'baseline',
        whiteSpace: 'nowrap',
        lineHeight: stacked ? 1.3 : undefined,
      }}
    >
      <time dateTime={day}>{format.day(day)}</time>
      {words[nearness] && (
        <Box
          component="span"
          sx={{
            fontSize: '0.8125rem',
            fontWeight: pressing ? 600 : 400,
            color: pressing ? 'text.primary' : 'text.secondary',
          }}
        >
          {words[nearness]}
        </Box>
      )}
    </Box>
  );
};
