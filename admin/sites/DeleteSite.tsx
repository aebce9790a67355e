import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** Deletes a nomination on which nobody else has acted. */
export const DeleteSite = ({ record }: { record: Site }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Site>();
  if (!record.mayActions.includes('delete')) return null;
  const confirm = async () => {
    try {
      await remove(
        'sites',
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('sites.deleted', { name: record.name }), { type: 'success' });
      void navigate('/sites', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('sites.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('sites.deleteAsk', { name: record.name })}
        body={<Typography color="text.secondary">{t('sites.deleteBody')}</Typography>}
        confirmLabel={t('sites.delete')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
