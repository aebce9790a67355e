import Box from '@mui/material/Box';
import { useGetList, useListContext } from 'ra-core';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { useT, useWord } from '../i18n/index.ts';
import { NoticeButton } from '../notices/NoticeButton.tsx';
import { useMe } from '../providers/session.ts';
import { useSupervise } from '../supervisions/useSupervise.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { BulkAct, Column, FilterField, Tab } from '../ui/list/types.ts';
import { EmptyState } from '../ui/states.tsx';
import {
  decisionInitial,
  decisionReady,
  DecisionForm,
  RectifyForm,
  rectifyReady,
  useRectifyInitial,
} from './actForms.tsx';
import { useVerifies } from './verifies.ts';
import { openStatuses, QuickFilters } from './QuickFilters.tsx';
import { RectificationPanel } from './RectificationPanel.tsx';
import { RectificationStatus } from './RectificationStatus.tsx';

/** Faults and their deadlines: what one does, as tabs; ten verified without leaving the list. */
export const RectificationList = () => {
  const t = useT();
  const filters = useFilters();
  const bulk = useBulkActs();
  // One union's own list needs neither its name nor tools.
  const own = useMe()?.role === 'reporter';
  const tabs: Tab[] = [
    { key: 'open', label: t('rectifications.tab.open'), filter: { status: openStatuses } },
    { key: 'rectified', label: t('rectifications.tab.rectified'), filter: { status: ['rectified'] } },
    { key: 'closed', label: t('rectifications.tab.closed'), filter: { status: ['closed'] } },
    { key: 'all', label: t('rectifications.tab.all'), filter: {} },
  ];
  return (
    <ListPage<Rectification>
      title={t('rectifications.title')}
      sort={{ field: 'dueOn', order: 'ASC' }}
      tabs={tabs}
      // Cities and provinces come to verify.
      initialFilter={tabs[useVerifies() ? 1 : 0]?.filter ?? {}}
      filters={own ? [] : filters}
      columns={useColumns()}
      bulk={own ? [] : bulk}
      actions={!own && <Papers />}
      card={(record) => ({
        title: own ? record.itemText : record.unionName,
        status: <RectificationStatus record={record} />,
        lines: own ? [] : [<Problem key="problem" record={record} />],
        foot: (
          <>
            <DueDay day={record.dueOn} status={record.status} />
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {record.responsibleName}
            </Box>
          </>
        ),
      })}
      panel={(record) => <RectificationPanel record={record} />}
      empty={<EmptyState title={t('rectifications.empty')} body={t('rectifications.emptyBody')} />}
    />
  );
};

/** The papers of what is shown: of the chosen rows, or of all that the filter has. */
const Papers = () => {
  const { filterValues, selectedIds, total } = useListContext<Rectification>();
  const filter = selectedIds.length > 0 ? { id: selectedIds } : (filterValues as Record<string, unknown>);
  const closed = [filterValues['status'] ?? []].flat().every((status) => status === 'closed');
  return total ? (
    <NoticeButton filter={filter} kind={closed && filterValues['status'] ? 'closing' : 'rectification'} />
  ) : null;
};

function useFilters(): FilterField[] {
  const t = useT();
  const { data: campaigns = [] } = useGetList<Campaign>('campaigns', {
    filter: { status: ['issued', 'closed'] },
    sort: { field: 'startsOn', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  return [
    { kind: 'search' },
    { kind: 'org' },
    {
      kind: 'choice',
      source: 'campaignId',
      label: t('inspections.filter.campaign'),
      options: campaigns.map(({ id, title }) => ({ id, name: title })),
    },
    { kind: 'word', source: 'track', group: 'track' },
    { kind: 'days', source: 'dueOn' },
    { kind: 'custom', source: 'quick', render: () => <QuickFilters /> },
  ];
}

function useColumns(): Column<Rectification>[] {
  const word = useWord();
  return [
    { source: 'unionName', sort: true, width: '24%' },
    { source: 'itemText', sort: 'itemKey', render: (record) => <Problem record={record} /> },
    { source: 'track', sort: true, width: 96, render: ({ track }) => word('track', track) },
    { source: 'dueOn', sort: true, width: 176, render: ({ dueOn, status }) => <DueDay day={dueOn} status={status} /> },
    { source: 'status', width: 120, render: (record) => <RectificationStatus record={record} /> },
    { source: 'responsibleName', width: 96, render: ({ responsibleName }) => responsibleName ?? '—' },
    { source: 'orgCode', hidden: true },
    { source: 'rectifiedAt', hidden: true, sort: true },
    { source: 'closedAt', hidden: true, sort: true },
  ];
}

const Problem = ({ record: { itemKey, itemText } }: { record: Rectification }) => (
  <>
    <Box component="span" sx={{ color: 'text.secondary', mr: 1 }}>
      {itemKey}
    </Box>
    {itemText}
  </>
);

/** The acts for many; the bar shows those that all selected rows allow. */
function useBulkActs(): BulkAct[] {
  const t = useT();
  const initial = useRectifyInitial();
  const supervise = useSupervise();
  return [
    {
      action: 'close',
      label: (count) => t('rectifications.act.closeMany', { count }),
      consequence: (count) => t('rectifications.act.closeBody', { count }),
    },
    {
      action: 'decide-extension',
      label: (count) => t('rectifications.act.decideMany', { count }),
      form: (form) => <DecisionForm form={form} />,
      initial: decisionInitial,
      ready: decisionReady,
    },
    {
      action: 'rectify',
      label: (count) => t('rectifications.act.rectifyMany', { count }),
      consequence: () => t('rectifications.act.rectifyBody'),
      form: (form) => <RectifyForm form={form} />,
      initial: initial(),
      ready: rectifyReady(),
    },
    {
      action: 'return',
      label: (count) => t('rectifications.act.returnMany', { count }),
      consequence: () => t('rectifications.act.returnBody'),
    },
    {
      action: 'remind',
      label: (count) => t('inbox.remind.items', { count }),
      consequence: () => t('inbox.remind.itemsBody'),
    },
    supervise,
  ];
}
