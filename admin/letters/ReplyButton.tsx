import Button from '@mui/material/Button';
import { useDataProvider, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Letter } from '../../shared/letters.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useMay } from '../providers/session.ts';
import { ActDialog, type ActBody } from '../ui/ActDialog.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { dayIn, FormDay, FormText, textsOf } from '../ui/formValues.tsx';
import { useFormat } from '../ui/format.ts';
import { UndoToast } from '../ui/UndoToast.tsx';

/** Notes the reply to a letter, which ends its deadline. */
export const ReplyButton = ({ letter }: { letter: Letter }) => {
  const t = useT();
  const may = useMay();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const refresh = useRefresh();
  const { today } = useFormat();
  const [asking, setAsking] = useState(false);
  if (!asking && (letter.repliedOn || !may('edit', 'letters'))) return null;
  const write = (before: Letter, reply: Partial<Letter>) =>
    dataProvider.update<Letter>('letters', { id: letter.id, data: { ...before, ...reply }, previousData: before });
  const takeBack = async (answered: Letter) => {
    try {
      await write(answered, { repliedOn: null, replyNote: null });
      notify(t('ui.act.undone'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      refresh();
    }
  };
  const save = async (body: ActBody) => {
    const { data: answered } = await write(letter, body as Partial<Letter>);
    notify(<UndoToast message={t('ledger.letter.replySaved')} onUndo={() => takeBack(answered)} />, {
      autoHideDuration: 8000,
    });
    setAsking(false);
    refresh();
  };
  return (
    <>
      <Button size="small" variant="outlined" onClick={() => setAsking(true)}>
        {t('ledger.letter.reply')}
      </Button>
      {asking && (
        <ActDialog
          title={t('ledger.letter.reply')}
          consequence={[letter.enterpriseName, letter.kindName, letter.docNo].filter(Boolean).join(' · ')}
          confirmLabel={t('ledger.letter.replySave')}
          form={(form) => (
            <>
              <FormDay
                form={form}
                field="repliedOn"
                label={t('ledger.letter.repliedOn')}
                required
                min={letter.issuedOn}
                max={today}
              />
              <FormText form={form} field="replyNote" label={t('ledger.letter.replyNote')} rows={3} />
              <EvidenceInput
                files
                slot={`reply/${letter.id}`}
                label={t('ledger.letter.files')}
                value={textsOf(form.value['attachmentIds'])}
                onChange={(ids) => form.set('attachmentIds', ids)}
                error={form.errors['attachmentIds']}
              />
            </>
          )}
          initial={{ repliedOn: today, attachmentIds: letter.attachmentIds }}
          ready={(value) => dayIn(value['repliedOn']) !== null}
          onConfirm={save}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
};
