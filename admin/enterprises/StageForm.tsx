import Alert from '@mui/material/Alert';
import { enterpriseStages, type Enterprise, type EnterpriseStage } from '../../shared/enterprises.ts';
import { asksReason, stepOf } from '../../shared/rules/transitions.ts';
import { useT, useWord } from '../i18n/index.ts';
import type { ActBody, ActForm } from '../ui/ActDialog.tsx';
import { FormText, textOf, textsOf } from '../ui/formValues.tsx';
import { SingleChoice } from '../ui/SingleChoice.tsx';
import { UnionPicker } from '../ui/UnionPicker.tsx';

const step = stepOf('enterprises', 'change-stage');

/** Whether a change from one stage to another needs a written reason. */
export const needsReason = (from: string, to: string): boolean => asksReason(step, from, to);

/** What a change of stage still lacks: a stage, a reason backwards, a union where it is established. */
export function stageReady(record: Enterprise): (value: ActBody) => boolean {
  return (value) => {
    const stage = textOf(value['stage']);
    if (stage === '' || stage === record.stage) return false;
    if (stage === 'established' && textsOf(value['unionIds']).length === 0) return false;
    return !needsReason(record.stage, stage) || textOf(value['note']).trim().length >= 2;
  };
}

type Props = {
  form: ActForm;
  record: Enterprise;
  /** The stage is settled by the button that opened it. */ fixed?: boolean;
};

/** To which stage, with which union, and a note. */
export const StageForm = ({ form, record, fixed = false }: Props) => {
  const t = useT();
  const word = useWord();
  const { value, set, errors } = form;
  const stage = textOf(value['stage']) as EnterpriseStage | '';
  const backwards = stage !== '' && needsReason(record.stage, stage);
  return (
    <>
      {!fixed && (
        <SingleChoice
          label={t('ledger.stages')}
          required
          options={enterpriseStages
            .filter((id) => id !== record.stage)
            .map((id) => ({ id, name: word('enterpriseStage', id) }))}
          value={stage === '' ? null : stage}
          onChange={(next) => set('stage', next)}
          error={errors['stage']}
        />
      )}
      {stage === 'established' && (
        <UnionPicker
          label={`${t('ledger.act.union')} *`}
          multiple
          value={textsOf(value['unionIds'])}
          onChange={(ids) => set('unionIds', ids)}
          hint={errors['unionIds'] ?? t('ledger.act.unionHint')}
          error={Boolean(errors['unionIds'])}
        />
      )}
      {record.stage === 'established' && stage !== '' && (
        <Alert severity="info" variant="outlined">
          {t('ledger.act.leavesUnions')}
        </Alert>
      )}
      <FormText
        form={form}
        field="note"
        label={t('ledger.act.note')}
        required={backwards}
        rows={3}
        autoFocus={fixed && stage !== 'established'}
        hint={t(backwards ? 'ledger.act.reasonHint' : 'ledger.act.noteHint')}
      />
    </>
  );
};
