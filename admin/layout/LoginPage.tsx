import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useLocale, useLogin } from 'ra-core';
import { useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { isOwnPage } from '../../shared/rules/ownPage.ts';
import { useT } from '../i18n/index.ts';
import type { Credentials } from '../providers/authProvider.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { keepTarget, me, takeEnded } from '../providers/session.ts';
import { CodeStep } from '../signIn/CodeStep.tsx';
import { faultSentence } from '../signIn/faults.ts';
import { ProviderButtons, useProviders } from '../signIn/ProviderButtons.tsx';
import { useEffectOnce } from '../ui/useEffectOnce.ts';
import { DemoAccounts, useDemo } from './DemoAccounts.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Plain, Sheet } from './Plain.tsx';

type Next = { nextPathname?: string; nextSearch?: string } | null;

export const LoginPage = () => {
  const t = useT();
  const demo = useDemo();
  const providers = useProviders();
  const locale = useLocale();
  const login = useLogin();
  const navigate = useNavigate();
  const next = useLocation().state as Next;
  const [params, setParams] = useSearchParams();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [ended, setEnded] = useState(false);
  // A provider leaves the second step to this page.
  const [second, setSecond] = useState(params.get('step') === 'code');
  const wanted = params.get('to') ?? `${next?.nextPathname ?? '/'}${next?.nextSearch ?? ''}`;
  const target = isOwnPage(wanted) ? wanted : '/';
  const provider = providers.find(({ id }) => id === params.get('by'))?.name;
  const told = fault ?? faultSentence(params.get('fault'), locale === 'en' ? 'en' : 'zh', provider);

  useEffectOnce(() => {
    setEnded(takeEnded());
    // Whoever comes here with a session goes straight on.
    me().then(
      () => navigate(target, { replace: true }),
      () => undefined,
    );
  });

  const leaveFault = () => {
    if (params.size > 0) setParams({}, { replace: true, state: next });
  };

  const signIn = async (credentials: Credentials) => {
    setBusy(true);
    setFault(null);
    // A first password is changed, a second factor set up, before one gets there.
    keepTarget(target);
    try {
      await login(credentials, target);
    } catch (failure) {
      const { code } = problemBody(failure);
      if (code === 'second-factor-required') setSecond(true);
      else {
        setFault(sentenceOf(failure));
        if (code === 'second-factor-expired' || code === 'account-disabled') setSecond(false);
      }
      setBusy(false);
    }
  };

  const submit = () => {
    if (!username.trim() || !password) return setFault(t('shell.login.required'));
    leaveFault();
    void signIn({ username: username.trim(), password });
  };

  if (second) {
    return (
      <Plain>
        <Sheet>
          <CodeStep
            busy={busy}
            fault={fault}
            onCode={(code) => void signIn({ code })}
            onGiveUp={() => {
              setSecond(false);
              setPassword('');
              setFault(null);
              leaveFault();
            }}
          />
        </Sheet>
      </Plain>
    );
  }

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
            submit();
          }}
          sx={{ display: 'grid', gap: 2 }}
        >
          {ended && !told && (
            <Alert severity="info" variant="outlined">
              {t('shell.login.expired')}
            </Alert>
          )}
          {told && (
            <Alert severity="error" role="alert" variant="outlined">
              {told}
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
        <ProviderButtons providers={providers} target={target} />
      </Sheet>
      {demo && <DemoAccounts demo={demo} disabled={busy} onChoose={(account) => void signIn(account)} />}
    </Plain>
  );
};
