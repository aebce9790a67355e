import { useDelete, useNotify } from 'ra-core';
import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { usePlace } from './place.ts';

type Props = { organisation: Organisation; onClose: () => void };

/** Deletes what was added to the tree; the server knows whether anything hangs on it, and the dialog tells. */
export const RemoveOrganisation = ({ organisation, onClose }: Props) => {
  const t = useT();
  const notify = useNotify();
  const { choose } = usePlace();
  const [remove] = useDelete<Organisation>();
  const { id, name, superiorCode } = organisation;
  return (
    <ActDialog
      title={t('accounts.org.removeAsk', { name })}
      consequence={t('accounts.org.removeBody')}
      confirmLabel={t('accounts.org.remove')}
      onConfirm={async () => {
        await remove(
          'organisations',
          { id, previousData: organisation },
          { returnPromise: true, mutationMode: 'pessimistic' },
        );
        notify(t('accounts.org.removed', { name }), { type: 'success' });
        choose(superiorCode);
      }}
      onClose={onClose}
    />
  );
};
