import BlockOutlined from '@mui/icons-material/BlockOutlined';
import ScheduleOutlined from '@mui/icons-material/ScheduleOutlined';
import Box from '@mui/material/Box';
import type { User } from '../../shared/users.ts';
import { useT } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { useFieldLabel } from '../ui/useFieldLabel.ts';

/** Disabled, still to sign in, or when it was last used; `labelled` where no head of a column says so. */
export const AccountState = ({ user, labelled = false }: { user: User; labelled?: boolean }) => {
  const t = useT();
  const label = useFieldLabel();
  const { instant } = useFormat();
  if (!user.active) return <Mark tone="tone.idle.ink" Icon={BlockOutlined} text={t('accounts.state.off')} />;
  if (user.mustChangePassword)
    return <Mark tone="tone.waiting.ink" Icon={ScheduleOutlined} text={t('accounts.state.first')} />;
  if (!user.lastLoginAt) return <>{t('accounts.never')}</>;
  return (
    <span>
      {labelled && <span className="head">{label('users', 'lastLoginAt')} </span>}
      {instant(user.lastLoginAt)}
    </span>
  );
};

const Mark = ({ tone, Icon, text }: { tone: string; Icon: typeof BlockOutlined; text: string }) => (
  <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: tone }}>
    <Icon sx={{ fontSize: '1rem' }} />
    {text}
  </Box>
);
