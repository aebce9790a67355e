import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Union } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Deletes a union on which nothing hangs; the server knows whether that is so. */
export const DeleteUnion = ({ record }: { record: Union }) => {
  const t = useT();
  const may = useMay();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Union>();
  if (!may('delete', 'unions')) return null;
  const confirm = async () => {
    try {
      await remove(
        'unions',
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('unions.deleted', { name: record.name }), { type: 'success' });
      void navigate('/unions', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('unions.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('unions.deleteAsk', { name: record.name })}
        body={<Typography color="text.secondary">{t('unions.deleteBody')}</Typography>}
        confirmLabel={t('unions.delete')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
