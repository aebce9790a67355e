import type { Day } from '../../shared/rules/days.ts';
import { endingOf } from '../../shared/rules/haves.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';

/** The day a term or a certificate ends; how far off it is only when that matters. */
export const EndDay = ({ day: end }: { day: Day | null }) => {
  const { day, today } = useFormat();
  if (end === null || endingOf(end, today) === null) return <>{day(end)}</>;
  return <DueDay day={end} />;
};
