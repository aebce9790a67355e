import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Role } from '../../shared/permissions.ts';
import { useT, useWord } from '../i18n/index.ts';
import { httpClient } from '../providers/httpClient.ts';

type Demo = { accounts: { username: string; name: string; role: Role; orgName: string }[]; password: string };

type Props = { demo: Demo; disabled: boolean; onChoose: (credentials: { username: string; password: string }) => void };

/** The demo accounts, or undefined where there are none. */
export const useDemo = (): Demo | undefined =>
  useQuery({
    queryKey: ['auth', 'demo'],
    queryFn: () => httpClient<Demo | null>('/api/auth/demo').then(({ json }) => json),
    retry: false,
    staleTime: Infinity,
  }).data ?? undefined;

/** One click per demo account. */
export const DemoAccounts = ({ demo, disabled, onChoose }: Props) => {
  const t = useT();
  const word = useWord();
  return (
    <Box component="section" aria-labelledby="demo-accounts" sx={{ mt: { xs: 4, lg: 0 } }}>
      <Typography variant="h3" component="h2" id="demo-accounts">
        {t('shell.login.demo')}
      </Typography>
      <Typography variant="caption">{t('shell.login.demoHint', { password: demo.password })}</Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: 1, mt: 1.5 }}>
        {demo.accounts.map(({ username, role, orgName }) => (
          <ButtonBase
            key={username}
            disabled={disabled}
            onClick={() => onChoose({ username, password: demo.password })}
            sx={{
              display: 'block',
              textAlign: 'left',
              px: 1.5,
              py: 0.75,
              minHeight: 48,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              bgcolor: 'background.paper',
              '&:hover': { borderColor: 'primary.main' },
              '&.Mui-disabled': { opacity: 0.6 },
            }}
          >
            <Box component="span" title={orgName} sx={{ ...oneLine, fontSize: '0.8125rem', fontWeight: 500 }}>
              {orgName}
            </Box>
            <Box component="span" sx={{ ...oneLine, fontSize: '0.75rem', color: 'text.secondary' }}>
              {word('role', role)} · {username}
            </Box>
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
};

const oneLine = { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
