import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import type { Enterprise } from '../../shared/enterprises.ts';
import { nextStage } from '../../shared/rules/establishment.ts';
import { useT, useWord } from '../i18n/index.ts';
import { LetterButton } from '../letters/LetterButton.tsx';
import { useMay } from '../providers/session.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import type { ActForm } from '../ui/ActDialog.tsx';
import { FormDay, dayIn, textOf } from '../ui/formValues.tsx';
import { useFormat } from '../ui/format.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { VisitButton } from '../visits/VisitButton.tsx';
import { StageForm, stageReady } from './StageForm.tsx';

/** The acts on one enterprise: the next stage is the one big button, last on a desk and first under the thumb. */
export const EnterpriseActs = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const may = useMay();
  const phone = usePhone();
  const { today } = useFormat();
  const shared = { resource: 'enterprises' as const, record };
  const acts = [
    <ActionButton key="withdraw" {...shared} action="withdraw" />,
    may('edit', 'enterprises') && (
      <Button key="edit" component={Link} to={`/enterprises/${record.id}`} color="inherit">
        {t('ledger.file.edit')}
      </Button>
    ),
    <ActionButton
      key="move"
      {...shared}
      action="move"
      consequence={t('ledger.act.moveBody')}
      form={(form) => <MoveForm form={form} record={record} />}
      initial={{ on: today }}
      ready={(value) => textOf(value['orgCode']) !== '' && dayIn(value['on']) !== null}
    />,
    <ActionButton
      key="stage"
      {...shared}
      action="change-stage"
      label={t('ledger.act.other')}
      form={(form) => <StageForm form={form} record={record} />}
      ready={stageReady(record)}
    />,
    <LetterButton key="letter" enterprise={record} />,
    <VisitButton key="visit" enterprise={record} />,
    <NextStage key="next" record={record} />,
  ];
  return <>{phone ? acts.toReversed() : acts}</>;
};

/** Two taps and a note: the button, and the act itself. */
const NextStage = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const word = useWord();
  const phone = usePhone();
  const next = nextStage(record.stage);
  if (!next) return null;
  return (
    <ActionButton
      key={next}
      resource="enterprises"
      record={record}
      action="change-stage"
      label={t('ledger.act.to', { stage: word('enterpriseStage', next) })}
      primary
      fullWidth={phone}
      size={phone ? 'large' : 'medium'}
      icon={<ArrowForwardOutlined />}
      initial={{ stage: next }}
      form={(form) => <StageForm form={form} record={record} fixed />}
      ready={stageReady(record)}
    />
  );
};

const MoveForm = ({ form, record }: { form: ActForm; record: Enterprise }) => {
  const t = useT();
  const { today } = useFormat();
  const { value, set, errors } = form;
  return (
    <>
      <OrgPicker
        label={`${t('ledger.act.moveTo')} *`}
        placeholder={t('ledger.act.moveHint')}
        value={textOf(value['orgCode']) || null}
        onChange={(code) => set('orgCode', code)}
        error={Boolean(errors['orgCode'])}
        helperText={errors['orgCode']}
      />
      <FormDay
        form={form}
        field="on"
        label={t('ledger.act.movedOn')}
        required
        min={record.openedOn ?? undefined}
        max={today}
      />
    </>
  );
};
