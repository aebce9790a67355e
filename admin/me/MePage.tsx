import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQueryClient } from '@tanstack/react-query';
import { useLocaleState, useStore } from 'ra-core';
import { useT } from '../i18n/index.ts';
import { kept, type Mode } from '../providers/store.ts';
import { Security } from '../signIn/Security.tsx';
import { FormGroup } from '../ui/form/FormGroup.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { SingleChoice } from '../ui/SingleChoice.tsx';
import { MailSettings } from './MailSettings.tsx';

const modes: readonly Mode[] = ['light', 'dark', 'system'];

/** What belongs to the person: how the console looks, what is mailed, and how one signs in. */
export const MePage = () => {
  const t = useT();
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader title={t('person.title')} />
      <Display />
      <FormGroup title={t('person.mail')}>
        <Box className="wide" id="mail" sx={{ display: 'grid', gap: 2 }}>
          <MailSettings />
        </Box>
      </FormGroup>
      <Security />
    </Box>
  );
};

const Display = () => {
  const t = useT();
  const queryClient = useQueryClient();
  const [locale, setLocale] = useLocaleState();
  const [mode, setMode] = useStore<Mode>(kept.mode, 'system');
  const [large, setLarge] = useStore(kept.large, false);
  const speak = (language: string) => {
    setLocale(language);
    // Sentences that came from the server are asked for again.
    void queryClient.invalidateQueries();
  };
  return (
    <FormGroup title={t('person.display')}>
      <SingleChoice
        label={t('person.language')}
        options={[
          { id: 'zh', name: t('shell.look.toChinese') },
          { id: 'en', name: t('shell.look.toEnglish') },
        ]}
        value={locale === 'en' ? 'en' : 'zh'}
        onChange={speak}
      />
      <SingleChoice
        label={t('person.mode')}
        options={modes.map((id) => ({ id, name: t(`shell.look.${id}`) }))}
        value={mode}
        onChange={setMode}
      />
      <FormControlLabel
        control={<Switch checked={large} onChange={(_event, on) => setLarge(on)} />}
        label={t('shell.look.large')}
      />
    </FormGroup>
  );
};
