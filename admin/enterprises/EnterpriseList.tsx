import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Enterprise } from '../../shared/enterprises.ts';
import { stalledStages } from '../../shared/rules/establishment.ts';
import { useT } from '../i18n/index.ts';
import { useWork } from '../providers/work.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column, FilterField, Tab } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { AddEnterprise } from './LedgerPage.tsx';
import { BenchmarkMark, LastVisit, Marks, StalledMark } from './marks.tsx';

/** The enterprises of the ledger by what one does with them; whoever has waited longest for a visit comes first. */
export const EnterpriseList = () => {
  const t = useT();
  const columns = useColumns();
  const { number } = useFormat();
  const label = useFieldLabel();
  const filters: FilterField[] = [
    { kind: 'search', hint: t('ledger.filter.search') },
    { kind: 'org' },
    { kind: 'word', source: 'stage', group: 'enterpriseStage', multiple: true },
    { kind: 'numbers', source: 'employees' },
  ];
  return (
    <ListPage<Enterprise>
      title={t('ledger.list')}
      sort={{ field: 'lastVisitOn', order: 'ASC' }}
      tabs={useTabs()}
      filters={filters}
      columns={columns}
      actions={
        <>
          <Button startIcon={<InsightsOutlined />} component={Link} to="/ledger">
            {t('ledger.title')}
          </Button>
          <AddEnterprise />
        </>
      }
      card={(record) => ({
        title: record.name,
        status: <StatusChip kind="enterpriseStage" status={record.stage} />,
        lines: [
          <OrgName key="org" code={record.orgCode} />,
          <span key="visit">
            {label('enterprises', 'lastVisitOn')} <LastVisit record={record} />
          </span>,
        ],
        foot: (
          <>
            <Marks record={record} />
            <span>{t('ledger.file.recruited', { count: number(record.employees) })}</span>
          </>
        ),
      })}
      empty={<EmptyState title={t('ledger.listEmpty')} action={<AddEnterprise />} />}
    />
  );
};

function useTabs(): Tab[] {
  const t = useT();
  const stalled = useWork()?.counts.find(({ key }) => key === 'stalled')?.count;
  return [
    { key: 'open', label: t('ledger.tab.open'), filter: { eligible: true, stage: [...stalledStages] } },
    { key: 'stalled', label: t('ledger.tab.stalled'), filter: { eligible: true, stalled: true }, count: stalled },
    { key: 'benchmark', label: t('ledger.tab.benchmark'), filter: { benchmark: true } },
    { key: 'established', label: t('ledger.tab.established'), filter: { stage: ['established'] } },
    { key: 'all', label: t('ledger.tab.all'), filter: {} },
  ];
}

function useColumns(): Column<Enterprise>[] {
  const { number, day } = useFormat();
  return [
    {
      source: 'name',
      sort: true,
      width: '28%',
      render: (record) => (
        <span>
          {record.name} {record.benchmark && <BenchmarkMark />}
        </span>
      ),
    },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    {
      source: 'stage',
      sort: true,
      narrow: true,
      render: ({ stage }) => <StatusChip kind="enterpriseStage" status={stage} />,
    },
    { source: 'stageSince', sort: true, hidden: true, render: ({ stageSince }) => day(stageSince) },
    { source: 'employees', sort: true, align: 'right', width: 96, render: ({ employees }) => number(employees) },
    {
      source: 'lastVisitOn',
      sort: true,
      width: 208,
      render: (record) => (
        <Box sx={{ display: 'flex', alignItems: 'center', columnGap: 1 }}>
          <span>
            <LastVisit record={record} />
          </span>
          {record.stalled && <StalledMark />}
        </Box>
      ),
    },
    { source: 'visitCount', sort: true, align: 'right', width: 96, render: ({ visitCount }) => number(visitCount) },
    {
      source: 'membersRecruited',
      sort: true,
      align: 'right',
      width: 96,
      render: ({ membersRecruited }) => number(membersRecruited),
    },
    { source: 'uscc', sort: true, hidden: true },
    { source: 'openedOn', sort: true, hidden: true, render: ({ openedOn }) => day(openedOn) },
    { source: 'contactName', hidden: true, render: ({ contactName }) => contactName ?? '—' },
  ];
}
