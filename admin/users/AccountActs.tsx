import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { AccountAction } from '../../shared/rules/accounts.ts';
import type { User } from '../../shared/users.ts';
import { useT } from '../i18n/index.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useAct } from '../ui/useAct.tsx';
import { TemporaryPassword, type NewSecret } from './TemporaryPassword.tsx';

type Asked = Exclude<AccountAction, 'enable'>;

/** In rows only what is wanted often; the page of the account has them all. */
const inRows: readonly Asked[] = ['reset-password', 'disable'];
const onPage: readonly Asked[] = ['reset-password', 'reset-second-factor', 'end-sessions', 'disable'];

/** What may be done to an account: what ends its sessions asks once. `plain` is for rows. */
export const AccountActs = ({ user, plain = false }: { user: User; plain?: boolean }) => {
  const t = useT();
  const act = useAct();
  const [asking, setAsking] = useState<Asked | null>(null);
  const [busy, setBusy] = useState(false);
  const [secret, setSecret] = useState<NewSecret | null>(null);
  const { name } = user;
  const run = async (action: AccountAction) => {
    setBusy(true);
    try {
      const after = await act({ resource: 'users', record: user, action });
      if (after && action === 'reset-password') setSecret(after as typeof after & NewSecret);
    } finally {
      setBusy(false);
      setAsking(null);
    }
  };
  const words = {
    'reset-password': { label: t('accounts.reset'), ask: 'accounts.resetAsk', body: 'accounts.resetBody' },
    'reset-second-factor': {
      label: t('signIn.account.resetFactor'),
      ask: 'signIn.account.resetFactorAsk',
      body: 'signIn.account.resetFactorBody',
    },
    'end-sessions': {
      label: t('signIn.account.endSessions'),
      ask: 'signIn.account.endSessionsAsk',
      body: 'signIn.account.endSessionsBody',
    },
    disable: { label: t('accounts.disable'), ask: 'accounts.disableAsk', body: 'accounts.disableBody' },
  } as const;
  const look = plain ? ({ variant: 'text', size: 'small' } as const) : ({ variant: 'outlined' } as const);
  return (
    <>
      {(plain ? inRows : onPage)
        .filter((action) => user.mayActions.includes(action))
        .map((action) => (
          <Button
            key={action}
            {...look}
            data-action={action}
            aria-label={t(words[action].ask, { name })}
            onClick={() => setAsking(action)}
          >
            {words[action].label}
          </Button>
        ))}
      {user.mayActions.includes('enable') && (
        <BusyButton {...look} data-action="enable" loading={busy} onClick={() => void run('enable')}>
          {t('accounts.enable')}
        </BusyButton>
      )}
      {asking && (
        <ConfirmDialog
          open
          title={t(words[asking].ask, { name })}
          body={<Typography color="text.secondary">{t(words[asking].body)}</Typography>}
          confirmLabel={words[asking].label}
          onConfirm={() => run(asking)}
          onClose={() => setAsking(null)}
        />
      )}
      {secret && <TemporaryPassword secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
};
