import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import type { User } from '../../shared/users.ts';
import { keepsAccount } from '../../shared/rules/accounts.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { usePhone } from '../ui/usePhone.ts';
import { tapLink } from '../ui/tapLink.ts';
import { AccountActs } from './AccountActs.tsx';
import { AccountState } from './AccountState.tsx';
import { useActor } from './useActor.ts';

/** The columns of people on a desk; on a phone each takes three lines. */
export const personColumns = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: 'minmax(6em, 1fr) 6em minmax(8em, 1fr) 9em 15.5em' },
  columnGap: 2,
  alignItems: 'center',
  px: { xs: 2, md: 1.5 },
  borderBottom: 1,
  borderColor: 'divider',
} as const;

/** One of an organisation's people, with what may be done to the account on the row itself. */
export const PersonLine = ({ user }: { user: User }) => {
  const t = useT();
  const word = useWord();
  const actor = useActor();
  const phone = usePhone();
  return (
    <Box
      component="li"
      sx={{
        ...personColumns,
        minHeight: size.row,
        py: { xs: 1, md: 0 },
        color: user.active ? 'text.primary' : 'text.secondary',
        '&:hover': { bgcolor: { md: 'hover' } },
      }}
    >
      <Link component={RouterLink} to={`/users/${user.id}/show`} color="inherit" sx={{ ...tapLink, fontWeight: 600 }}>
        {user.name}
      </Link>
      <Box sx={{ justifySelf: { xs: 'end', md: 'start' } }}>{word('role', user.role)}</Box>
      <Box sx={{ minWidth: 0, color: 'text.secondary' }}>{user.username}</Box>
      <Box sx={{ justifySelf: { xs: 'end', md: 'start' } }}>
        <AccountState user={user} labelled={phone} />
      </Box>
      <Box
        sx={{
          display: 'flex',
          justifyContent: { xs: 'flex-start', md: 'flex-end' },
          gridColumn: { xs: '1 / -1', md: 'auto' },
          mx: { xs: -1, md: -1 },
        }}
      >
        {actor && keepsAccount(actor, user) && (
          <Button variant="text" size="small" component={RouterLink} to={`/users/${user.id}`}>
            {t('accounts.edit')}
          </Button>
        )}
        <AccountActs user={user} plain />
      </Box>
    </Box>
  );
};
