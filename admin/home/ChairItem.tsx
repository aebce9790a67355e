import Box from '@mui/material/Box';
import { Link } from 'react-router';
import type { Rectification } from '../../shared/rectifications.ts';
import { useWord } from '../i18n/index.ts';
import { RectificationActs } from '../rectifications/RectificationActs.tsx';
import { RectificationStatus } from '../rectifications/RectificationStatus.tsx';
import { DueDay } from '../ui/DueDay.tsx';

/** One fault of the own union: until when, how it stands, why it came back, and the act. */
export const ChairItem = ({ record }: { record: Rectification }) => {
  const word = useWord();
  const back = record.status === 'returned' || record.status === 'reopened';
  return (
    <Box component="li" sx={{ p: 2, bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, mb: 0.5 }}>
        <DueDay day={record.dueOn} status={record.status} />
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {word('track', record.track)}
        </Box>
        {(back || record.extension) && <RectificationStatus record={record} />}
      </Box>
      <Box
        component={Link}
        to={`/rectifications/${record.id}/show`}
        sx={{
          display: 'flex',
          alignItems: 'center',
          minHeight: 44,
          fontSize: '1rem',
          color: 'inherit',
          textDecoration: 'none',
        }}
      >
        {record.itemText}
      </Box>
      {back && record.returnReason && (
        <Box component="blockquote" sx={{ m: 0, mt: 0.5, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
          {record.returnReason}
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5, '& > button': { flex: { xs: 1, md: 'none' } } }}>
        <RectificationActs record={record} compact marksHere />
      </Box>
    </Box>
  );
};
