import TextField from '@mui/material/TextField';
import { BooleanInput, NumberInput, required, SelectInput, TextInput } from 'react-admin';
import { useInput, useTranslate } from 'ra-core';
import { useFormContext, useWatch } from 'react-hook-form';
import { enterpriseStages } from '../../shared/enterprises.ts';
import { useT, useWord } from '../i18n/index.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { faultText } from '../ui/faultText.ts';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { useFormat } from '../ui/format.ts';
import { textsOf } from '../ui/formValues.tsx';
import { OrgInput } from '../ui/OrgInput.tsx';
import { PersonalNumberInput } from '../ui/PersonalNumberInput.tsx';
import { UnionPicker } from '../ui/UnionPicker.tsx';
import { UsccInput } from './UsccInput.tsx';

/** What a new enterprise starts with, beside its area. */
export const enterpriseDefaults = { stage: 'outreach', benchmark: false, membersRecruited: 0, unionIds: [] };

/** The fields of an enterprise; Create and Edit share them. Area and stage of an existing one change by acts. */
export const EnterpriseInputs = ({ existing = false }: { existing?: boolean }) => {
  const t = useT();
  const { today } = useFormat();
  return (
    <>
      <FormGroup title={t('ledger.form.what')} hint={t('ledger.form.whatHint')}>
        <TextInput source="name" isRequired helperText={false} className="wide" />
        <UsccInput />
        <OrgInput source="orgCode" validate={required()} disabled={existing} />
      </FormGroup>
      <FormGroup title={t('ledger.form.size')} hint={t('ledger.form.sizeHint')}>
        <NumberInput source="employees" isRequired min={0} helperText={false} />
        <DayInput source="openedOn" max={today} />
        <NumberInput source="membersRecruited" min={0} helperText={false} />
      </FormGroup>
      <FormGroup title={t('ledger.form.stage')} hint={t('ledger.form.stageHint')}>
        {!existing && <StageInput />}
        <UnionsInput />
        <BooleanInput source="benchmark" helperText={false} className="wide" />
        <ReasonsInput />
      </FormGroup>
      <FormGroup title={t('ledger.form.contact')} hint={t('ledger.form.contactHint')}>
        <TextInput source="contactName" helperText={false} />
        <PersonalNumberInput source="contactPhone" tel />
      </FormGroup>
    </>
  );
};

/** Without a union an enterprise is in one of the other stages. */
const StageInput = () => {
  const word = useWord();
  const unionIds = textsOf(useWatch({ name: 'unionIds' }));
  if (unionIds.length > 0) return null;
  const choices = enterpriseStages
    .filter((stage) => stage !== 'established')
    .toReversed()
    .map((id) => ({ id, name: word('enterpriseStage', id) }));
  return <SelectInput source="stage" isRequired choices={choices} helperText={false} className="wide" />;
};

const UnionsInput = () => {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source: 'unionIds' });
  const fault = faultText(translate, fieldState.error?.message);
  return (
    <div className="wide">
      <UnionPicker
        label={t('ledger.form.unions')}
        multiple
        value={textsOf(field.value)}
        onChange={field.onChange}
        hint={fault}
        error={Boolean(fault)}
      />
    </div>
  );
};

/** Why it is a benchmark, one reason in a line. */
const ReasonsInput = () => {
  const t = useT();
  const benchmark = useWatch({ name: 'benchmark' }) === true;
  const { setValue } = useFormContext();
  const reasons = textsOf(useWatch({ name: 'benchmarkReasons' }));
  if (!benchmark) return null;
  return (
    <TextField
      className="wide"
      label={t('ledger.form.reasons')}
      helperText={t('ledger.form.reasonsHint')}
      multiline
      minRows={2}
      fullWidth
      defaultValue={reasons.join('\n')}
      onChange={({ target }) =>
        setValue(
          'benchmarkReasons',
          target.value
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
            .slice(0, 10),
          { shouldDirty: true },
        )
      }
      slotProps={{ inputLabel: { shrink: true } }}
    />
  );
};
