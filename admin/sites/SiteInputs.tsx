import { required, SelectInput, TextInput } from 'react-admin';
import { useInput, useTranslate } from 'ra-core';
import { useFormContext, useWatch } from 'react-hook-form';
import FormHelperText from '@mui/material/FormHelperText';
import { fixedFields } from '../../shared/rules/sites.ts';
import { fourMost, fourNot, fourTogether, siteKinds, type Site } from '../../shared/sites.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ChoiceChips } from '../ui/ChoiceChips.tsx';
import { EvidenceInput } from '../ui/EvidenceInput.tsx';
import { faultText } from '../ui/faultText.ts';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { OrgInput } from '../ui/OrgInput.tsx';
import { useBatches } from './useBatches.ts';

export const siteDefaults = {
  kind: 'park',
  hasFederation: true,
  hasStation: true,
  hasHome: true,
  fourMost: {},
  fourNot: {},
  fourTogether: {},
  attachmentIds: [],
};

/** The fields of a site in the groups in which people think of them; what was decided on can no longer be changed. */
export const SiteInputs = ({ record }: { record?: Site }) => {
  const t = useT();
  const fixed = new Set(record ? fixedFields(record.status) : []);
  return (
    <>
      <FormGroup title={t('sites.group.what')} hint={t('sites.groupHint.what')}>
        <WhatInputs fixed={fixed} />
      </FormGroup>
      <FormGroup title={t('sites.group.unites')} hint={t('sites.groupHint.unites')}>
        <UnitesInput disabled={fixed.has('hasStation')} />
      </FormGroup>
      <FormGroup title={t('sites.group.notes')} hint={t('sites.groupHint.notes')}>
        <NotesInput source="fourMost" label={t('sites.four.most')} keys={fourMost} />
        <NotesInput source="fourNot" label={t('sites.four.not')} keys={fourNot} />
        <NotesInput source="fourTogether" label={t('sites.four.together')} keys={fourTogether} />
      </FormGroup>
      <FormGroup title={t('sites.group.photos')} hint={t('sites.groupHint.photos')}>
        <PhotosInput id={record?.id} />
      </FormGroup>
    </>
  );
};

const WhatInputs = ({ fixed }: { fixed: ReadonlySet<string> }) => {
  const t = useT();
  const word = useWord();
  const batches = useBatches();
  return (
    <>
      <TextInput source="name" isRequired helperText={false} className="wide" />
      <OrgInput source="orgCode" validate={required()} disabled={fixed.has('orgCode')} />
      <TextInput source="address" helperText={false} />
      <SelectInput
        source="batchCategory"
        label={t('sites.batch')}
        isRequired
        choices={batches}
        disabled={fixed.has('batchCategory')}
        helperText={false}
      />
      <SelectInput
        source="kind"
        isRequired
        choices={siteKinds.map((id) => ({ id, name: word('siteKind', id) }))}
        disabled={fixed.has('kind')}
        helperText={false}
      />
    </>
  );
};

const united = ['hasFederation', 'hasStation', 'hasHome'] as const;

const UnitesInput = ({ disabled }: { disabled: boolean }) => {
  const t = useT();
  const translate = useTranslate();
  const { setValue, getFieldState, formState } = useFormContext();
  const values: boolean[] = useWatch({ name: [...united] });
  const { error } = getFieldState('hasStation', formState);
  const on = united.filter((_, index) => values[index]);
  const change = (chosen: readonly string[]) => {
    if (disabled) return;
    for (const name of united) {
      setValue(name, chosen.includes(name), { shouldDirty: true, shouldValidate: formState.isSubmitted });
    }
  };
  return (
    <div className="wide">
      <ChoiceChips
        label={t('sites.unites')}
        options={united.map((id) => ({ id, name: t(`sites.unitesLong.${id}`) }))}
        value={on}
        onChange={change}
        {...(disabled ? { hint: t('sites.fixed') } : {})}
      />
      {error && <FormHelperText error>{faultText(translate, error.message)}</FormHelperText>}
    </div>
  );
};

type NotesProps = { source: 'fourMost' | 'fourNot' | 'fourTogether'; label: string; keys: readonly string[] };

const NotesInput = ({ source, label, keys }: NotesProps) => {
  const word = useWord();
  const { field } = useInput({ source });
  const value = (field.value ?? {}) as Record<string, boolean>;
  return (
    <div className="wide">
      <ChoiceChips
        label={label}
        options={keys.map((id) => ({ id, name: word(source, id) }))}
        value={keys.filter((key) => value[key])}
        onChange={(chosen) => field.onChange(Object.fromEntries(chosen.map((key) => [key, true])))}
      />
    </div>
  );
};

const PhotosInput = ({ id }: { id: string | undefined }) => {
  const t = useT();
  const translate = useTranslate();
  const { field, fieldState } = useInput({ source: 'attachmentIds' });
  return (
    <div className="wide">
      <EvidenceInput
        files
        slot={`site/${id ?? 'new'}`}
        label={t('sites.photos')}
        value={(field.value as string[] | undefined) ?? []}
        onChange={field.onChange}
        error={faultText(translate, fieldState.error?.message)}
      />
    </div>
  );
};
