import Box from '@mui/material/Box';
import type { Campaign } from '../../shared/campaigns.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { Countdown } from './Countdown.tsx';

const deadlines = ['submitBy', 'immediateDueOn', 'scheduledDueOn'] as const;

/** The three days that matter, each with what is left. Answering ends with the campaign, rectifying does not. */
export const Countdowns = ({ campaign: { status, ...campaign } }: { campaign: Campaign }) => {
  const label = useFieldLabel();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        py: 1.5,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 5,
        rowGap: 1,
        borderTop: 1,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      {deadlines.map((field) => (
        <Box key={field} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label('campaigns', field)}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            <Countdown
              day={campaign[field]}
              settled={status === 'draft' || (status === 'closed' && field === 'submitBy')}
            />
          </Box>
        </Box>
      ))}
    </Box>
  );
};
