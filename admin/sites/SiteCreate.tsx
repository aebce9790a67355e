import { CreateBase, Form } from 'react-admin';
import { siteWrite } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { FormBar } from '../ui/form/FormBar.tsx';
import { useValidate } from '../ui/form/useValidate.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { siteDefaults, SiteInputs } from './SiteInputs.tsx';

export const SiteCreate = () => {
  const t = useT();
  const orgCode = useMe()?.org.code;
  const validate = useValidate(siteWrite);
  return (
    <CreateBase redirect="show">
      <PageHeader back="/sites" title={t('sites.add')} />
      <Form validate={validate} defaultValues={{ ...siteDefaults, orgCode }} warnWhenUnsavedChanges>
        <SiteInputs />
        <FormBar label={t('sites.create')} />
      </Form>
    </CreateBase>
  );
};
