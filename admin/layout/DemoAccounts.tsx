import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../shared/permissions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { httpClient } from '../providers/httpClient.ts';

type Demo = { accounts: { username: string; name: string; role: Role; orgName: string }[]; password: string };

type Props = { disabled: boolean; onChoose: (credentials: { username: string; password: string }) => void };

/** One click per demo account; nothing at all where there are none. */
export const DemoAccounts = ({ disabled, onChoose }: Props) => {
  const t = useT();
  const word = useWord();
  const { data } = useQuery({
    queryKey: ['auth', 'demo'],
    queryFn: () => httpClient<Demo>('/api/auth/demo').then(({ json }) => json),
    retry: false,
    staleTime: Infinity,
  });
  if (!data) return null;
  return (
    <Box component="section" aria-labelledby="demo-accounts" sx={{ mt: 4 }}>
      <Typography variant="h3" component="h2" id="demo-accounts">
        {t('shell.login.demo')}
      </Typography>
      <Typography variant="caption">{t('shell.login.demoHint', { password: data.password })}</Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1, mt: 1.5 }}>
        {data.accounts.map(({ username, role, orgName }) => (
          <ButtonBase
            key={username}
            disabled={disabled}
            onClick={() => onChoose({ username, password: data.password })}
            sx={{
              display: 'block',
              textAlign: 'left',
              px: 1.5,
              py: 1,
              minHeight: 52,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              bgcolor: 'background.paper',
              '&:hover': { borderColor: 'primary.main' },
              '&.Mui-disabled': { opacity: 0.6 },
            }}
          >
            <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', fontWeight: 500 }}>
              {orgName}
            </Box>
            <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
              {word('role', role)} · {username}
            </Box>
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
};
