import { useGetOne } from 'ra-core';
import { Navigate, useParams } from 'react-router';
import type { Checklist } from '../../shared/checklists.ts';
import { useT } from '../i18n/index.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';

export const ChecklistEdit = () => {
  const { id = '' } = useParams();
  const t = useT();
  const { data: checklist, error, refetch } = useGetOne<Checklist>('checklists', { id });
  if (error && !checklist) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!checklist) return <PageSkeleton />;
  // Whoever may neither publish nor retire it does not keep it.
  if (checklist.mayActions.length === 0) return <Navigate to={`/checklists/${id}/show`} replace />;
  return (
    <>
      <PageHeader back={`/checklists/${id}/show`} title={t('checklists.form.edit')} />
      <ChecklistForm checklist={checklist} />
    </>
  );
};
