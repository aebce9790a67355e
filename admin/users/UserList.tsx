import type { User } from '../../shared/users.ts';
import { ForbiddenPage } from '../layout/statePages.tsx';
import { useMay } from '../providers/session.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { ListPage } from '../ui/list/ListPage.tsx';
import type { Column, FilterField } from '../ui/list/types.ts';
import { OrgName, OrgPath } from '../ui/orgs.tsx';
import { EmptyState } from '../ui/states.tsx';
import { AccountState } from './AccountState.tsx';
import { UserView } from './UserView.tsx';

/** Every account of the area; new ones are made in their organisation. */
export const UserList = () => {
  const may = useMay();
  return may('list', 'users') ? <Allowed /> : <ForbiddenPage />;
};

const Allowed = () => {
  const t = useT();
  const word = useWord();
  return (
    <ListPage<User>
      title={t('accounts.users')}
      sort={{ field: 'orgCode', order: 'ASC' }}
      tabs={[
        { key: 'all', label: t('accounts.state.all'), filter: {} },
        { key: 'active', label: t('accounts.state.active'), filter: { active: true } },
        { key: 'off', label: t('accounts.state.off'), filter: { active: false } },
      ]}
      filters={useFilters()}
      columns={useColumns()}
      card={(user) => ({
        title: user.name,
        status: <AccountState user={user} labelled />,
        lines: [`${word('role', user.role)} · ${user.username}`, <OrgPath key="org" code={user.orgCode} />],
      })}
      panel={(user) => <UserView user={user} inPanel />}
      empty={<EmptyState title={t('accounts.none')} body={t('accounts.noneBody')} />}
    />
  );
};

function useFilters(): FilterField[] {
  const t = useT();
  return [
    { kind: 'search', hint: t('accounts.searchUsers') },
    { kind: 'org' },
    { kind: 'word', source: 'role', group: 'role', multiple: true },
  ];
}

function useColumns(): Column<User>[] {
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  return [
    { source: 'name', sort: true, width: '16%' },
    { source: 'role', sort: true, narrow: true, render: ({ role }) => word('role', role) },
    { source: 'orgCode', sort: true, render: ({ orgCode }) => <OrgName code={orgCode} full /> },
    { source: 'username', sort: true, render: ({ username }) => username },
    {
      source: 'lastLoginAt',
      sort: true,
      narrow: true,
      render: (user) => <AccountState user={user} />,
    },
    { source: 'createdAt', sort: true, hidden: true, render: ({ createdAt }) => instant(createdAt) },
    {
      source: 'active',
      hidden: true,
      render: ({ active }) => t(active ? 'accounts.state.active' : 'accounts.state.off'),
    },
  ];
}
