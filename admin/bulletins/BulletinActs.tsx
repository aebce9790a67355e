import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Button from '@mui/material/Button';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Bulletin } from '../../shared/bulletins.ts';
import { useT } from '../i18n/index.ts';
import { download } from '../providers/download.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { BusyButton } from '../ui/BusyButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useFormat } from '../ui/format.ts';
import { AcknowledgeButton } from './Receipts.tsx';

/** The file for everybody; a draft's writer changes, deletes and publishes it, an addressee acknowledges it. */
export const BulletinActs = ({ bulletin }: { bulletin: Bulletin }) => {
  const t = useT();
  const { number } = useFormat();
  const draft = bulletin.mayActions.includes('publish');
  const count = number(bulletin.addressees.length);
  return (
    <>
      {draft && <DeleteDraft bulletin={bulletin} />}
      <DownloadButton bulletin={bulletin} />
      {draft && (
        <Button variant="outlined" component={Link} to={`/bulletins/${bulletin.id}`}>
          {t('bulletins.change')}
        </Button>
      )}
      <ActionButton
        resource="bulletins"
        record={bulletin}
        action="publish"
        label={t('bulletins.publish.label', { count })}
        confirmLabel={t('bulletins.publish.confirm')}
        consequence={t('bulletins.publish.body', { count })}
        primary
      />
      <AcknowledgeButton bulletin={bulletin} />
    </>
  );
};

const DownloadButton = ({ bulletin }: { bulletin: Bulletin }) => {
  const t = useT();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const fetchFile = async () => {
    setBusy(true);
    try {
      await download(`bulletins/${bulletin.id}/document.docx`);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    }
    setBusy(false);
  };
  return (
    <BusyButton variant="outlined" startIcon={<DownloadOutlined />} loading={busy} onClick={() => void fetchFile()}>
      {t('bulletins.download')}
    </BusyButton>
  );
};

const DeleteDraft = ({ bulletin }: { bulletin: Bulletin }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Bulletin>();
  const confirm = async () => {
    try {
      await remove(
        'bulletins',
        { id: bulletin.id, previousData: bulletin },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('bulletins.remove.done'), { type: 'success' });
      void navigate('/bulletins', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('bulletins.remove.label')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('bulletins.remove.ask')}
        body={t('bulletins.remove.body')}
        confirmLabel={t('bulletins.remove.label')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
