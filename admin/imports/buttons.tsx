import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Import } from '../../shared/imports.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';

/** Leaves the file alone: nothing was written, so nothing is asked. */
export const CancelButton = ({ file }: { file: Import }) => {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      await data.action('imports', file.id, 'cancel');
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return (
    <BusyButton color="inherit" loading={busy} onClick={() => void cancel()}>
      {t('imports.cancel')}
    </BusyButton>
  );
};

/** The way to the next file, of the same kind. */
export const AgainButton = ({ file, label }: { file: Import; label?: string }) => {
  const t = useT();
  return (
    <Button
      variant="outlined"
      component={Link}
      to={`/imports/create?${new URLSearchParams({ kind: file.kind, ...file.params }).toString()}`}
    >
      {label ?? t('imports.another')}
    </Button>
  );
};

/** The file with what is wrong in it. */
export const ErrorsButton = ({ file, primary = false }: { file: Import; primary?: boolean }) => {
  const t = useT();
  return (
    <Button
      component="a"
      href={`/api/imports/${file.id}/errors`}
      download
      variant={primary ? 'contained' : 'outlined'}
      size={primary ? 'large' : 'medium'}
      startIcon={<FileDownloadOutlined />}
    >
      {t('imports.errors.download')}
    </Button>
  );
};
