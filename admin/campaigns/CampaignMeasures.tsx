import Box from '@mui/material/Box';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Measures } from '../../shared/rules/measures.ts';
import { useT, useWord } from '../i18n/index.ts';
import { Stat } from '../ui/Stat.tsx';
import { isRate, measureRows, type Measure } from '../ui/measureRows.ts';

const groups: readonly (readonly Measure[])[] = [
  ['targets', 'submitted', 'inspectionRate', 'defective', 'shells'],
  ['items', 'rectified', 'rectifiedRate', 'closed', 'closedRate', 'relapseRate', 'overdue'],
];

/** How the campaign stands; each number leads to exactly the rows that it counts. */
export const CampaignMeasures = ({ campaign, progress }: { campaign: Campaign; progress: Measures }) => {
  const t = useT();
  const word = useWord();
  return (
    <Box
      component="section"
      aria-label={t('campaigns.measures')}
      sx={{
        py: 1.5,
        display: 'grid',
        gap: 1,
        gridTemplateColumns: { xs: 'minmax(0, 1fr) minmax(0, 1fr)', sm: 'repeat(3, 1fr)', lg: 'repeat(7, 1fr)' },
        columnGap: 3,
      }}
    >
      {groups.flatMap((group, row) =>
        group.map((measure, index) => (
          <Box key={measure} sx={{ minWidth: 0, gridColumnStart: { lg: index === 0 && row > 0 ? 1 : 'auto' } }}>
            <Stat
              label={word('measure', measure)}
              value={progress[measure]}
              as={isRate(measure) ? 'rate' : 'number'}
              basis={word('basis', measure)}
              to={measureRows(measure, { campaignId: campaign.id })}
              overdue={measure === 'overdue'}
            />
          </Box>
        )),
      )}
    </Box>
  );
};
