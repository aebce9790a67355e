import Box from '@mui/material/Box';
import { useGetList } from 'ra-core';
import type { Campaign } from '../../shared/campaigns.ts';
import type { Inspection } from '../../shared/inspections.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { useVerifies } from '../rectifications/verifies.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { BulkAct, Column, FilterField, Tab } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { mayStillSave } from './draft.ts';
import { InspectionMarks } from './InspectionMarks.tsx';

/** Who has answered and who has not; whoever may answer lands in the form, everybody else on the page. */
export const InspectionList = () => {
  const t = useT();
  const filters = useFilters();
  const bulk = useBulkActs();
  const verifies = useVerifies();
  // One union's own list needs neither its name nor tools.
  const own = useMe()?.role === 'reporter';
  const tabs: Tab[] = [
    { key: 'pending', label: t('inspections.tab.pending'), filter: { status: ['pending'] } },
    { key: 'submitted', label: t('inspections.tab.submitted'), filter: { status: ['submitted'] } },
    { key: 'approved', label: t('inspections.tab.approved'), filter: { status: ['approved'] } },
    { key: 'returned', label: t('inspections.tab.returned'), filter: { status: ['returned'] } },
    { key: 'all', label: t('inspections.tab.all'), filter: {} },
  ];
  return (
    <ListPage<Inspection>
      title={t('inspections.title')}
      sort={{ field: 'submitBy', order: 'ASC' }}
      tabs={tabs}
      initialFilter={tabs[own ? 4 : verifies ? 1 : 0]?.filter ?? {}}
      filters={own ? [] : filters}
      columns={useColumns()}
      bulk={own ? [] : bulk}
      hrefOf={(record) => (mayStillSave(record) ? `/inspections/${record.id}` : `/inspections/${record.id}/show`)}
      card={(record) => ({
        title: own ? record.campaignTitle : record.unionName,
        status: <StatusChip kind="inspections" status={record.status} />,
        lines: own
          ? []
          : [
              record.campaignTitle,
              <Box key="marks" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
                <OrgName code={record.orgCode} />
                <InspectionMarks record={record} />
              </Box>,
            ],
        foot: (
          <>
            <DueDay day={record.submitBy} status={record.status} />
            {record.submittedAt && <span>{t('inspections.faults', { count: record.badCount })}</span>}
          </>
        ),
      })}
      empty={<EmptyState title={t('inspections.empty')} body={t('inspections.emptyBody')} />}
    />
  );
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
    { kind: 'flag', source: 'priority', label: t('inspections.filter.priority') },
    { kind: 'flag', source: 'forMe', label: t('inspections.filter.forMe') },
    { kind: 'flag', source: 'shell', label: t('inspections.filter.shell') },
  ];
}

function useColumns(): Column<Inspection>[] {
  const t = useT();
  const word = useWord();
  const { rate, instant, number } = useFormat();
  const filed = ({ submittedAt, status }: Inspection) => submittedAt !== null && status !== 'returned';
  return [
    { source: 'unionName', sort: true, width: '26%' },
    {
      source: 'priority',
      label: t('inspections.marks'),
      width: 128,
      render: (record) => (
        <Box component="span" sx={{ display: 'inline-flex', gap: 0.5 }}>
          <InspectionMarks record={record} />
        </Box>
      ),
    },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    {
      source: 'campaignId',
      hidden: true,
      label: t('inspections.filter.campaign'),
      render: ({ campaignTitle }) => campaignTitle,
    },
    {
      source: 'submitBy',
      sort: true,
      width: 176,
      render: ({ submitBy, status }) => <DueDay day={submitBy} status={status} />,
    },
    { source: 'status', width: 104, render: ({ status }) => <StatusChip kind="inspections" status={status} /> },
    {
      source: 'badCount',
      sort: true,
      align: 'right',
      width: 80,
      render: (record) => (filed(record) ? number(record.badCount) : '—'),
    },
    { source: 'submittedAt', sort: true, width: 136, render: ({ submittedAt }) => instant(submittedAt) },
    { source: 'score', sort: true, align: 'right', hidden: true, render: ({ score }) => rate(score) },
    { source: 'stage', hidden: true, render: ({ stage }) => word('stage', stage) },
    { source: 'submittedBy', hidden: true, render: ({ submittedBy }) => submittedBy ?? '—' },
  ];
}

function useBulkActs(): BulkAct[] {
  const t = useT();
  return [
    {
      action: 'approve',
      label: (count) => t('inspections.bulk.approve', { count }),
      consequence: (count) => t('inspections.bulk.approveBody', { count }),
    },
    {
      action: 'return',
      label: (count) => t('inspections.bulk.return', { count }),
      consequence: () => t('inspections.bulk.returnBody'),
    },
  ];
}
