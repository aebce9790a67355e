import MailOutlined from '@mui/icons-material/MailOutlined';
import Button from '@mui/material/Button';
import { useDataProvider, useGetOne, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { Letter } from '../../shared/letters.ts';
import { addDays } from '../../shared/rules/days.ts';
import type { SettingsRecord } from '../../shared/settings.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ActDialog, type ActBody, type ActForm } from '../ui/ActDialog.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { dayIn, FormDay, FormText, textOf, textsOf } from '../ui/formValues.tsx';
import { useFormat } from '../ui/format.ts';
import { SingleChoice } from '../ui/SingleChoice.tsx';
import { UndoToast } from '../ui/UndoToast.tsx';

/** How long a reply is given unless somebody chooses another day. */
const replyDays = 15;

/** Sends one of the letters of the tenant to this enterprise. */
export const LetterButton = ({ enterprise }: { enterprise: Enterprise }) => {
  const t = useT();
  const may = useMay();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const { today } = useFormat();
  const [asking, setAsking] = useState(false);
  if (!may('create', 'letters')) return null;

  const takeBack = async (letter: Letter) => {
    try {
      await dataProvider.delete('letters', { id: letter.id, previousData: letter });
      notify(t('ui.act.undone'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      refresh();
    }
  };
  const send = async (body: ActBody) => {
    const { data: letter } = await dataProvider.create<Letter>('letters', {
      data: { ...body, enterpriseId: enterprise.id } as Partial<Letter>,
    });
    notify(
      <UndoToast message={t('ledger.letter.saved', { kind: letter.kindName })} onUndo={() => takeBack(letter)} />,
      { autoHideDuration: 8000 },
    );
    setAsking(false);
    refresh();
  };

  return (
    <>
      <Button variant="outlined" startIcon={<MailOutlined />} onClick={() => setAsking(true)}>
        {t('ledger.letter.write')}
      </Button>
      {asking && (
        <ActDialog
          title={t('ledger.letter.write')}
          consequence={enterprise.name}
          confirmLabel={t('ledger.letter.save')}
          form={(form) => <LetterForm form={form} enterprise={enterprise} />}
          initial={{ issuedOn: today, replyDueOn: addDays(today, replyDays), attachmentIds: [] }}
          ready={(value) =>
            textOf(value['kind']) !== '' &&
            textOf(value['docNo']).trim().length >= 2 &&
            dayIn(value['issuedOn']) !== null &&
            dayIn(value['replyDueOn']) !== null
          }
          onConfirm={send}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};

const LetterForm = ({ form, enterprise }: { form: ActForm; enterprise: Enterprise }) => {
  const t = useT();
  const { today } = useFormat();
  const { value, set, errors } = form;
  const { data: settings } = useGetOne<SettingsRecord>('settings', { id: enterprise.orgCode });
  const kinds = settings?.effective.letterKinds ?? [];
  return (
    <>
      <SingleChoice
        label={t('ledger.letter.kind')}
        required
        options={kinds.map(({ key, name }) => ({ id: key, name }))}
        value={textOf(value['kind']) || null}
        onChange={(kind) => set('kind', kind)}
        error={errors['kind']}
      />
      <FormText form={form} field="docNo" label={t('ledger.letter.docNo')} required max={40} />
      <FormDay form={form} field="issuedOn" label={t('ledger.letter.issuedOn')} required max={today} />
      <FormDay
        form={form}
        field="replyDueOn"
        label={t('ledger.letter.replyDueOn')}
        required
        min={dayIn(value['issuedOn']) ?? undefined}
      />
      <FormText form={form} field="note" label={t('ledger.letter.note')} rows={2} />
      <EvidenceInput
        files
        slot={`letter/${enterprise.id}`}
        label={t('ledger.letter.files')}
        value={textsOf(value['attachmentIds'])}
        onChange={(ids) => set('attachmentIds', ids)}
        error={errors['attachmentIds']}
      />
    </>
  );
};
