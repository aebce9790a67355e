import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Import, ImportPolicy } from '../../shared/imports.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { AgainButton, CancelButton, ErrorsButton } from './buttons.tsx';

/** What is to be decided about a file that was compared: with errors, whether to mend them first; else one press. */
export const Confirm = ({ file }: { file: Import }) => {
  const t = useT();
  const { number, list } = useFormat();
  const { create, update, error } = file.counts;
  const count = create + update;
  const [policy, setPolicy] = useState<ImportPolicy>('stop');
  const mending = error > 0 && policy === 'stop';
  return (
    <Box component="section" sx={{ mb: 3 }}>
      {file.errors.map((sentence) => (
        <Alert key={sentence} severity="warning" variant="outlined" sx={{ mb: 2 }}>
          {sentence}
        </Alert>
      ))}
      {count === 0 && (
        <Typography variant="h2" sx={{ mb: 1 }}>
          {t(error > 0 ? 'imports.ready.allErrors' : 'imports.ready.unchanged')}
        </Typography>
      )}
      {error > 0 && count > 0 && (
        <Typography variant="h2" sx={{ mb: 0.5 }}>
          {t('imports.errors.found', { count: number(error) })}
        </Typography>
      )}
      {error > 0 && count > 0 && (
        <RadioGroup
          aria-label={t('imports.errors.policy')}
          value={policy}
          onChange={(_, next) => setPolicy(next as ImportPolicy)}
          sx={{ mb: 1.5 }}
        >
          <FormControlLabel
            value="stop"
            control={<Radio size="small" />}
            label={t('imports.errors.stop')}
            sx={{ minHeight: { xs: 44, md: 32 } }}
          />
          <FormControlLabel
            value="skip"
            control={<Radio size="small" />}
            label={t('imports.errors.skip', { count: number(count) })}
            sx={{ minHeight: { xs: 44, md: 32 } }}
          />
        </RadioGroup>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
        {error > 0 && <ErrorsButton file={file} primary={mending || count === 0} />}
        {error > 0 && (mending || count === 0) && <AgainButton file={file} label={t('imports.upload')} />}
        {count > 0 && !mending && <WriteButton file={file} policy={policy} count={count} />}
        <CancelButton file={file} />
      </Box>
      <Typography color="text.secondary" sx={{ mt: 1 }}>
        {mending
          ? t('imports.errors.stopBody')
          : count > 0 && t('imports.split', { create: number(create), update: number(update) })}
      </Typography>
      {file.ignored.length > 0 && (
        <Typography color="text.secondary" sx={{ mt: 0.5 }}>
          {t('imports.ignored', { names: list(file.ignored) })}
        </Typography>
      )}
    </Box>
  );
};

const WriteButton = ({ file, policy, count }: { file: Import; policy: ImportPolicy; count: number }) => {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const { number } = useFormat();
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    try {
      await data.action('imports', file.id, 'confirm', { policy, version: file.version });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
      refresh();
    }
  };
  return (
    <BusyButton variant="contained" size="large" loading={busy} onClick={() => void write()}>
      {t(`imports.unit.${file.kind}`, { count: number(count) })}
    </BusyButton>
  );
};
