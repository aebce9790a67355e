import { addDays, type Day } from '../../shared/rules/days.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';

/** How early an end is worth a word. */
export const daysAhead = 90;

/** The day a term or a certificate ends; how far off it is only when that matters. */
export const EndDay = ({ day: end }: { day: Day | null }) => {
  const { day, today } = useFormat();
  if (end === null || end > addDays(today, daysAhead)) return <>{day(end)}</>;
  return <DueDay day={end} />;
};
