import Button from '@mui/material/Button';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Checklist } from '../../shared/checklists.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay, useMe } from '../providers/session.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { BusyButton } from '../ui/BusyButton.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

/** A draft is edited and published; a published one is revised into its next edition, retired or cloned. */
export const ChecklistActs = ({ checklist }: { checklist: Checklist }) => {
  const t = useT();
  const draft = checklist.mayActions.includes('publish');
  const published = checklist.mayActions.includes('retire');
  return (
    <>
      <CloneButton checklist={checklist} />
      {draft && <DeleteDraft checklist={checklist} />}
      {draft && (
        <Button variant="outlined" component={Link} to={`/checklists/${checklist.id}`}>
          {t('checklists.edit')}
        </Button>
      )}
      <ActionButton
        resource="checklists"
        record={checklist}
        action="retire"
        label={t('checklists.retire.label')}
        consequence={t('checklists.retire.body')}
      />
      {published && (
        <Button variant="outlined" component={Link} to={`/checklists/${checklist.id}`}>
          {t('checklists.newEdition')}
        </Button>
      )}
      <ActionButton
        resource="checklists"
        record={checklist}
        action="publish"
        primary
        label={t('checklists.publish.label', { count: checklist.edition })}
        consequence={t('checklists.publish.body', { count: checklist.itemCount })}
      />
    </>
  );
};

const CloneButton = ({ checklist }: { checklist: Checklist }) => {
  const t = useT();
  const may = useMay();
  const nation = useMe()?.org.code === 'CN';
  const { action } = useData();
  const notify = useNotify();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  if (!may('clone', 'checklists') || nation) return null;
  const clone = async () => {
    setBusy(true);
    try {
      const copy = await action<Checklist>('checklists', checklist.id, 'clone');
      notify(t('checklists.cloned'));
      void navigate(`/checklists/${copy.id}`);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <BusyButton variant="outlined" loading={busy} onClick={() => void clone()}>
      {t('checklists.clone')}
    </BusyButton>
  );
};

const DeleteDraft = ({ checklist }: { checklist: Checklist }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Checklist>();
  const confirm = async () => {
    try {
      await remove(
        'checklists',
        { id: checklist.id, previousData: checklist },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('checklists.remove.done'), { type: 'success' });
      void navigate('/checklists', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('checklists.remove.label')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('checklists.remove.ask')}
        body={t('checklists.remove.body')}
        confirmLabel={t('checklists.remove.label')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
