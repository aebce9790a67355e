import Box from '@mui/material/Box';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Delivery } from '../../shared/deliveries.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Row } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';

type Line = Delivery & Row;

/** Every message that left or is to leave: when, by what, how it went, and when it is tried again. */
export const DeliveryList = () => {
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  return (
    <ListPage<Line>
      title={t('channels.log')}
      sort={{ field: 'at', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('channels.tab.all'), filter: {} },
        { key: 'failed', label: t('channels.tab.failed'), filter: { status: ['failed'] } },
        { key: 'waiting', label: t('channels.tab.waiting'), filter: { status: ['waiting', 'sending'] } },
      ]}
      filters={[
        { kind: 'search', hint: t('channels.logSearch') },
        { kind: 'org' },
        { kind: 'word', source: 'via', group: 'deliveryVia' },
        { kind: 'word', source: 'kind', group: 'deliveryKind' },
      ]}
      columns={[
        { source: 'at', sort: true, width: 136, render: ({ at }) => instant(at) },
        { source: 'via', width: 96, render: ({ via }) => word('deliveryVia', via) },
        { source: 'kind', width: 104, render: ({ kind }) => word('deliveryKind', kind) },
        { source: 'recipient', width: 152 },
        { source: 'orgCode', width: 128, render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'status', width: 104, render: ({ status }) => <StatusChip kind="deliveryStatus" status={status} /> },
        { source: 'error', render: (line) => <Why line={line} /> },
        { source: 'mayActions', label: ' ', width: 104, render: (line) => <Retry line={line} /> },
      ]}
      card={(line) => ({
        title: `${word('deliveryKind', line.kind)} · ${line.recipient}`,
        status: <StatusChip kind="deliveryStatus" status={line.status} />,
        lines: [`${instant(line.at)} · ${word('deliveryVia', line.via)}`, <Why key="why" line={line} />],
        foot: <Retry line={line} />,
      })}
      hrefOf={() => ''}
      empty={<EmptyState title={t('channels.logNone')} body={t('channels.logIntro')} />}
    />
  );
};

const Why = ({ line: { error, attempts, nextAt, status } }: { line: Line }) => {
  const t = useT();
  const { instant } = useFormat();
  const more =
    status === 'waiting' && attempts > 0
      ? [t('channels.attempts', { count: attempts }), ...(nextAt ? [t('channels.next', { at: instant(nextAt) })] : [])]
      : [];
  if (!error && more.length === 0) return null;
  return (
    <Box component="span" sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      {[error, more.join(' · ')].filter(Boolean).join(' ')}
    </Box>
  );
};

const Retry = ({ line }: { line: Line }) => {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  if (!line.mayActions.includes('retry')) return null;
  const retry = async () => {
    setBusy(true);
    try {
      await data.action('deliveries', line.id, 'retry', { version: line.version });
      notify(t('channels.retried'), { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return (
    <BusyButton
      size="small"
      loading={busy}
      onClick={(event) => {
        event.stopPropagation();
        void retry();
      }}
      sx={{ minHeight: { xs: 44, md: 28 } }}
    >
      {t('channels.retry')}
    </BusyButton>
  );
};
