import { useT } from '../i18n/index.ts';
import { SecretDialog } from '../ui/SecretDialog.tsx';

/** The recovery codes, told once. */
export const RecoveryCodes = ({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) => {
  const t = useT();
  const half = Math.ceil(codes.length / 2);
  return (
    <SecretDialog
      title={t('signIn.codes.title')}
      body={t('signIn.codes.body')}
      lines={[
        { label: `${t('signIn.codes.label')} 1–${half}`, value: codes.slice(0, half).join('\n') },
        { label: `${t('signIn.codes.label')} ${half + 1}–${codes.length}`, value: codes.slice(half).join('\n') },
      ]}
      copy={{ text: codes.join('\n'), label: t('signIn.codes.copy') }}
      closeLabel={t('signIn.codes.close')}
      onClose={onClose}
    />
  );
};
