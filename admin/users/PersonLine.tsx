import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { Link as RouterLink } from 'react-router';
import type { User } from '../../shared/users.ts';
import { keepsAccount } from '../../shared/rules/accounts.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { tapLink } from '../ui/tapLink.ts';
import { AccountActs } from './AccountActs.tsx';
import { AccountState } from './AccountState.tsx';
import { useActor } from './useActor.ts';

/** Set by the room that there is, not by the window: beside the tree there is less of it. */
export const wide = '@container (min-width: 46rem)';

/** The columns of people where there is room for them; else each takes three lines. */
export const personColumns = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  columnGap: 2,
  alignItems: 'center',
  px: { xs: 2, md: 1.5 },
  borderBottom: 1,
  borderColor: 'divider',
  [wide]: { gridTemplateColumns: 'minmax(5rem, 1fr) 6.5rem minmax(7rem, 1fr) 9.5rem 14rem' },
} as const;

/** One of an organisation's people, with what may be done to the account on the row itself. */
export const PersonLine = ({ user }: { user: User }) => {
  const t = useT();
  const word = useWord();
  const actor = useActor();
  return (
    <Box
      component="li"
      sx={{
        ...personColumns,
        minHeight: size.row,
        py: 1,
        color: user.active ? 'text.primary' : 'text.secondary',
        '& .end': { justifySelf: 'end' },
        '& .acts': { gridColumn: '1 / -1', display: 'flex', mx: -1 },
        '&:hover': { bgcolor: { md: 'hover' } },
        [wide]: {
          ...personColumns[wide],
          py: 0,
          '& .end': { justifySelf: 'start' },
          '& .acts': { gridColumn: 'auto', display: 'flex', justifyContent: 'flex-end', mx: -1 },
          '& .head': { display: 'none' },
        },
      }}
    >
      <Link component={RouterLink} to={`/users/${user.id}/show`} color="inherit" sx={{ ...tapLink, fontWeight: 600 }}>
        {user.name}
      </Link>
      <Box className="end">{word('role', user.role)}</Box>
      <Box sx={{ minWidth: 0, color: 'text.secondary' }}>{user.username}</Box>
      <Box className="end">
        <AccountState user={user} labelled />
      </Box>
      <Box className="acts">
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
