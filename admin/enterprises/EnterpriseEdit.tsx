import { EditBase, Form, useEditContext } from 'react-admin';
import { useState } from 'react';
import { useParams } from 'react-router';
import { enterpriseUpdate, type Enterprise } from '../../shared/enterprises.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useEditFailure } from '../ui/form/useEditFailure.ts';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteEnterprise } from './DeleteEnterprise.tsx';
import { Duplicate, knownFile } from './Duplicate.tsx';
import { EnterpriseInputs } from './EnterpriseInputs.tsx';

export const EnterpriseEdit = () => {
  const tell = useEditFailure('enterprises');
  const [refused, setRefused] = useState<unknown>(null);
  const onError = (failure: unknown, variables: { previousData?: unknown }) => {
    const duplicate = (problemBody(failure).code ?? '').startsWith('uscc-');
    setRefused(duplicate ? failure : null);
    if (!duplicate) tell(failure, variables);
  };
  return (
    <EditBase<Enterprise>
      redirect="show"
      mutationMode="pessimistic"
      mutationOptions={{ onError: (failure, variables) => onError(failure, variables) }}
    >
      <Filled refused={refused} />
    </EditBase>
  );
};

const Filled = ({ refused }: { refused: unknown }) => {
  const t = useT();
  const { id = '' } = useParams();
  const { record, error, refetch } = useEditContext<Enterprise>();
  const validate = useValidate(enterpriseUpdate);
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  return (
    <>
      <PageHeader back={`/enterprises/${id}/show`} title={t('ledger.form.editTitle', { name: record.name })} />
      {refused !== null && <Duplicate known={knownFile(refused)} message={sentenceOf(refused)} />}
      <Form validate={validate} warnWhenUnsavedChanges>
        <EnterpriseInputs existing />
        <FormBar label={t('ledger.form.save')}>
          <DeleteEnterprise record={record} />
        </FormBar>
      </Form>
    </>
  );
};
