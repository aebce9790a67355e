import { EditBase, Form, useEditContext } from 'react-admin';
import { useNotify } from 'ra-core';
import { useParams } from 'react-router';
import { unionWrite, type Union } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { showConflict } from '../ui/ConflictDialog.tsx';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteUnion } from './DeleteUnion.tsx';
import { UnionInputs } from './UnionInputs.tsx';

export const UnionEdit = () => {
  const notify = useNotify();
  const onError = (failure: unknown, variables: { previousData?: unknown }) => {
    const { current, errors } = problemBody(failure);
    if (current) showConflict({ resource: 'unions', seen: variables.previousData as Union, current: current as Union });
    // Faults of fields stand at the fields.
    else if (!errors) notify(sentenceOf(failure), { type: 'error' });
  };
  return (
    <EditBase<Union>
      redirect="show"
      mutationMode="pessimistic"
      mutationOptions={{ onError: (failure, variables) => onError(failure, variables) }}
    >
      <Filled />
    </EditBase>
  );
};

const Filled = () => {
  const t = useT();
  const { id = '' } = useParams();
  const { record, error, refetch } = useEditContext<Union>();
  const validate = useValidate(unionWrite);
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  return (
    <>
      <PageHeader back={`/unions/${id}/show`} title={t('unions.editTitle', { name: record.name })} />
      <Form validate={validate} warnWhenUnsavedChanges>
        <UnionInputs existing />
        <FormBar label={t('unions.save')}>
          <DeleteUnion record={record} />
        </FormBar>
      </Form>
    </>
  );
};
