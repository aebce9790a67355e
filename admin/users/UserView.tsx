import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import { keepsAccount } from '../../shared/rules/accounts.ts';
import type { Union } from '../../shared/unions.ts';
import type { User } from '../../shared/users.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useMay } from '../providers/session.ts';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { AccountActs } from './AccountActs.tsx';
import { AccountState } from './AccountState.tsx';
import { useActor } from './useActor.ts';

/** One account: whose, where, how it stands, and its life. */
export const UserView = ({ user, inPanel = false }: { user: User; inPanel?: boolean }) => {
  const t = useT();
  const actor = useActor();
  const history = <HistoryTimeline subjectType="users" subjectId={user.id} />;
  return (
    <>
      <PageHeader
        inPanel={inPanel}
        title={user.name}
        {...(inPanel ? {} : { back: `/organisations?at=${user.orgCode}` })}
        actions={
          <>
            <AccountActs user={user} />
            {actor && keepsAccount(actor, user) && (
              <Button variant="contained" component={RouterLink} to={`/users/${user.id}`}>
                {t('accounts.edit')}
              </Button>
            )}
          </>
        }
      />
      {inPanel ? (
        <Box sx={{ display: 'grid', gap: 3 }}>
          <UserFacts user={user} />
          {history}
        </Box>
      ) : (
        <RecordColumns side={history}>
          <UserFacts user={user} />
        </RecordColumns>
      )}
    </>
  );
};

const UserFacts = ({ user }: { user: User }) => {
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  return (
    <Facts
      resource="users"
      facts={[
        { field: 'username', value: user.username },
        { field: 'role', value: word('role', user.role) },
        { field: 'orgCode', value: <OrgName code={user.orgCode} full /> },
        { field: 'unionId', value: user.unionId && <UnionLink id={user.unionId} /> },
        { field: 'email', value: user.email },
        { field: 'lastLoginAt', value: <AccountState user={user} /> },
        {
          field: 'secondFactorSince',
          value: user.secondFactorSince
            ? t('signIn.account.factorOn', { since: instant(user.secondFactorSince) })
            : t('signIn.account.factorOff'),
        },
        { field: 'createdAt', value: instant(user.createdAt) },
      ]}
    />
  );
};

/** The operator sees accounts and no business data: not even the union's name. */
const UnionLink = ({ id }: { id: string }) => {
  const may = useMay();
  const { data } = useGetOne<Union>('unions', { id }, { enabled: may('show', 'unions') });
  return data ? (
    <Link component={RouterLink} to={`/unions/${id}/show`} sx={tapLink}>
      {data.name}
    </Link>
  ) : (
    <>—</>
  );
};
