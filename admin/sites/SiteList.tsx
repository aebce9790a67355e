import AddOutlined from '@mui/icons-material/AddOutlined';
import EventNoteOutlined from '@mui/icons-material/EventNoteOutlined';
import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { addMonths, monthOf } from '../../shared/rules/months.ts';
import type { Site } from '../../shared/sites.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useWork } from '../providers/work.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column, FilterField, Tab } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { MissingMark, SiteStatus } from './SiteStatus.tsx';
import { useBatches } from './useBatches.ts';

/** The sites of the area, by what one does with them. */
export const SiteList = () => {
  const t = useT();
  const word = useWord();
  const columns = useColumns();
  const filters = useFilters();
  const tabs = useTabs();
  return (
    <ListPage<Site>
      title={t('sites.title')}
      sort={{ field: 'name', order: 'ASC' }}
      tabs={tabs}
      // A menu leads to all of them; what waits is one tap away.
      initialFilter={{}}
      filters={filters}
      columns={columns}
      actions={
        <>
          <Button startIcon={<InsightsOutlined />} component={Link} to="/sites/overview">
            {t('sites.overview')}
          </Button>
          <Button startIcon={<EventNoteOutlined />} component={Link} to="/site-reports">
            {t('sites.reports.short')}
          </Button>
          <AddButton />
        </>
      }
      card={(record) => ({
        title: record.name,
        status: <SiteStatus record={record} />,
        lines: [<OrgName key="org" code={record.orgCode} />, `${record.batchName} · ${word('siteKind', record.kind)}`],
        foot: record.missingMonths.length > 0 && <MissingMark months={record.missingMonths} />,
      })}
      empty={<EmptyState title={t('sites.empty')} action={<AddButton />} />}
    />
  );
};

function useTabs(): Tab[] {
  const t = useT();
  const may = useMay();
  const work = useWork();
  const counted = (key: 'sitesForMe' | 'reportsMissing') => work?.counts.find((one) => one.key === key)?.count;
  return [
    ...(may('create', 'sites')
      ? [{ key: 'forMe', label: t('sites.tab.forMe'), filter: { forMe: true }, count: counted('sitesForMe') }]
      : []),
    { key: 'applying', label: t('sites.tab.applying'), filter: { status: ['nominated', 'recommended'] } },
    { key: 'building', label: t('sites.tab.building'), filter: { status: ['building'] } },
    { key: 'built', label: t('sites.tab.built'), filter: { built: true } },
    {
      key: 'missing',
      label: t('sites.tab.missing'),
      filter: { missingReports: true },
      count: counted('reportsMissing'),
    },
    { key: 'all', label: t('sites.tab.all'), filter: {} },
  ];
}

function useFilters(): FilterField[] {
  const t = useT();
  const { today, month } = useFormat();
  const batches = useBatches();
  const lastMonths = Array.from({ length: 12 }, (_, index) => addMonths(monthOf(today), -1 - index));
  return [
    { kind: 'search', hint: t('sites.filter.search') },
    { kind: 'org' },
    ...(batches.length > 0
      ? [{ kind: 'choice' as const, source: 'batchCategory', label: t('sites.batch'), options: batches }]
      : []),
    { kind: 'word', source: 'kind', group: 'siteKind', multiple: true },
    {
      kind: 'choice',
      source: 'missingMonth',
      label: t('sites.filter.missingMonth'),
      options: lastMonths.map((id) => ({ id, name: month(id) })),
    },
  ];
}

const AddButton = () => {
  const t = useT();
  const may = useMay();
  if (!may('create', 'sites')) return null;
  return (
    <Button variant="contained" startIcon={<AddOutlined />} component={Link} to="/sites/create">
      {t('sites.add')}
    </Button>
  );
};

function useColumns(): Column<Site>[] {
  const t = useT();
  const word = useWord();
  const { day } = useFormat();
  const united = (site: Site) =>
    [
      site.hasFederation && t('sites.federation'),
      site.hasStation && t('sites.station'),
      site.hasHome && t('sites.home'),
    ]
      .filter(Boolean)
      .join(' · ');
  return [
    { source: 'name', sort: true, width: '26%' },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'batchCategory', label: t('sites.batch'), sort: true, render: ({ batchName }) => batchName },
    { source: 'kind', sort: true, render: ({ kind }) => word('siteKind', kind) },
    { source: 'unites', label: t('sites.unites'), render: united },
    { source: 'status', sort: true, render: (record) => <SiteStatus record={record} /> },
    {
      source: 'missingMonths',
      render: ({ missingMonths }) => (missingMonths.length > 0 ? <MissingMark months={missingMonths} /> : '—'),
    },
    { source: 'acceptedOn', sort: true, hidden: true, render: ({ acceptedOn }) => day(acceptedOn) },
    { source: 'listedOn', sort: true, render: ({ listedOn }) => day(listedOn) },
    { source: 'reinspectedOn', sort: true, hidden: true, render: ({ reinspectedOn }) => day(reinspectedOn) },
  ];
}
