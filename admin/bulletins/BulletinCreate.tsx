import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useDataProvider, useGetList, useNotify } from 'ra-core';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { bulletinRankings, type Bulletin, type BulletinRanking } from '../../shared/bulletins.ts';
import type { Campaign } from '../../shared/campaigns.ts';
import { cutOffWords } from '../../shared/rules/bulletin.ts';
import type { Day } from '../../shared/rules/days.ts';
import { useT, useWord } from '../i18n/index.ts';
import { today } from '../providers/clock.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { useMe } from '../providers/session.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { DayPicker } from '../ui/DayPicker.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.tsx';
import { AddresseesInput } from './AddresseesInput.tsx';
import { cutOffChoices, cutOffOf, type CutOffChoice } from './cutOff.ts';

/** What it is about, until when it counts, who gets it: the rest is made from these. */
export const BulletinCreate = () => {
  const t = useT();
  const { data, error, refetch } = useGetList<Campaign>('campaigns', {
    filter: { status: ['issued', 'closed'] },
    sort: { field: 'startsOn', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <>
      <PageHeader back="/bulletins" title={t('bulletins.new')} />
      {data.length === 0 ? <EmptyState title={t('bulletins.form.noCampaign')} /> : <Choices campaigns={data} />}
    </>
  );
};

const Choices = ({ campaigns }: { campaigns: readonly Campaign[] }) => {
  const t = useT();
  const word = useWord();
  const dataProvider = useDataProvider();
  const notify = useNotify();
  const navigate = useNavigate();
  const issuer = useMe()?.org.code ?? '';
  const [campaignId, setCampaignId] = useState(campaigns[0]!.id);
  const [choice, setChoice] = useState<CutOffChoice>('yesterday');
  const [chosen, setChosen] = useState<Day | null>(null);
  const [rankedBy, setRankedBy] = useState<BulletinRanking>('rectifiedRate');
  const [some, setSome] = useState(false);
  const [addressees, setAddressees] = useState<string[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const cutOffAt = cutOffOf(choice, chosen);

  const make = async () => {
    if (some && addressees.length === 0) return setErrors({ addressees: t('bulletins.form.needAddressees') });
    setBusy(true);
    setErrors({});
    try {
      const { data } = await dataProvider.create<Bulletin>('bulletins', {
        data: { campaignId, cutOffAt, rankedBy, ...(some ? { addressees } : {}) },
      });
      void navigate(`/bulletins/${data.id}`);
    } catch (failure) {
      const { errors: faults } = problemBody(failure);
      if (faults) setErrors(faults);
      else notify(sentenceOf(failure), { type: 'error' });
      setBusy(false);
    }
    return undefined;
  };
  return (
    <Box sx={{ display: 'grid', gap: 3.5, maxWidth: 720 }}>
      <TextField
        select
        label={t('bulletins.form.campaign')}
        value={campaignId}
        onChange={(event) => setCampaignId(event.target.value)}
        error={Boolean(errors['campaignId'])}
        helperText={errors['campaignId']}
      >
        {campaigns.map(({ id, title }) => (
          <MenuItem key={id} value={id}>
            {title}
          </MenuItem>
        ))}
      </TextField>
      <Group label={t('bulletins.form.cutOff')} error={errors['cutOffAt']}>
        <RadioGroup
          row
          aria-label={t('bulletins.form.cutOff')}
          value={choice}
          onChange={(_, next) => setChoice(next as CutOffChoice)}
        >
          {cutOffChoices.map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio size="small" />}
              label={t(`bulletins.form.${one}`)}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            />
          ))}
        </RadioGroup>
        {choice === 'chosen' && (
          <Box sx={{ maxWidth: 220, my: 1 }}>
            <DayPicker
              label={t('bulletins.form.chosenDay')}
              value={chosen}
              onChange={setChosen}
              max={today()}
              helperText={t('bulletins.form.chosenHint')}
            />
          </Box>
        )}
        <Typography color="text.secondary">
          {cutOffAt && `${t('bulletins.form.at', { at: cutOffWords(cutOffAt) })} · `}
          {t('bulletins.form.frozen')}
        </Typography>
      </Group>
      <Group label={t('bulletins.form.rankedBy')} error={errors['rankedBy']}>
        <RadioGroup
          row
          aria-label={t('bulletins.form.rankedBy')}
          value={rankedBy}
          onChange={(_, next) => setRankedBy(next as BulletinRanking)}
        >
          {bulletinRankings.map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio size="small" />}
              label={word('measure', one)}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            />
          ))}
        </RadioGroup>
        <Typography color="text.secondary">{t('bulletins.form.rankedHint')}</Typography>
      </Group>
      <Group label={t('bulletins.form.addressees')} error={some ? undefined : errors['addressees']}>
        <RadioGroup
          row
          aria-label={t('bulletins.form.addressees')}
          value={some ? 'some' : 'everybody'}
          onChange={(_, next) => setSome(next === 'some')}
        >
          {(['everybody', 'some'] as const).map((one) => (
            <FormControlLabel
              key={one}
              value={one}
              control={<Radio size="small" />}
              label={t(`bulletins.form.${one}`)}
              sx={{ minHeight: { xs: 44, md: 32 } }}
            />
          ))}
        </RadioGroup>
        {some && (
          <AddresseesInput issuer={issuer} value={addressees} onChange={setAddressees} error={errors['addressees']} />
        )}
      </Group>
      {errors['orgCode'] && (
        <Alert severity="error" variant="outlined">
          {errors['orgCode']}
        </Alert>
      )}
      <Box>
        <BusyButton
          variant="contained"
          size="large"
          disabled={!cutOffAt}
          loading={busy}
          onClick={() => void make()}
          sx={{ width: { xs: 1, sm: 'auto' }, minWidth: 200 }}
        >
          {t('bulletins.form.make')}
        </BusyButton>
      </Box>
    </Box>
  );
};

const Group = ({ label, error, children }: { label: string; error?: string | undefined; children: ReactNode }) => (
  <Box component="section">
    <Typography variant="h2" sx={{ mb: 0.5 }}>
      {label}
    </Typography>
    {children}
    {error && (
      <FormHelperText error role="alert">
        {error}
      </FormHelperText>
    )}
  </Box>
);
