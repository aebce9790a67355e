import Box from '@mui/material/Box';
import PauseCircleOutlined from '@mui/icons-material/PauseCircleOutlined';
import StarOutlined from '@mui/icons-material/StarOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Enterprise } from '../../shared/enterprises.ts';
import { daysBetween } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';

const Mark = ({ Icon, text, colour }: { Icon: SvgIconComponent; text: string; colour: string }) => (
  <Box
    component="span"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 0.25,
      color: colour,
      whiteSpace: 'nowrap',
      fontSize: '0.8125rem',
    }}
  >
    <Icon sx={{ fontSize: '1rem' }} aria-hidden />
    {text}
  </Box>
);

export const StalledMark = () => {
  const t = useT();
  return <Mark Icon={PauseCircleOutlined} text={t('ledger.stalled')} colour="tone.returned.ink" />;
};

export const BenchmarkMark = () => {
  const t = useT();
  return <Mark Icon={StarOutlined} text={t('ledger.benchmark')} colour="tone.action.ink" />;
};

/** What stands out of an enterprise, told by sign and word. */
export const Marks = ({ record }: { record: Enterprise }) => (
  <Box component="span" sx={{ display: 'inline-flex', gap: 1, flexWrap: 'wrap' }}>
    {record.stalled && <StalledMark />}
    {record.benchmark && <BenchmarkMark />}
  </Box>
);

/** Beyond a year the day says more than the number of days. */
const countedDays = 366;

/** When somebody last went there, and how long ago that is. */
export const LastVisit = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const { day, today } = useFormat();
  if (!record.lastVisitOn) return <>{t('ledger.never')}</>;
  const days = daysBetween(record.lastVisitOn, today);
  return (
    <>
      {day(record.lastVisitOn)}{' '}
      {days <= countedDays && (
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {days <= 0 ? t('ledger.today') : t('ledger.ago', { count: days })}
        </Box>
      )}
    </>
  );
};
