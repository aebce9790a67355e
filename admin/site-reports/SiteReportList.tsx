import AddOutlined from '@mui/icons-material/AddOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { SiteFigure, SiteReport } from '../../shared/site-reports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { Figure } from '../sites/SiteFigures.tsx';

/** The months that sites have reported; figures in doubt carry a mark. */
export const SiteReportList = () => {
  const t = useT();
  const { month } = useFormat();
  const columns = useColumns();
  return (
    <ListPage<SiteReport>
      title={t('sites.reports.title')}
      sort={{ field: 'month', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('sites.reports.all'), filter: {} },
        { key: 'doubtful', label: t('sites.reports.doubtful'), filter: { doubtful: true } },
      ]}
      filters={[{ kind: 'search', hint: t('sites.title') }, { kind: 'org' }]}
      columns={columns}
      hrefOf={(row) => (row.mayActions.includes('edit') ? `/site-reports/${row.id}` : `/sites/${row.siteId}/show`)}
      actions={<AddButton />}
      card={(row) => ({
        title: row.siteName,
        status: month(row.month),
        lines: [
          <OrgName key="org" code={row.orgCode} />,
          row.doubts.length > 0 ? t('sites.reports.doubtful') : undefined,
        ],
        foot: row.reportedBy,
      })}
      empty={<EmptyState title={t('sites.reports.empty')} action={<AddButton />} />}
    />
  );
};

const AddButton = () => {
  const t = useT();
  const may = useMay();
  if (!may('create', 'site-reports')) return null;
  return (
    <Button variant="contained" startIcon={<AddOutlined />} component={Link} to="/site-reports/create">
      {t('sites.report')}
    </Button>
  );
};

const shown: readonly SiteFigure[] = ['unions', 'enterprises', 'workers', 'migrantWorkers', 'services'];
const others: readonly SiteFigure[] = [
  'members',
  'socialWorkers',
  'visitors',
  'disputes',
  'participants',
  'suggestions',
  'benefitYuan',
];

function useColumns(): Column<SiteReport>[] {
  const word = useWord();
  const { month, list } = useFormat();
  const figure = (source: SiteFigure, hidden: boolean): Column<SiteReport> => ({
    source,
    label: word('siteFigure', source),
    sort: true,
    align: 'right',
    hidden,
    render: (report) => <Figure report={report} figure={source} />,
  });
  return [
    { source: 'siteName', sort: true, width: '22%' },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'month', sort: true, render: (report) => month(report.month) },
    ...shown.map((source) => figure(source, false)),
    ...others.map((source) => figure(source, true)),
    {
      source: 'doubtful',
      render: ({ doubts }) => (
        <Box component="span" sx={{ color: 'tone.waiting.ink' }}>
          {list(doubts.map((one) => word('siteFigure', one)))}
        </Box>
      ),
    },
    { source: 'reportedBy', hidden: true },
  ];
}
