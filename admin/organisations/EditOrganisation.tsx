import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { hasName, orgBody, OrgFields } from './OrgFields.tsx';
import { useSaveOrganisation } from './useSaveOrganisation.ts';

type Props = { organisation: Organisation; onClose: () => void };

export const EditOrganisation = ({ organisation, onClose }: Props) => {
  const t = useT();
  const save = useSaveOrganisation();
  const { name, contactName, contactPhone } = organisation;
  return (
    <ActDialog
      title={t('accounts.org.editTitle', { name })}
      confirmLabel={t('accounts.org.save')}
      initial={{ name, contactName, contactPhone }}
      ready={hasName}
      form={(form) => <OrgFields {...form} />}
      onConfirm={async (value) => {
        await save(organisation, orgBody(value), t('accounts.saved'));
        onClose();
      }}
      onClose={onClose}
    />
  );
};
