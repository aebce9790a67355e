import { EditBase, Form, useEditContext } from 'react-admin';
import { useParams } from 'react-router';
import { unionWrite, type Union } from '../../shared/unions.ts';
import { useT } from '../i18n/index.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useEditFailure } from '../ui/form/useEditFailure.ts';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteUnion } from './DeleteUnion.tsx';
import { UnionInputs } from './UnionInputs.tsx';

export const UnionEdit = () => {
  const onError = useEditFailure('unions');
  return (
    <EditBase<Union> redirect="show" mutationMode="pessimistic" mutationOptions={{ onError }}>
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
