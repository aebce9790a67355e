import type { Reinspection } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { formatRate, useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { DrawButton } from './DrawButton.tsx';
import { DrawProgress } from './DrawProgress.tsx';
import { relapseRateOf } from './drawState.ts';

/** The draws: how far each has come, and what it found. */
export const ReinspectionList = () => {
  const t = useT();
  return (
    <ListPage<Reinspection>
      title={t('reinspections.title')}
      sort={{ field: 'createdAt', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('reinspections.tab.all'), filter: {} },
        { key: 'open', label: t('reinspections.tab.open'), filter: { status: ['open'] } },
        { key: 'finished', label: t('reinspections.tab.finished'), filter: { status: ['finished'] } },
      ]}
      filters={[{ kind: 'org' }, { kind: 'days', source: 'dueOn' }]}
      columns={useColumns()}
      card={(record) => ({
        title: record.campaignTitle,
        status: <StatusChip kind="reinspections" status={record.status} />,
        lines: [<DrawProgress key="progress" draw={record} />],
        foot: <DueDay day={record.dueOn} status={record.status} />,
      })}
      actions={<DrawButton primary />}
      empty={
        <EmptyState
          title={t('reinspections.empty')}
          body={t('reinspections.emptyBody')}
          action={<DrawButton primary />}
        />
      }
    />
  );
};

function useColumns(): Column<Reinspection>[] {
  const { instant, number } = useFormat();
  return [
    { source: 'campaignTitle' },
    { source: 'orgCode', width: 112, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'createdAt', sort: true, width: 148, render: ({ createdAt }) => instant(createdAt) },
    { source: 'populationSize', sort: true, align: 'right', width: 88, render: (draw) => number(draw.populationSize) },
    { source: 'sampleSize', sort: true, align: 'right', width: 72, render: (draw) => number(draw.sampleSize) },
    { source: 'progress', width: 160, render: (draw) => <DrawProgress draw={draw} /> },
    { source: 'relapseRate', align: 'right', width: 80, render: (draw) => formatRate(relapseRateOf(draw)) },
    { source: 'dueOn', sort: true, width: 176, render: (draw) => <DueDay day={draw.dueOn} status={draw.status} /> },
    { source: 'status', width: 96, render: ({ status }) => <StatusChip kind="reinspections" status={status} /> },
    { source: 'drawnBy', hidden: true },
  ];
}
