import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Organisation } from '../../shared/organisations.ts';
import { roles, type Role } from '../../shared/permissions.ts';
import type { User } from '../../shared/users.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { ImportButton } from '../ui/list/ImportButton.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';
import { tapLink } from '../ui/tapLink.ts';
import { NewAccount, useRolesFor } from './NewAccount.tsx';
import { personColumns, PersonLine, wide } from './PersonLine.tsx';

const perPage = 50;
const staff: readonly Role[] = roles.filter((role) => role !== 'reporter');

/** The people of one organisation, with a new account in one line; those below and the reporters are a door away. */
export const PeopleOf = ({ organisation }: { organisation: Organisation }) => {
  const t = useT();
  const { code, active } = organisation;
  const me = useMe();
  const people = usePeople(code);
  const mayAdd = useRolesFor(code).length > 0;
  return (
    <Box component="section" aria-labelledby="people" sx={{ mb: 4, containerType: 'inline-size' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 2, mb: 1 }}>
        <Typography variant="h2" id="people">
          {t('accounts.people')}
        </Typography>
        {mayAdd && <ImportButton resource="users" />}
      </Box>
      {active && <NewAccount key={code} orgCode={code} />}
      {!active && mayAdd && (
        <Typography color="text.secondary" sx={{ mb: 1 }}>
          {t(organisation.level === 'province' ? 'accounts.province.closed' : 'accounts.add.nowhere')}
        </Typography>
      )}
      {people.error && <ErrorState error={people.error} onRetry={people.refetch} compact />}
      {people.isPending && <ListSkeleton rows={3} />}
      {people.own?.length === 0 && active && (
        <EmptyState
          compact
          title={t('accounts.noPeople')}
          body={mayAdd && t(me?.role === 'operator' ? 'accounts.province.first' : 'accounts.noPeopleBody')}
        />
      )}
      {people.own && people.own.length > 0 && (
        <Box sx={{ mx: { xs: -2, md: 0 }, borderTop: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
          <Heads />
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {people.own.map((user) => (
              <PersonLine key={user.id} user={user} />
            ))}
          </Box>
        </Box>
      )}
      {people.more && (
        <Button onClick={people.more} sx={{ mt: 1 }}>
          {t('accounts.morePeople')}
        </Button>
      )}
      <Doors code={code} />
    </Box>
  );
};

const Heads = () => {
  const label = useFieldLabel();
  return (
    <Box
      aria-hidden
      sx={{
        ...personColumns,
        display: 'none',
        minHeight: size.row,
        color: 'text.secondary',
        fontSize: '0.8125rem',
        fontWeight: 500,
        [wide]: { ...personColumns[wide], display: 'grid' },
      }}
    >
      {(['name', 'role', 'username', 'lastLoginAt'] as const).map((field) => (
        <span key={field}>{label('users', field)}</span>
      ))}
    </Box>
  );
};

/** Sorted by organisation, an organisation's own people stand before all below it. */
function usePeople(code: string) {
  const [pages, setPages] = useState(1);
  const { data, total, error, isPending, refetch } = useGetList<User>('users', {
    filter: { orgCode: code, role: staff },
    sort: { field: 'orgCode', order: 'ASC' },
    pagination: { page: 1, perPage: perPage * pages },
  });
  const own = data
    ?.filter(({ orgCode }) => orgCode === code)
    .toSorted((a, b) => Number(b.active) - Number(a.active) || staff.indexOf(a.role) - staff.indexOf(b.role));
  const further = data && total !== undefined && total > data.length && data.at(-1)?.orgCode === code;
  return {
    own,
    error,
    isPending,
    refetch: () => void refetch(),
    more: further ? () => setPages(pages + 1) : undefined,
  };
}

const Doors = ({ code }: { code: string }) => {
  const t = useT();
  const { number } = useFormat();
  const filters = { all: { orgCode: code }, reporters: { orgCode: code, role: 'reporter' } };
  const all = useCount(filters.all);
  const reporters = useCount(filters.reporters);
  const door = (key: 'all' | 'reporters', count: number | undefined) =>
    count !== undefined &&
    count > 0 && (
      <Link component={RouterLink} to={listUrl('users', filters[key])} sx={tapLink}>
        {t(`accounts.${key}`, { count: number(count), smart_count: count })}
      </Link>
    );
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, mt: 1.5 }}>
      {door('all', all)}
      {door('reporters', reporters)}
    </Box>
  );
};

function useCount(filter: Record<string, unknown>): number | undefined {
  const { total } = useGetList<User>('users', {
    filter,
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'id', order: 'ASC' },
  });
  return total;
}
