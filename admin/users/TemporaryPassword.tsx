import { useT } from '../i18n/index.ts';
import { SecretDialog } from '../ui/SecretDialog.tsx';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

export type NewSecret = { name: string; username: string; temporaryPassword: string };

/** The first password of an account, told once, with what its owner needs to sign in. */
export const TemporaryPassword = ({ secret, onClose }: { secret: NewSecret; onClose: () => void }) => {
  const t = useT();
  const label = useFieldLabel();
  const { name, username, temporaryPassword: password } = secret;
  const text = t('accounts.secret.text', { url: window.location.origin, username, password });
  return (
    <SecretDialog
      title={t('accounts.secret.title', { name })}
      body={t('accounts.secret.body')}
      lines={[
        { label: label('users', 'username'), value: username },
        { label: t('accounts.secret.password'), value: password },
      ]}
      copy={{ text, label: t('accounts.secret.copy') }}
      closeLabel={t('accounts.secret.close')}
      onClose={onClose}
    />
  );
};
