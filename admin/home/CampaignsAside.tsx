import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList, useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Measures } from '../../shared/rules/measures.ts';
import { useT, useWord } from '../i18n/index.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';
import { listUrl } from '../ui/listUrl.ts';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { tapLink } from '../ui/tapLink.ts';

/** The campaigns in course: how long there still is, and how the own area stands. */
export const CampaignsAside = () => {
  const t = useT();
  const { data, error, refetch } = useGetList<Campaign>('campaigns', {
    filter: { status: 'issued' },
    sort: { field: 'submitBy', order: 'ASC' },
    pagination: { page: 1, perPage: 4 },
  });
  return (
    <Box component="section" aria-label={t('home.campaigns')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('home.campaigns')}
      </Typography>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {!data && !error && <TextSkeleton lines={6} />}
      {data?.length === 0 && <Typography color="text.secondary">{t('home.noCampaigns')}</Typography>}
      {data?.map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} />
      ))}
    </Box>
  );
};

const CampaignCard = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { day, today } = useFormat();
  // The single record carries the measures of the reader's own area.
  const { data } = useGetOne<Campaign>('campaigns', { id: campaign.id });
  const days = [
    { label: t('home.submitBy'), on: campaign.submitBy },
    { label: t('home.immediate'), on: campaign.immediateDueOn },
    { label: t('home.scheduled'), on: campaign.scheduledDueOn },
  ];
  return (
    <Box sx={{ py: 1.5, borderTop: 1, borderColor: 'divider' }}>
      <Link component={RouterLink} to={`/campaigns/${campaign.id}/show`} sx={{ ...tapLink, fontWeight: 600 }}>
        {campaign.title}
      </Link>
      <Box component="dl" sx={{ ...pairs, mt: 1 }}>
        {days.map(({ label, on }) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {label}
            </Box>
            <Box component="dd" sx={{ m: 0 }}>
              {on < today ? (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {t('home.closedOn', { day: day(on) })}
                </Box>
              ) : (
                <DueDay day={on} />
              )}
            </Box>
          </Box>
        ))}
      </Box>
      {/* As high as its four lines, so that what stands below does not jump away from under a finger. */}
      <Box sx={{ mt: 1.5, minHeight: { xs: 4 * 44, md: 4 * 30 } }}>
        {data?.progress ? <Own campaignId={campaign.id} measures={data.progress} /> : <TextSkeleton lines={4} />}
      </Box>
    </Box>
  );
};

const Own = ({ campaignId, measures }: { campaignId: string; measures: Measures }) => {
  const word = useWord();
  const { number, rate } = useFormat();
  const lines = [
    {
      name: 'inspectionRate',
      value: rate(measures.inspectionRate),
      part: `${number(measures.submitted)} / ${number(measures.targets)}`,
      to: listUrl('inspections', { campaignId, funnel: 'submitted' }),
    },
    {
      name: 'rectifiedRate',
      value: rate(measures.rectifiedRate),
      part: `${number(measures.rectified)} / ${number(measures.items)}`,
      to: listUrl('rectifications', { campaignId, status: ['rectified', 'closed'] }),
    },
    {
      name: 'closedRate',
      value: rate(measures.closedRate),
      part: `${number(measures.closed)} / ${number(measures.items)}`,
      to: listUrl('rectifications', { campaignId, status: ['closed'] }),
    },
    {
      name: 'overdue',
      value: number(measures.overdue),
      part: '',
      to: listUrl('rectifications', { campaignId, overdue: true }),
    },
  ];
  return (
    <Box>
      {lines.map(({ name, value, part, to }) => (
        <Box
          key={name}
          component={RouterLink}
          to={to}
          title={word('basis', name)}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(5em, 7.5em) 5em 1fr',
            alignItems: 'center',
            minHeight: { xs: 44, md: 30 },
            color: 'inherit',
            textDecoration: 'none',
            '&:hover': { bgcolor: 'hover' },
          }}
        >
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {word('measure', name)}
          </Box>
          <Box
            component="span"
            sx={{
              fontWeight: 600,
              textAlign: 'right',
              color: name === 'overdue' && measures.overdue > 0 ? 'tone.overdue.ink' : undefined,
            }}
          >
            {value}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', textAlign: 'right' }}>
            {part}
          </Box>
        </Box>
      ))}
    </Box>
  );
};

const pairs = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: 'minmax(5em, max-content) 1fr',
  columnGap: 1.5,
  rowGap: 0.5,
} as const;
