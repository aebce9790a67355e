import KeyOutlined from '@mui/icons-material/KeyOutlined';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import type { Import } from '../../shared/imports.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { download } from '../providers/download.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';

/** The first passwords of new accounts, as one workbook, once; gone when all have been told. */
export const FirstPasswords = ({ file }: { file: Import }) => {
  const t = useT();
  const { read } = useData();
  const notify = useNotify();
  const { number } = useFormat();
  const [asked, setAsked] = useState(false);
  const path = `imports/${encodeURIComponent(file.id)}/passwords`;
  const { data, refetch } = useQuery({
    queryKey: ['imports', 'passwords', file.id],
    queryFn: () => read<{ waiting: number }>(path),
    staleTime: 0,
  });
  const take = async () => {
    try {
      await download(path, {});
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setAsked(false);
      void refetch();
    }
  };
  if (!data?.waiting) return null;
  const count = number(data.waiting);
  return (
    <>
      <Button variant="contained" startIcon={<KeyOutlined />} onClick={() => setAsked(true)}>
        {t('imports.passwords.take', { count })}
      </Button>
      <ConfirmDialog
        open={asked}
        title={t('imports.passwords.title', { count })}
        body={t('imports.passwords.body')}
        confirmLabel={t('imports.passwords.confirm')}
        onConfirm={take}
        onClose={() => setAsked(false)}
      />
    </>
  );
};
