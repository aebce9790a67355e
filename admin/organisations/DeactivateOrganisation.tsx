import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { useSaveOrganisation } from './useSaveOrganisation.ts';

type Props = { organisation: Organisation; onClose: () => void };

/** Signs its people out, so it asks once; it can be activated again. */
export const DeactivateOrganisation = ({ organisation, onClose }: Props) => {
  const t = useT();
  const save = useSaveOrganisation();
  const { name, level } = organisation;
  return (
    <ActDialog
      title={t('accounts.org.deactivateAsk', { name })}
      consequence={t(level === 'province' ? 'accounts.org.deactivateProvince' : 'accounts.org.deactivateBody')}
      confirmLabel={t('accounts.org.deactivate')}
      onConfirm={async () => {
        await save(organisation, { active: false }, t('accounts.org.deactivated', { name }));
        onClose();
      }}
      onClose={onClose}
    />
  );
};
