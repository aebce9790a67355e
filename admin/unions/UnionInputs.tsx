import { BooleanInput, NumberInput, SelectInput, required, TextInput } from 'react-admin';
import { ownerships, unionKinds } from '../../shared/unions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { DayInput } from '../ui/DayInput.tsx';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { OrgInput } from '../ui/OrgInput.tsx';
import { PersonalNumberInput } from '../ui/PersonalNumberInput.tsx';

/** What a new union starts with, beside its area. */
export const unionDefaults = { kind: 'enterprise', ownership: 'other', femaleMembers: 0, active: true };

/** The fields of a union in the groups in which people think of them; Create and Edit share them. */
export const UnionInputs = ({ existing = false }: { existing?: boolean }) => {
  const t = useT();
  return (
    <>
      <FormGroup title={t('unions.group.what')} hint={t('unions.groupHint.what')}>
        <WhatInputs existing={existing} />
      </FormGroup>
      <FormGroup title={t('unions.group.who')} hint={t('unions.groupHint.who')}>
        <NumberInput source="employees" isRequired min={0} helperText={false} />
        <NumberInput source="members" isRequired min={0} helperText={false} />
        <NumberInput source="femaleMembers" min={0} helperText={false} />
      </FormGroup>
      <FormGroup title={t('unions.group.org')} hint={t('unions.groupHint.org')}>
        <DayInput source="foundedOn" />
        <DayInput source="termEndsOn" />
        <PersonalNumberInput source="certificateNo" />
        <DayInput source="certificateEndsOn" />
      </FormGroup>
      <FormGroup title={t('unions.group.contact')} hint={t('unions.groupHint.contact')}>
        <TextInput source="chairName" helperText={false} />
        <PersonalNumberInput source="chairPhone" tel />
      </FormGroup>
    </>
  );
};

const WhatInputs = ({ existing }: { existing: boolean }) => {
  const word = useWord();
  const choices = (group: 'unionKind' | 'ownership', ids: readonly string[]) =>
    ids.map((id) => ({ id, name: word(group, id) }));
  return (
    <>
      <TextInput source="name" isRequired helperText={false} className="wide" />
      <OrgInput source="orgCode" validate={required()} />
      <SelectInput source="kind" isRequired choices={choices('unionKind', unionKinds)} helperText={false} />
      <SelectInput source="ownership" choices={choices('ownership', ownerships)} helperText={false} />
      {existing && <BooleanInput source="active" helperText={false} />}
    </>
  );
};
