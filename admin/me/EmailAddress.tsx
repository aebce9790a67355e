import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { MyMail } from '../../shared/mail.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { httpClient, problemBody, sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';

type Props = { mail: MyMail; onChange: (mail: MyMail) => void };

/** The address, or the way to one: name it, then type in the code that was mailed to it. */
export const EmailAddress = ({ mail, onChange }: Props) => {
  const t = useT();
  const notify = useNotify();
  const [changing, setChanging] = useState(false);
  const learn = (next: MyMail) => {
    setChanging(false);
    onChange(next);
  };
  const takeAway = async (words: string | null) => {
    try {
      learn((await httpClient<MyMail>('/api/me/mail/email', { method: 'DELETE' })).json);
      if (words) notify(words, { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    }
  };
  if (mail.pending) return <TypeCode mail={mail} onChange={learn} onGiveUp={() => void takeAway(null)} />;
  if (!mail.email || changing) {
    return <NameAddress onChange={learn} onCancel={mail.email ? () => setChanging(false) : undefined} />;
  }
  return (
    <Box>
      <Typography variant="body2" color="text.secondary">
        {t('person.email')}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{mail.email}</Typography>
        {mail.available && <Button onClick={() => setChanging(true)}>{t('person.change')}</Button>}
        <Button color="inherit" onClick={() => void takeAway(t('person.taken'))}>
          {t('person.takeAway')}
        </Button>
      </Box>
    </Box>
  );
};

type EntryProps = {
  field: 'email' | 'code';
  path: string;
  button: string;
  input: object;
  onChange: (mail: MyMail) => void;
  children?: ReactNode;
};

/** One field and one button; what is wrong stands at the field. */
const Entry = ({ field, path, button, input, onChange, children }: EntryProps) => {
  const t = useT();
  const { post } = useData();
  const [value, setValue] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      onChange(await post<MyMail>(path, { [field]: value.trim() }));
    } catch (failure) {
      setFault(problemBody(failure).errors?.[field] ?? sentenceOf(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'flex-start' }}
    >
      <TextField
        label={t(`person.${field}`)}
        value={value}
        onChange={({ target }) => setValue(target.value)}
        error={fault !== ''}
        helperText={fault}
        sx={{ flex: '1 1 220px', maxWidth: 360 }}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: input }}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <BusyButton
          type="submit"
          variant="contained"
          loading={busy}
          disabled={value.trim() === ''}
          sx={{ minHeight: { xs: 44, md: 40 } }}
        >
          {button}
        </BusyButton>
        {children}
      </Box>
    </Box>
  );
};

const NameAddress = ({
  onChange,
  onCancel,
}: {
  onChange: (mail: MyMail) => void;
  onCancel: (() => void) | undefined;
}) => {
  const t = useT();
  return (
    <Entry
      field="email"
      path="me/mail/email"
      button={t('person.setEmail')}
      input={{ type: 'email', autoComplete: 'email', maxLength: 254 }}
      onChange={onChange}
    >
      {onCancel && (
        <Button color="inherit" onClick={onCancel}>
          {t('person.cancel')}
        </Button>
      )}
    </Entry>
  );
};

const TypeCode = ({ mail, onChange, onGiveUp }: Props & { onGiveUp: () => void }) => {
  const t = useT();
  const notify = useNotify();
  const { email, sent, problem } = mail.pending!;
  const told = problem
    ? t('person.codeProblem', { why: problem })
    : t(sent ? 'person.codeSent' : 'person.codeWaiting', { email });
  return (
    <>
      <Alert severity={problem ? 'warning' : 'info'} variant="outlined" role="status">
        {told}
      </Alert>
      <Entry
        field="code"
        path="me/mail/confirm"
        button={t('person.confirm')}
        input={{ inputMode: 'numeric', autoComplete: 'one-time-code', maxLength: 6 }}
        onChange={(next) => {
          onChange(next);
          notify(t('person.confirmed'), { type: 'success' });
        }}
      >
        <Button color="inherit" onClick={onGiveUp}>
          {t('person.another')}
        </Button>
      </Entry>
    </>
  );
};
