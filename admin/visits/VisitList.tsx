import InsightsOutlined from '@mui/icons-material/InsightsOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Visit } from '../../shared/visits.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';

/** Who went where, and what came of it; the row leads to the enterprise. */
export const VisitList = () => {
  const t = useT();
  const word = useWord();
  const { day } = useFormat();
  const nameOf = ({ enterpriseName }: Visit) => enterpriseName ?? t('ledger.file.moved');
  return (
    <ListPage<Visit>
      title={t('ledger.visits')}
      sort={{ field: 'visitedOn', order: 'DESC' }}
      filters={[
        { kind: 'search', hint: t('ledger.filter.visits') },
        { kind: 'org' },
        { kind: 'word', source: 'outcome', group: 'visitOutcome', multiple: true },
        { kind: 'days', source: 'visitedOn' },
      ]}
      columns={[
        { source: 'visitedOn', sort: true, width: 128, render: ({ visitedOn }) => day(visitedOn) },
        { source: 'enterpriseName', width: '26%', render: nameOf },
        { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
        { source: 'outcome', sort: true, render: ({ outcome }) => word('visitOutcome', outcome) },
        { source: 'visitorName', sort: true, width: 112 },
        { source: 'note', width: '28%', render: ({ note }) => note ?? '—' },
      ]}
      hrefOf={({ enterpriseId }) => `/enterprises/${enterpriseId}/show`}
      actions={
        <Button startIcon={<InsightsOutlined />} component={Link} to="/ledger">
          {t('ledger.title')}
        </Button>
      }
      card={(visit) => ({
        title: nameOf(visit),
        status: word('visitOutcome', visit.outcome),
        lines: [`${day(visit.visitedOn)} · ${visit.visitorName}`, ...(visit.note ? [visit.note] : [])],
      })}
      empty={<EmptyState title={t('ledger.visit.empty')} />}
    />
  );
};
