import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import type { ReactNode } from 'react';
import { Link as RouterLink, useParams } from 'react-router';
import type { Supervision } from '../../shared/supervisions.ts';
import { useT } from '../i18n/index.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { SupervisionActs } from './SupervisionActs.tsx';
import { ReplyDay } from './SupervisionList.tsx';

/** One order: what is demanded of whom until when, what it is about, and the answer. */
export const SupervisionShow = () => {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<Supervision>('supervisions', { id });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Page order={data} />;
};

const Page = ({ order }: { order: Supervision }) => {
  const t = useT();
  const { instant } = useFormat();
  return (
    <>
      <PageHeader
        back="/supervisions"
        title={order.docNo ?? t('inbox.order.draftTitle')}
        status={<StatusChip kind="supervisions" status={order.status} filled />}
        deadline={order.replyBy ? <ReplyDay record={order} /> : undefined}
        sub={
          <>
            {order.issuerName} → {order.addresseeName}
          </>
        }
        actions={<SupervisionActs order={order} />}
        thumb
      />
      <RecordColumns side={<HistoryTimeline subjectType="supervisions" subjectId={order.id} />}>
        <Box sx={{ display: 'grid', gap: 3 }}>
          <Facts
            resource="supervisions"
            facts={[
              {
                field: 'campaignTitle',
                value: (
                  <Link component={RouterLink} to={`/campaigns/${order.campaignId}/show`} sx={tapLink}>
                    {order.campaignTitle}
                  </Link>
                ),
              },
              {
                field: 'itemCount',
                value: (
                  <Link component={RouterLink} to={listUrl('rectifications', { supervisionId: order.id })} sx={tapLink}>
                    {t('inbox.order.seeItems', { count: order.itemCount })}
                  </Link>
                ),
              },
              { field: 'issuedAt', value: order.issuedAt && `${instant(order.issuedAt)}　${order.issuedBy ?? ''}` },
              { field: 'cancelReason', raw: order.cancelReason },
            ]}
          />
          <Text title={t('inbox.order.demand')}>{order.demand}</Text>
          {order.status === 'issued' && order.returnReason && (
            <Text title={<StatusChip kind="extension" status="refused" label={t('inbox.order.return')} />}>
              {order.returnReason}
            </Text>
          )}
          {order.status !== 'draft' && (
            <Text title={t('inbox.order.answer')}>
              {order.reply ?? (
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  {t('inbox.order.noReply')}
                </Box>
              )}
              {order.repliedAt && (
                <Typography variant="caption" component="div" sx={{ mt: 0.5 }}>
                  {order.addresseeName}　{order.repliedBy}　{instant(order.repliedAt)}
                </Typography>
              )}
            </Text>
          )}
        </Box>
      </RecordColumns>
    </>
  );
};

const Text = ({ title, children }: { title: ReactNode; children: ReactNode }) => (
  <Box component="section">
    <Typography variant="h2" sx={{ mb: 0.75 }}>
      {title}
    </Typography>
    <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.7 }}>{children}</Box>
  </Box>
);
