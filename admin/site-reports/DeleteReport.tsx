import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { SiteReport } from '../../shared/site-reports.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';

export const DeleteReport = ({ record }: { record: SiteReport }) => {
  const t = useT();
  const { month } = useFormat();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<SiteReport>();
  if (!record.mayActions.includes('delete')) return null;
  const confirm = async () => {
    try {
      await remove(
        'site-reports',
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      void queryClient.invalidateQueries();
      notify(t('sites.reports.deleted'), { type: 'success' });
      void navigate(`/sites/${record.siteId}/show`, { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('sites.reports.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('sites.reports.deleteAsk', { month: month(record.month) })}
        body={<Typography color="text.secondary">{t('sites.reports.deleteBody')}</Typography>}
        confirmLabel={t('sites.reports.delete')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
