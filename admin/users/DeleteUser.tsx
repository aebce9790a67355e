import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { User } from '../../shared/users.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Deletes an account that nobody has ever used; others are disabled, because the history names them. */
export const DeleteUser = ({ user }: { user: User }) => {
  const t = useT();
  const may = useMay();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<User>();
  if (!may('delete', 'users') || user.lastLoginAt) return null;
  const confirm = async () => {
    try {
      await remove('users', { id: user.id, previousData: user }, { returnPromise: true, mutationMode: 'pessimistic' });
      notify(t('accounts.removed', { name: user.name }), { type: 'success' });
      void navigate(`/organisations?at=${user.orgCode}`, { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('accounts.remove')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('accounts.removeAsk', { name: user.name })}
        body={<Typography color="text.secondary">{t('accounts.removeBody')}</Typography>}
        confirmLabel={t('accounts.remove')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
