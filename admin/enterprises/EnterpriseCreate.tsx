import { CreateBase, Form } from 'react-admin';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { enterpriseWrite } from '../../shared/enterprises.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { useMe } from '../providers/session.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Duplicate, knownFile } from './Duplicate.tsx';
import { enterpriseDefaults, EnterpriseInputs } from './EnterpriseInputs.tsx';

/** A new file. A code that is registered already leads to its file, or tells whom to ask. */
export const EnterpriseCreate = () => {
  const t = useT();
  const notify = useNotify();
  const orgCode = useMe()?.org.code;
  const validate = useValidate(enterpriseWrite);
  const [refused, setRefused] = useState<unknown>(null);
  const onError = (failure: unknown) => {
    const { code = '', errors } = problemBody(failure);
    setRefused(code.startsWith('uscc-') ? failure : null);
    if (!errors) notify(sentenceOf(failure), { type: 'error' });
  };
  return (
    <CreateBase redirect="show" mutationOptions={{ onError }}>
      <PageHeader back="/enterprises" title={t('ledger.add')} />
      {refused !== null && <Duplicate known={knownFile(refused)} message={sentenceOf(refused)} />}
      <Form validate={validate} defaultValues={{ ...enterpriseDefaults, orgCode }} warnWhenUnsavedChanges>
        <EnterpriseInputs />
        <FormBar label={t('ledger.form.create')} />
      </Form>
    </CreateBase>
  );
};
