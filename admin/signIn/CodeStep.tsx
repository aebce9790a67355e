import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useT } from '../i18n/index.ts';
import { BusyButton } from '../ui/BusyButton.tsx';

type Props = {
  busy: boolean;
  fault: string | null;
  onCode: (code: string) => void;
  onGiveUp: () => void;
};

/** The second step of a sign-in: the code of the authenticator, or one of the recovery codes. */
export const CodeStep = ({ busy, fault, onCode, onGiveUp }: Props) => {
  const t = useT();
  const [lost, setLost] = useState(false);
  const [code, setCode] = useState('');
  const swap = () => {
    setLost(!lost);
    setCode('');
  };
  return (
    <>
      <Typography variant="h1" sx={{ mb: 1 }}>
        {t('signIn.step.title')}
      </Typography>
      <Typography color="text.secondary" sx={{ mb: 3 }}>
        {t(lost ? 'signIn.step.recoveryBody' : 'signIn.step.body')}
      </Typography>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim().length >= 6 && !busy) onCode(code.trim());
        }}
        sx={{ display: 'grid', gap: 2 }}
      >
        {fault && (
          <Alert severity="error" role="alert" variant="outlined">
            {fault}
          </Alert>
        )}
        <TextField
          key={String(lost)}
          label={t(lost ? 'signIn.step.recovery' : 'signIn.step.code')}
          value={code}
          onChange={({ target }) => setCode(target.value)}
          autoFocus
          fullWidth
          slotProps={{
            htmlInput: {
              inputMode: lost ? 'text' : 'numeric',
              autoComplete: 'one-time-code',
              autoCapitalize: 'none',
              spellCheck: false,
              maxLength: lost ? 40 : 7,
              style: { fontVariantNumeric: 'tabular-nums', letterSpacing: lost ? undefined : '.2em' },
            },
          }}
        />
        <BusyButton
          type="submit"
          variant="contained"
          size="large"
          fullWidth
          loading={busy}
          disabled={code.trim().length < 6}
        >
          {t('signIn.step.submit')}
        </BusyButton>
        <Button color="inherit" onClick={swap}>
          {t(lost ? 'signIn.step.back' : 'signIn.step.lost')}
        </Button>
        <Button color="inherit" onClick={onGiveUp}>
          {t('signIn.step.other')}
        </Button>
      </Box>
    </>
  );
};
