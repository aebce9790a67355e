import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useLogin } from 'ra-core';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { me, takeEnded } from '../providers/session.ts';
import { useEffectOnce } from '../ui/useEffectOnce.ts';
import { DemoAccounts, useDemo } from './DemoAccounts.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Plain, Sheet } from './Plain.tsx';

type Next = { nextPathname?: string; nextSearch?: string } | null;

export const LoginPage = () => {
  const t = useT();
  const demo = useDemo();
  const login = useLogin();
  const navigate = useNavigate();
  const next = useLocation().state as Next;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  const target = `${next?.nextPathname ?? '/'}${next?.nextSearch ?? ''}`;

  useEffectOnce(() => {
    setEnded(takeEnded());
    // Whoever comes here with a session goes straight on.
    me().then(
      () => navigate(target, { replace: true }),
      () => undefined,
    );
  });

  const signIn = async (credentials: { username: string; password: string }) => {
    if (!credentials.username || !credentials.password) return setFault(t('shell.login.required'));
    setBusy(true);
    setFault(null);
    try {
      await login(credentials, target);
    } catch (failure) {
      setFault(sentenceOf(failure));
      setBusy(false);
    }
  };

  return (
    <Plain wide={demo !== undefined}>
      <Sheet>
        <Typography variant="h1" sx={{ mb: 3 }}>
          {t('shell.login.title')}
        </Typography>
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void signIn({ username: username.trim(), password });
          }}
          sx={{ display: 'grid', gap: 2 }}
        >
          {ended && !fault && (
            <Alert severity="info" variant="outlined">
              {t('shell.login.expired')}
            </Alert>
          )}
          {fault && (
            <Alert severity="error" role="alert" variant="outlined">
              {fault}
            </Alert>
          )}
          <TextField
            name="username"
            label={t('shell.login.username')}
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            fullWidth
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <PasswordField
            name="password"
            label={t('shell.login.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button type="submit" variant="contained" size="large" fullWidth disabled={busy}>
            {t(busy ? 'shell.login.submitting' : 'shell.login.submit')}
          </Button>
          <Typography variant="caption" sx={{ textAlign: 'center' }}>
            {t('shell.login.help')}
          </Typography>
        </Box>
      </Sheet>
      {demo && <DemoAccounts demo={demo} disabled={busy} onChoose={(account) => void signIn(account)} />}
    </Plain>
  );
};
