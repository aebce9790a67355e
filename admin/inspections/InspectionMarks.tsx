import Box from '@mui/material/Box';
import type { Inspection } from '../../shared/inspections.ts';
import { useT, useWord } from '../i18n/index.ts';

/** What else is worth knowing at a glance: priority, filled in on behalf, a shell. */
export const InspectionMarks = ({ record }: { record: Pick<Inspection, 'priority' | 'onBehalf' | 'shell'> }) => {
  const t = useT();
  const word = useWord();
  const marks = [
    record.priority && t('inspections.priority'),
    record.onBehalf && t('inspections.onBehalf'),
    record.shell && word('mark', 'shell'),
  ].filter((mark): mark is string => typeof mark === 'string');
  return (
    <>
      {marks.map((mark) => (
        <Box
          component="span"
          key={mark}
          sx={{
            px: 0.75,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            fontSize: '0.75rem',
            lineHeight: '20px',
            color: 'text.secondary',
            whiteSpace: 'nowrap',
          }}
        >
          {mark}
        </Box>
      ))}
    </>
  );
};
