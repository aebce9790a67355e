import { CreateBase, Form } from 'react-admin';
import { unionWrite } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { unionDefaults, UnionInputs } from './UnionInputs.tsx';

export const UnionCreate = () => {
  const t = useT();
  const orgCode = useMe()?.org.code;
  const validate = useValidate(unionWrite);
  return (
    <CreateBase redirect="show">
      <PageHeader back="/unions" title={t('unions.add')} />
      <Form validate={validate} defaultValues={{ ...unionDefaults, orgCode }} warnWhenUnsavedChanges>
        <UnionInputs />
        <FormBar label={t('unions.create')} />
      </Form>
    </CreateBase>
  );
};
