import Box from '@mui/material/Box';
import type { Campaign, CampaignStatus } from '../../shared/campaigns.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { Countdown } from './Countdown.tsx';

export const deadlines = ['submitBy', 'immediateDueOn', 'scheduledDueOn'] as const;

/** Nothing counts down in a draft; answering ends with the campaign, rectifying does not. */
export const isSettled = (status: CampaignStatus, deadline: (typeof deadlines)[number]): boolean =>
  status === 'draft' || (status === 'closed' && deadline === 'submitBy');

/** The three days that matter, each with what is left. */
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
            <Countdown day={campaign[field]} settled={isSettled(status, field)} />
          </Box>
        </Box>
      ))}
    </Box>
  );
};
