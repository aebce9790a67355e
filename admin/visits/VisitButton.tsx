import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import Button from '@mui/material/Button';
import { useDataProvider, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { Visit } from '../../shared/visits.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay, useMe } from '../providers/session.ts';
import { ActDialog, type ActBody } from '../ui/ActDialog.tsx';
import { textOf } from '../ui/formValues.tsx';
import { useFormat } from '../ui/format.ts';
import { UndoToast } from '../ui/UndoToast.tsx';
import { VisitForm, visitReady } from './VisitForm.tsx';

/** Logs a visit from the enterprise's file, with the change of stage that it brought; both can be taken back. */
export const VisitButton = ({ enterprise }: { enterprise: Enterprise }) => {
  const t = useT();
  const me = useMe();
  const may = useMay();
  const data = useData();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const { today } = useFormat();
  const [asking, setAsking] = useState(false);
  if (!may('create', 'visits')) return null;

  const takeBack = async (visit: Visit, staged: Enterprise | null) => {
    try {
      if (staged) await data.action('enterprises', staged.id, 'withdraw', { version: staged.version });
      await dataProvider.delete('visits', { id: visit.id, previousData: visit });
      notify(t('ui.act.undone'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      refresh();
    }
  };

  const save = async ({ stage, ...body }: ActBody) => {
    const { data: visit } = await dataProvider.create<Visit>('visits', {
      data: { ...body, enterpriseId: enterprise.id } as Partial<Visit>,
    });
    const to = textOf(stage);
    let staged: Enterprise | null = null;
    try {
      if (to !== '' && to !== 'keep')
        staged = await data.action<Enterprise>('enterprises', enterprise.id, 'change-stage', {
          stage: to,
          note: body['note'],
          version: enterprise.version,
        });
      notify(<UndoToast message={t('ledger.visit.saved')} onUndo={() => takeBack(visit, staged)} />, {
        autoHideDuration: 8000,
      });
    } catch (failure) {
      // The visit stands; only the stage is as it was.
      notify(sentenceOf(failure), { type: 'error' });
    }
    setAsking(false);
    refresh();
  };

  return (
    <>
      <Button variant="outlined" startIcon={<EditNoteOutlined />} onClick={() => setAsking(true)}>
        {t('ledger.visit.log')}
      </Button>
      {asking && (
        <ActDialog
          title={t('ledger.visit.log')}
          consequence={enterprise.name}
          confirmLabel={t('ledger.visit.save')}
          form={(form) => <VisitForm form={form} enterprise={enterprise} />}
          initial={{ visitedOn: today, visitorName: me?.name ?? '', attachmentIds: [] }}
          ready={visitReady(enterprise)}
          onConfirm={save}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
