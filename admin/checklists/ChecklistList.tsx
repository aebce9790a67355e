import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Checklist } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import { EmptyState } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { Owner } from './Owner.tsx';

export const ChecklistList = () => {
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  return (
    <ListPage<Checklist>
      title={t('checklists.title')}
      sort={{ field: 'updatedAt', order: 'DESC' }}
      tabs={[
        { key: 'all', label: t('checklists.tab.all'), filter: {} },
        { key: 'published', label: t('checklists.tab.published'), filter: { status: ['published'] } },
        { key: 'draft', label: t('checklists.tab.draft'), filter: { status: ['draft'] } },
        { key: 'retired', label: t('checklists.tab.retired'), filter: { status: ['retired'] } },
      ]}
      filters={[
        { kind: 'search', hint: t('checklists.title') },
        { kind: 'word', source: 'purpose', group: 'purpose' },
      ]}
      columns={[
        { source: 'title', sort: true },
        { source: 'purpose', sort: true, width: 128 },
        { source: 'edition', width: 80, render: ({ edition }) => t('checklists.edition', { count: edition }) },
        { source: 'itemCount', align: 'right', width: 72, sort: true },
        { source: 'ownerOrgCode', width: 128, render: ({ ownerOrgCode }) => <Owner code={ownerOrgCode} /> },
        { source: 'status', width: 112, render: ({ status }) => <StatusChip kind="checklists" status={status} /> },
        { source: 'updatedAt', width: 152, sort: true, render: ({ updatedAt }) => instant(updatedAt) },
      ]}
      card={(record) => ({
        title: record.title,
        status: <StatusChip kind="checklists" status={record.status} />,
        lines: [
          `${word('purpose', record.purpose)} · ${t('checklists.count', { count: record.itemCount })} · ${t('checklists.edition', { count: record.edition })}`,
        ],
        foot: <Owner code={record.ownerOrgCode} />,
      })}
      actions={<NewButton />}
      empty={<EmptyState title={t('checklists.empty')} action={<NewButton />} />}
    />
  );
};

const NewButton = () => {
  const t = useT();
  const may = useMay();
  const me = useMe();
  if (!may('create', 'checklists') || me?.org.code === 'CN') return null;
  return (
    <Button variant="contained" component={Link} to="/checklists/create">
      {t('checklists.new')}
    </Button>
  );
};
