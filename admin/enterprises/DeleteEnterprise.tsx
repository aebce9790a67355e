import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Enterprise } from '../../shared/enterprises.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Deletes a file on which nothing hangs; one with visits or letters stays. */
export const DeleteEnterprise = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const may = useMay();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Enterprise>();
  if (!may('delete', 'enterprises') || record.visitCount > 0) return null;
  const confirm = async () => {
    try {
      await remove(
        'enterprises',
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('ledger.act.deleted', { name: record.name }), { type: 'success' });
      void navigate('/enterprises', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('ledger.act.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('ledger.act.deleteAsk', { name: record.name })}
        body={<Typography color="text.secondary">{t('ledger.act.deleteBody')}</Typography>}
        confirmLabel={t('ledger.act.delete')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
