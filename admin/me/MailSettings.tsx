import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import type { MailChoices, MyMail } from '../../shared/mail.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { httpClient, sentenceOf } from '../providers/httpClient.ts';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';
import { EmailAddress } from './EmailAddress.tsx';

const key = ['me', 'mail'];
/** Milliseconds between two looks while a code is on its way. */
const PAUSE = 1500;

/** One's own address and what is sent to it. */
export const MailSettings = () => {
  const t = useT();
  const { read } = useData();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: () => read<MyMail>('me/mail'),
    refetchInterval: ({ state }) => {
      const pending = state.data?.pending;
      return pending && !pending.sent && !pending.problem ? PAUSE : false;
    },
  });
  if (error && !data) return <ErrorState compact error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={3} />;
  if (!data.available && data.email === null) {
    return <Typography color="text.secondary">{t('person.unavailable')}</Typography>;
  }
  const learn = (mail: MyMail) => queryClient.setQueryData(key, mail);
  return (
    <>
      <EmailAddress mail={data} onChange={learn} />
      <Choices mail={data} onChange={learn} />
    </>
  );
};

const night = { from: '22:00', to: '07:00' };

/** Each switch is kept at once. Without an address they wait for one. */
const Choices = ({ mail, onChange }: { mail: MyMail; onChange: (mail: MyMail) => void }) => {
  const t = useT();
  const notify = useNotify();
  const [shown, setShown] = useState<MailChoices | null>(null);
  const { digest, atOnce, quiet } = shown ?? mail.choices;
  const keep = async (change: Partial<MailChoices>) => {
    const wanted = { digest, atOnce, quiet, ...change };
    setShown(wanted);
    try {
      onChange((await httpClient<MyMail>('/api/me/mail', { method: 'PUT', body: JSON.stringify(wanted) })).json);
      notify(t('person.saved'), { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setShown(null);
    }
  };
  const without = mail.email === null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Choice
        label={t('person.digest', { at: mail.digestAt })}
        hint={t('person.digestHint')}
        on={digest}
        disabled={without}
        onChange={(on) => void keep({ digest: on })}
      />
      <Choice
        label={t('person.atOnce')}
        hint={t('person.atOnceHint')}
        on={atOnce}
        disabled={without}
        onChange={(on) => void keep({ atOnce: on })}
      />
      {atOnce && (
        <Choice
          label={t('person.quiet')}
          hint={t('person.quietHint')}
          on={quiet !== null}
          disabled={without}
          onChange={(on) => void keep({ quiet: on ? night : null })}
        />
      )}
    </Box>
  );
};

type ChoiceProps = { label: string; hint: string; on: boolean; disabled: boolean; onChange: (on: boolean) => void };

const Choice = ({ label, hint, on, disabled, onChange }: ChoiceProps) => (
  <Box>
    <FormControlLabel
      control={<Switch checked={on} disabled={disabled} onChange={(_event, next) => onChange(next)} />}
      label={label}
    />
    <Typography variant="body2" color="text.secondary" sx={{ pl: '58px', mt: -0.5 }}>
      {hint}
    </Typography>
  </Box>
);
