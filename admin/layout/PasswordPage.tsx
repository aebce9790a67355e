import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useAuthenticated, useLogout, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { minimumPasswordLength, passwordFault } from '../../shared/users.ts';
import { useT, type MessageKey } from '../i18n/index.ts';
import { changePassword } from '../providers/authProvider.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { takeTarget, useMe } from '../providers/session.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Plain, Sheet } from './Plain.tsx';

type Rule = { label: MessageKey; met: boolean };

/** Changing one's own password; the first one given by an administrator must be changed before work starts. */
export const PasswordPage = () => {
  useAuthenticated();
  const t = useT();
  const person = useMe();
  const navigate = useNavigate();
  const logout = useLogout();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const forced = person?.mustChangePassword ?? false;
  const rules = rulesOf({ current, next, again, username: person?.username ?? '' });

  const submit = async () => {
    setBusy(true);
    setFault(null);
    try {
      await changePassword(current, next);
      await queryClient.invalidateQueries();
      notify(t('shell.password.done'), { type: 'success' });
      await navigate(takeTarget(), { replace: true });
    } catch (failure) {
      setFault(Object.values(problemBody(failure).errors ?? {})[0] ?? sentenceOf(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Plain>
      <Sheet>
        <Typography variant="h1" sx={{ mb: forced ? 1 : 3 }}>
          {t(forced ? 'shell.password.forcedTitle' : 'shell.password.title')}
        </Typography>
        {forced && (
          <Typography color="text.secondary" sx={{ mb: 3 }}>
            {t('shell.password.forcedBody')}
          </Typography>
        )}
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          sx={{ display: 'grid', gap: 2 }}
        >
          {fault && (
            <Alert severity="error" role="alert" variant="outlined">
              {fault}
            </Alert>
          )}
          <input type="text" name="username" autoComplete="username" value={person?.username ?? ''} readOnly hidden />
          <PasswordField
            name="current"
            label={t('shell.password.current')}
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <PasswordField
            name="next"
            label={t('shell.password.next')}
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
          <PasswordField
            name="again"
            label={t('shell.password.again')}
            autoComplete="new-password"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
          <RuleList rules={rules} />
          <BusyButton
            type="submit"
            variant="contained"
            size="large"
            fullWidth
            loading={busy}
            disabled={current === '' || rules.some(({ met }) => !met)}
          >
            {t('shell.password.submit')}
          </BusyButton>
          <Button color="inherit" onClick={() => (forced ? void logout() : void navigate(-1))}>
            {t(forced ? 'shell.password.later' : 'shell.state.back')}
          </Button>
        </Box>
      </Sheet>
    </Plain>
  );
};

function rulesOf(entry: { current: string; next: string; again: string; username: string }): Rule[] {
  const { current, next, again, username } = entry;
  const fault = passwordFault(next, username);
  const begun = next !== '';
  return [
    { label: 'shell.password.ruleLength', met: begun && fault !== 'password-too-short' },
    {
      label: 'shell.password.ruleMixed',
      met: begun && fault !== 'password-too-simple' && fault !== 'password-too-short',
    },
    { label: 'shell.password.ruleNotName', met: begun && fault !== 'password-has-username' },
    { label: 'shell.password.ruleDifferent', met: begun && next !== current },
    { label: 'shell.password.ruleSame', met: begun && next === again },
  ];
}

const RuleList = ({ rules }: { rules: Rule[] }) => {
  const t = useT();
  return (
    <Box
      component="ul"
      aria-label={t('shell.password.rules')}
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}
    >
      {rules.map(({ label, met }) => (
        <Box
          component="li"
          key={label}
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            fontSize: '0.8125rem',
            color: met ? 'success.main' : 'text.secondary',
          }}
        >
          {met ? (
            <CheckCircleOutlined sx={{ fontSize: '1rem' }} />
          ) : (
            <RadioButtonUncheckedOutlined sx={{ fontSize: '1rem' }} />
          )}
          {t(label, { min: minimumPasswordLength })}
          <Box component="span" sx={{ position: 'absolute', clipPath: 'inset(50%)', width: '1px', height: '1px' }}>
            {t(met ? 'shell.password.ruleMet' : 'shell.password.ruleOpen')}
          </Box>
        </Box>
      ))}
    </Box>
  );
};
