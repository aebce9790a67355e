import { useT } from '../i18n/index.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';

export const ChecklistCreate = () => {
  const t = useT();
  return (
    <>
      <PageHeader back="/checklists" title={t('checklists.form.new')} />
      <ChecklistForm />
    </>
  );
};
