import { EditBase, useEditContext } from 'ra-core';
import { Navigate, useParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import { useT } from '../i18n/index.ts';
import { useEditFailure } from '../ui/form/useEditFailure.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { CampaignForm } from './CampaignForm.tsx';

export const CampaignEdit = () => {
  const onError = useEditFailure('campaigns');
  return (
    <EditBase<Campaign> redirect={false} mutationMode="pessimistic" mutationOptions={{ onError }}>
      <Filled />
    </EditBase>
  );
};

const Filled = () => {
  const t = useT();
  const { id = '' } = useParams();
  const { record, error, refetch } = useEditContext<Campaign>();
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  // Only a draft that is not being issued can be changed, and only by who may issue it.
  if (!record.mayActions.includes('issue')) return <Navigate to={`/campaigns/${id}/show`} replace />;
  return (
    <>
      <PageHeader back={`/campaigns/${id}/show`} title={t('campaigns.form.editTitle')} />
      <CampaignForm issuer={record.orgCode} />
    </>
  );
};
