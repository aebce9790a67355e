import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { CampaignActs } from './CampaignActs.tsx';
import { CampaignFacts } from './CampaignFacts.tsx';
import { CampaignMeasures } from './CampaignMeasures.tsx';
import { Countdowns } from './Countdowns.tsx';
import { IssueBar, isIssuing } from './IssueBar.tsx';
import { RegionTable } from './RegionTable.tsx';

/** One campaign: how it stands, by region, and its life. While it is being issued the page follows the work. */
export const CampaignShow = () => {
  const { id = '' } = useParams();
  const t = useT();
  const may = useMay();
  const {
    data: campaign,
    error,
    refetch,
  } = useGetOne<Campaign>(
    'campaigns',
    { id },
    {
      refetchInterval: ({ state }) => (state.data && isIssuing(state.data) ? 1000 : false),
      // What a list has left in the cache lacks the measures.
      staleTime: 0,
      refetchOnMount: 'always',
    },
  );
  if (error && !campaign) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!campaign) return <PageSkeleton />;
  const measured = campaign.progress !== undefined && may('measure', 'campaigns');
  return (
    <>
      <PageHeader
        back="/campaigns"
        title={campaign.title}
        status={<StatusChip kind="campaigns" status={campaign.status} filled />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            <OrgName code={campaign.orgCode} full />
            {campaign.docNo && <span>{campaign.docNo}</span>}
          </Box>
        }
        actions={<CampaignActs campaign={campaign} />}
      />
      {isIssuing(campaign) && <IssueBar campaign={campaign} large />}
      {campaign.status === 'draft' && !isIssuing(campaign) && (
        <Alert severity="info" variant="outlined" sx={{ mb: 2 }}>
          {t('campaigns.draftHint')}
        </Alert>
      )}
      <Countdowns campaign={campaign} />
      {measured && campaign.progress && <CampaignMeasures campaign={campaign} progress={campaign.progress} />}
      {measured && <RegionTable campaign={campaign} />}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '1fr 1fr' },
          columnGap: 5,
          rowGap: 4,
          mt: 4,
          alignItems: 'start',
        }}
      >
        <Box component="section">
          <Typography variant="h2" sx={{ mb: 1.5 }}>
            {t('campaigns.about')}
          </Typography>
          <CampaignFacts campaign={campaign} />
        </Box>
        <HistoryTimeline subjectType="campaigns" subjectId={campaign.id} />
      </Box>
    </>
  );
};
