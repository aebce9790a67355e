import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useAuthenticated, useLogout, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Enrolment } from '../../shared/signIn.ts';
import { QrCode } from '../codes/QrCode.tsx';
import { useT } from '../i18n/index.ts';
import { Plain, Sheet } from '../layout/Plain.tsx';
import { problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { keep, takeTarget, useMe, type Me } from '../providers/session.ts';
import { useData } from '../providers/dataProvider.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { useEffectOnce } from '../ui/useEffectOnce.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Setting up the second factor: scan, type in one code, keep the recovery codes. Before anything else where it is demanded. */
export const SecondFactorPage = () => {
  useAuthenticated();
  const t = useT();
  const person = useMe();
  const { post } = useData();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const begin = () => {
    setFault(null);
    post<Enrolment>('auth/second-factor/begin', {}).then(setEnrolment, setFault);
  };
  useEffectOnce(begin);
  const forced = person?.mustEnroll ?? false;
  return (
    <Plain>
      <Sheet>
        <Typography variant="h1" sx={{ mb: 1 }}>
          {t(forced ? 'signIn.enroll.forcedTitle' : 'signIn.enroll.title')}
        </Typography>
        {forced && (
          <Typography color="text.secondary" sx={{ mb: 2 }}>
            {t('signIn.enroll.forcedBody')}
          </Typography>
        )}
        {fault !== null && statusOf(fault) === 409 && <Stands />}
        {fault !== null && statusOf(fault) !== 409 && <ErrorState error={fault} onRetry={begin} compact />}
        {fault === null && !enrolment && <TextSkeleton lines={8} />}
        {enrolment && <Enrol enrolment={enrolment} forced={forced} />}
      </Sheet>
    </Plain>
  );
};

const Stands = () => {
  const t = useT();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography>
        {t('signIn.enroll.stands')} · {t('signIn.enroll.standsBody')}
      </Typography>
      <Button variant="contained" component={Link} to="/me">
        {t('signIn.enroll.toMe')}
      </Button>
    </Box>
  );
};

const Enrol = ({ enrolment, forced }: { enrolment: Enrolment; forced: boolean }) => {
  const t = useT();
  const { post } = useData();
  const navigate = useNavigate();
  const logout = useLogout();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [codes, setCodes] = useState<string[] | null>(null);
  const submit = async () => {
    setBusy(true);
    setFault('');
    try {
      const answer = await post<{ recoveryCodes: string[]; me: Me }>('auth/second-factor/confirm', { code });
      keep(answer.me);
      setCodes(answer.recoveryCodes);
    } catch (failure) {
      setFault(problemBody(failure).errors?.['code'] ?? sentenceOf(failure));
    } finally {
      setBusy(false);
    }
  };
  const finish = async () => {
    await queryClient.invalidateQueries();
    notify(t('signIn.enroll.done'), { type: 'success' });
    await navigate(forced ? takeTarget() : '/me', { replace: true });
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      sx={{ display: 'grid', gap: 2 }}
    >
      <div>
        <Typography sx={{ fontWeight: 600 }}>{t('signIn.enroll.scan')}</Typography>
        <Typography variant="caption">{t('signIn.enroll.scanHint')}</Typography>
      </div>
      <Box sx={{ width: 200, mx: 'auto' }}>
        <QrCode address={enrolment.uri} label={t('signIn.enroll.picture')} />
      </Box>
      <div>
        <Typography variant="caption">{t('signIn.enroll.key')}</Typography>
        <Box sx={{ fontFamily: 'ui-monospace, monospace', userSelect: 'all', overflowWrap: 'anywhere' }}>
          {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </Box>
      </div>
      <TextField
        label={t('signIn.enroll.type')}
        value={code}
        onChange={({ target }) => setCode(target.value)}
        fullWidth
        slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 7 } }}
      />
      {fault && (
        <Alert severity="error" role="alert" variant="outlined">
          {fault}
        </Alert>
      )}
      <BusyButton
        type="submit"
        variant="contained"
        size="large"
        fullWidth
        loading={busy}
        disabled={code.replace(/\s/g, '').length !== 6}
      >
        {t('signIn.enroll.submit')}
      </BusyButton>
      <Button color="inherit" onClick={() => (forced ? void logout() : void navigate('/me', { replace: true }))}>
        {t(forced ? 'signIn.enroll.later' : 'signIn.enroll.cancel')}
      </Button>
      {codes && <RecoveryCodes codes={codes} onClose={() => void finish()} />}
    </Box>
  );
};
