import AddOutlined from '@mui/icons-material/AddOutlined';
import Button from '@mui/material/Button';
import { Link, Navigate } from 'react-router';
import type { Union } from '../../shared/unions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay, useMe } from '../providers/session.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import { QuickChips } from '../ui/list/QuickChips.tsx';
import type { Column, FilterField } from '../ui/list/types.ts';
import { OrgName } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { UnionState } from './changes/EndedNote.tsx';
import { EndDay } from './EndDay.tsx';
import { HaveFilters } from './HaveFilters.tsx';
import { useEndAsked, useUnionTabs } from './useUnionTabs.ts';

const filters: FilterField[] = [
  { kind: 'search' },
  { kind: 'org' },
  { kind: 'word', source: 'kind', group: 'unionKind', multiple: true },
  { kind: 'word', source: 'ownership', group: 'ownership', multiple: true },
  { kind: 'numbers', source: 'employees' },
  { kind: 'custom', source: 'quick', render: () => <UnionQuick /> },
  { kind: 'custom', source: 'haves', render: () => <HaveFilters /> },
];

/** The unions of the area, with what runs out soon one tap away. */
export const UnionList = () => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const own = useMe()?.union;
  const columns = useColumns();
  const tabs = useUnionTabs();
  const endAsked = useEndAsked();
  // A chair has one union, and comes to see it.
  if (own) return <Navigate to={`/unions/${own.id}/show`} replace />;
  return (
    <ListPage<Union>
      title={t('unions.title')}
      sort={{ field: endAsked ?? 'name', order: 'ASC' }}
      tabs={tabs}
      filters={filters}
      columns={columns}
      actions={<AddButton />}
      card={(record) => ({
        title: record.name,
        status: <UnionState union={record} />,
        lines: [
          <OrgName key="org" code={record.orgCode} />,
          `${word('unionKind', record.kind)} · ${t('unions.filter.employees')} ${number(record.employees)}`,
        ],
        foot:
          endAsked === 'certificateEndsOn' ? (
            <span>
              {t('unions.certificateEnds')} <EndDay day={record.certificateEndsOn} />
            </span>
          ) : (
            record.termEndsOn && (
              <span>
                {t('unions.termEnds')} <EndDay day={record.termEndsOn} />
              </span>
            )
          ),
      })}
      empty={<EmptyState title={t('unions.empty')} action={<AddButton />} />}
    />
  );
};

const AddButton = () => {
  const t = useT();
  const may = useMay();
  if (!may('create', 'unions')) return null;
  return (
    <Button variant="contained" startIcon={<AddOutlined />} component={Link} to="/unions/create">
      {t('unions.add')}
    </Button>
  );
};

const UnionQuick = () => {
  const t = useT();
  return (
    <QuickChips
      label={t('ui.list.filters')}
      quick={[{ key: 'priority', label: t('unions.filter.priority'), filter: { employees_gte: 25 } }]}
    />
  );
};

function useColumns(): Column<Union>[] {
  const t = useT();
  const word = useWord();
  const { number, phone, rate, day } = useFormat();
  const endAsked = useEndAsked();
  return [
    {
      source: 'name',
      sort: true,
      width: '28%',
      render: (union) => (
        <>
          {union.name} <UnionState union={union} />
        </>
      ),
    },
    { source: 'endedOn', sort: true, hidden: true, render: ({ endedOn }) => day(endedOn) },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} /> },
    { source: 'kind', sort: true, render: ({ kind }) => word('unionKind', kind) },
    { source: 'ownership', hidden: true, render: ({ ownership }) => word('ownership', ownership) },
    { source: 'employees', sort: true, align: 'right', width: 96, render: ({ employees }) => number(employees) },
    { source: 'members', sort: true, align: 'right', width: 96, render: ({ members }) => number(members) },
    {
      source: 'membershipRate',
      label: t('unions.membership'),
      align: 'right',
      hidden: true,
      render: ({ members, employees }) => rate(employees === 0 ? null : members / employees),
    },
    { source: 'termEndsOn', sort: true, width: 184, render: ({ termEndsOn }) => <EndDay day={termEndsOn} /> },
    {
      source: 'certificateEndsOn',
      sort: true,
      width: 184,
      hidden: endAsked !== 'certificateEndsOn',
      render: ({ certificateEndsOn }) => <EndDay day={certificateEndsOn} />,
    },
    { source: 'chairName', width: 96, render: ({ chairName }) => chairName ?? '—' },
    { source: 'chairPhone', hidden: true, render: ({ chairPhone }) => phone(chairPhone) },
    { source: 'foundedOn', hidden: true, sort: true, render: ({ foundedOn }) => day(foundedOn) },
  ];
}
