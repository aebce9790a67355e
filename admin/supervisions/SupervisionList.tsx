import { useT } from '../i18n/index.ts';
import type { Supervision } from '../../shared/supervisions.ts';
import { useMay } from '../providers/session.ts';
import { countOf, useWork } from '../providers/work.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { ListPage } from '../ui/list/ListPage.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';

/** Orders that one has issued or been given; what waits for the own federation stands first. */
export const SupervisionList = () => {
  const t = useT();
  const issues = useMay()('issue', 'supervisions');
  const waiting = countOf(useWork(), ['ordersForMe']);
  return (
    <ListPage<Supervision>
      title={t('inbox.order.title')}
      sort={{ field: 'createdAt', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('inbox.order.tab.all'), filter: {} },
        ...(issues
          ? [{ key: 'forMe', label: t('inbox.order.tab.forMe'), filter: { forMe: true }, count: waiting }]
          : []),
        { key: 'overdue', label: t('inbox.order.tab.overdue'), filter: { overdue: true } },
        { key: 'closed', label: t('inbox.order.tab.closed'), filter: { status: ['closed'] } },
      ]}
      filters={[
        { kind: 'search', hint: t('inbox.order.title') },
        { kind: 'word', source: 'status', group: 'supervisionStatus', multiple: true },
      ]}
      columns={[
        { source: 'docNo', sort: true, width: 160, render: (record) => record.docNo ?? t('inbox.order.draftTitle') },
        { source: 'addresseeCode', render: ({ addresseeCode }) => <OrgName code={addresseeCode} full /> },
        { source: 'orgCode', render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'campaignTitle' },
        { source: 'itemCount', align: 'right', width: 96, render: ({ itemCount }) => itemCount },
        { source: 'status', width: 112, render: ({ status }) => <StatusChip kind="supervisions" status={status} /> },
        { source: 'replyBy', sort: true, width: 176, render: (record) => <ReplyDay record={record} /> },
      ]}
      card={(record) => ({
        title: record.docNo ?? t('inbox.order.draftTitle'),
        status: <StatusChip kind="supervisions" status={record.status} />,
        lines: [<OrgName key="to" code={record.addresseeCode} full />, record.campaignTitle],
        foot: (
          <>
            <ReplyDay record={record} />
            <span>{t('inbox.order.items', { count: record.itemCount })}</span>
          </>
        ),
      })}
      empty={
        <EmptyState
          title={t('inbox.order.empty')}
          body={t(issues ? 'inbox.order.emptyBody' : 'inbox.order.emptyReader')}
        />
      }
    />
  );
};

/** The day counts down while a reply is awaited. */
export const ReplyDay = ({ record: { replyBy, status } }: { record: Supervision }) => (
  <DueDay day={replyBy} {...(status === 'issued' ? {} : { status: 'closed' })} />
);
