import { EditBase, Form, useEditContext } from 'react-admin';
import { useParams } from 'react-router';
import { isReturned } from '../../shared/rules/sites.ts';
import { siteWrite, type Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useEditFailure } from '../ui/form/useEditFailure.ts';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { DeleteSite } from './DeleteSite.tsx';
import { SiteInputs } from './SiteInputs.tsx';

export const SiteEdit = () => {
  const onError = useEditFailure('sites');
  return (
    <EditBase<Site> redirect="show" mutationMode="pessimistic" mutationOptions={{ onError }}>
      <Filled />
    </EditBase>
  );
};

const Filled = () => {
  const t = useT();
  const { id = '' } = useParams();
  const { record, error, refetch } = useEditContext<Site>();
  const validate = useValidate(siteWrite);
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  return (
    <>
      <PageHeader back={`/sites/${id}/show`} title={t('sites.editTitle', { name: record.name })} />
      <Form validate={validate} warnWhenUnsavedChanges>
        <SiteInputs record={record} />
        <FormBar label={t(isReturned(record) ? 'sites.saveAgain' : 'sites.save')}>
          <DeleteSite record={record} />
        </FormBar>
      </Form>
    </>
  );
};
