import Box from '@mui/material/Box';
import type { Reinspection, ReinspectionOutcome } from '../../shared/reinspections.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { Stat } from '../ui/Stat.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { inspectedOf, relapseRateOf, settledOf } from './drawState.ts';

/** The address of this page with the items of one outcome only. */
export const outcomeAddress = (outcome: ReinspectionOutcome) => `?outcome=${outcome}`;

/** What was found so far; each number shows the items it counts. */
export const Results = ({ record }: { record: Reinspection }) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const phone = usePhone();
  const outcome = (of: 'held' | 'relapsed' | 'skipped') => (
    <Stat key={of} label={word('reinspectionOutcome', of)} value={record[of]} to={outcomeAddress(of)} />
  );
  return (
    <Box
      component="section"
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: 'repeat(3, minmax(0, 1fr)) minmax(0, 2fr)',
          md: 'repeat(auto-fit, minmax(96px, 1fr))',
        },
        columnGap: { xs: 2, md: 3 },
        py: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {/* On a phone the progress above says how many there are. */}
      {!phone && (
        <Stat
          label={t('reinspections.sample')}
          value={record.sampleSize}
          basis={t('reinspections.sampleBasis', { count: number(record.populationSize) })}
          to="?"
        />
      )}
      <Stat
        label={t('reinspections.remaining')}
        value={record.sampleSize - settledOf(record)}
        to={outcomeAddress('pending')}
      />
      {outcome('held')}
      {outcome('relapsed')}
      <Stat
        label={word('measure', 'relapseRate')}
        value={relapseRateOf(record)}
        as="rate"
        {...(!phone && { basis: t('reinspections.relapseBasis') })}
        {...(inspectedOf(record) > 0 && { to: outcomeAddress('relapsed') })}
      />
      {record.skipped > 0 && outcome('skipped')}
    </Box>
  );
};
