import Button from '@mui/material/Button';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { ActDialog } from '../ui/ActDialog.tsx';

/** Makes a province of the official tree a tenant. */
export const OpenProvince = ({ organisation }: { organisation: Organisation }) => {
  const t = useT();
  const notify = useNotify();
  const refresh = useRefresh();
  const { post } = useData();
  const [asking, setAsking] = useState(false);
  const { code, name, contactName, contactPhone } = organisation;
  return (
    <>
      <Button variant="contained" onClick={() => setAsking(true)}>
        {t('accounts.province.open')}
      </Button>
      {asking && (
        <ActDialog
          title={t('accounts.province.openAsk', { name })}
          consequence={t('accounts.province.openBody')}
          confirmLabel={t('accounts.province.open')}
          onConfirm={async () => {
            await post('organisations', { code, name, contactName, contactPhone });
            notify(t('accounts.province.opened', { name }), { type: 'success' });
            setAsking(false);
            refresh();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
