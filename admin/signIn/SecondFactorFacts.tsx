import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SecondFactor } from '../../shared/signIn.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { ActDialog, type ActForm } from '../ui/ActDialog.tsx';
import { useFormat } from '../ui/format.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** So few recovery codes are worth a word. */
const FEW = 3;

/** Whether signing in takes a second step, and what one can do about it. */
export const SecondFactorFacts = ({ factor }: { factor: SecondFactor }) => {
  const t = useT();
  const { instant } = useFormat();
  const { since, recoveryLeft, required } = factor;
  return (
    <Box>
      <Typography sx={{ fontWeight: 600 }}>{t('signIn.factor.title')}</Typography>
      <Typography color="text.secondary">
        {since ? t('signIn.factor.on', { since: instant(since) }) : t('signIn.factor.off')}
        {required && ` · ${t('signIn.factor.required')}`}
      </Typography>
      {since && (
        <Typography sx={{ color: recoveryLeft <= FEW ? 'tone.returned.ink' : 'text.secondary' }}>
          {t(recoveryLeft <= FEW ? 'signIn.factor.few' : 'signIn.factor.left', { count: recoveryLeft })}
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        {since ? (
          <Acts factor={factor} />
        ) : (
          <Button variant="outlined" component={Link} to="/second-factor" sx={tap}>
            {t('signIn.factor.turnOn')}
          </Button>
        )}
      </Box>
    </Box>
  );
};

const tap = { minHeight: { xs: 44, md: 36 } } as const;

const Acts = ({ factor: { required } }: { factor: SecondFactor }) => {
  const t = useT();
  const notify = useNotify();
  const { post } = useData();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<'renew' | 'turnOff' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['auth', 'second-factor'] });
  const act = async (code: unknown) => {
    if (asked === 'renew') {
      const answer = await post<{ recoveryCodes: string[] }>('auth/second-factor/recovery-codes', { code });
      setCodes(answer.recoveryCodes);
    } else {
      await post('auth/second-factor/remove', { code });
      notify(t('signIn.factor.turnedOff'), { type: 'success' });
    }
    setAsked(null);
    await refresh();
  };
  return (
    <>
      <Button variant="outlined" onClick={() => setAsked('renew')} sx={tap}>
        {t('signIn.factor.renew')}
      </Button>
      {!required && (
        <Button color="inherit" onClick={() => setAsked('turnOff')} sx={tap}>
          {t('signIn.factor.turnOff')}
        </Button>
      )}
      {asked && (
        <ActDialog
          title={t(`signIn.factor.${asked}Ask`)}
          consequence={t(`signIn.factor.${asked}Body`)}
          confirmLabel={t(`signIn.factor.${asked}Do`)}
          ready={({ code }) => typeof code === 'string' && code.trim().length >= 6}
          form={(form) => <CodeField {...form} />}
          onConfirm={({ code }) => act(code)}
          onClose={() => setAsked(null)}
        />
      )}
      {codes && <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
    </>
  );
};

const CodeField = ({ value, set, errors }: ActForm) => {
  const t = useT();
  return (
    <TextField
      label={t('signIn.step.code')}
      value={value['code'] ?? ''}
      onChange={({ target }) => set('code', target.value)}
      error={Boolean(errors['code'])}
      helperText={errors['code']}
      autoFocus
      fullWidth
      slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 40 } }}
    />
  );
};
