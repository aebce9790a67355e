import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useGetList, useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { DrawMethod, Reinspection, ReinspectionPreview } from '../../shared/reinspections.ts';
import { addDays } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { useMe } from '../providers/session.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { DayPicker } from '../ui/DayInput.tsx';
import { useFormat } from '../ui/format.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';
import { StrataTable } from './StrataTable.tsx';
import { usePreview } from './usePreview.ts';

type Props = {
  /** Given, the dialog asks for no other. */
  campaignId?: string;
  onClose: () => void;
};

/** How many, by when, and what that means for each region; then it is drawn. Mount it to open it. */
export const DrawDialog = ({ campaignId: fixed, onClose }: Props) => {
  const t = useT();
  const me = useMe();
  const { today, number } = useFormat();
  const { post } = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const campaigns = useCampaigns(fixed === undefined);
  const [chosen, setChosen] = useState<string>();
  const [orgCode, setOrgCode] = useState<string | null>(null);
  const [by, setBy] = useState<'size' | 'share'>('size');
  const [amount, setAmount] = useState('10');
  const [dueOn, setDueOn] = useState<string | null>(addDays(today, 14));
  const [seed, setSeed] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const campaignId = fixed ?? chosen ?? campaigns[0]?.id;
  const method = methodOf(by, amount);
  const { preview, counting } = usePreview({ campaignId, orgCode, method: method ?? {} });
  const tooLarge = preview !== undefined && (method?.size ?? 0) > preview.populationSize;
  const fault =
    (tooLarge && t('reinspections.tooLarge', { count: number(preview.populationSize) })) || errors[`method.${by}`];
  const ready = method !== null && dueOn !== null && !tooLarge && (preview?.populationSize ?? 0) > 0;

  const draw = async () => {
    try {
      const body = { campaignId, method, dueOn, ...(orgCode && { orgCode }), ...(seed && { seed }) };
      const drawn = await post<Reinspection>('reinspections', body);
      notify(t('reinspections.drawn', { count: number(drawn.sampleSize) }), { type: 'success' });
      onClose();
      refresh();
      void navigate(`/reinspections/${drawn.id}/show`);
    } catch (failure) {
      const byField = problemBody(failure).errors ?? {};
      setErrors(byField);
      if (Object.keys(byField).length === 0) notify(sentenceOf(failure), { type: 'error' });
    }
  };

  return (
    <ConfirmDialog
      open
      title={t('reinspections.act')}
      confirmLabel={
        ready && preview?.sampleSize
          ? t('reinspections.confirm', { count: number(preview.sampleSize) })
          : t('reinspections.confirmBare')
      }
      disabled={!ready || counting}
      onConfirm={draw}
      onClose={onClose}
      body={
        <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
          {fixed === undefined && (
            <TextField
              select
              fullWidth
              label={t('reinspections.campaign')}
              value={campaignId ?? ''}
              onChange={({ target }) => setChosen(target.value)}
              error={Boolean(errors['campaignId'])}
              slotProps={{ inputLabel: { shrink: true } }}
            >
              {campaigns.map(({ id, title }) => (
                <MenuItem key={id} value={id} sx={{ whiteSpace: 'normal' }}>
                  {title}
                </MenuItem>
              ))}
            </TextField>
          )}
          <OrgPicker
            label={t('reinspections.place')}
            value={orgCode}
            onChange={setOrgCode}
            placeholder={t('reinspections.placeAll', { name: me?.org.name ?? '' })}
            error={Boolean(errors['orgCode'])}
            helperText={errors['orgCode']}
          />
          <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'flex-start' }}>
            <HowMany by={by} setBy={setBy} amount={amount} setAmount={setAmount} fault={fault || undefined} />
            <Box sx={{ flex: '1 1 150px' }}>
              <DayPicker
                label={t('reinspections.dueOn')}
                required
                fullWidth
                min={today}
                value={dueOn}
                onChange={setDueOn}
                error={Boolean(errors['dueOn'])}
                helperText={errors['dueOn']}
              />
            </Box>
          </Box>
          <Reached preview={preview} counting={counting} place={orgCode ?? me?.org.code} sampled={ready} />
          {errors['campaignId'] && (
            <Alert severity="error" variant="outlined">
              {errors['campaignId']}
            </Alert>
          )}
          {seed === null ? (
            <Button size="small" onClick={() => setSeed('')} sx={{ justifySelf: 'start' }}>
              {t('reinspections.chooseSeed')}
            </Button>
          ) : (
            <TextField
              label={t('reinspections.seed')}
              value={seed}
              onChange={({ target }) => setSeed(target.value.trim())}
              fullWidth
              autoFocus
              error={Boolean(errors['seed'])}
              helperText={errors['seed'] ?? t('reinspections.seedHint')}
              slotProps={{ htmlInput: { maxLength: 64 } }}
            />
          )}
        </Box>
      }
    />
  );
};

/** The campaigns that have gone out, those in course first. */
function useCampaigns(enabled: boolean): Campaign[] {
  const { data = [] } = useGetList<Campaign>(
    'campaigns',
    {
      filter: { status: ['issued', 'closed'] },
      sort: { field: 'startsOn', order: 'DESC' },
      pagination: { page: 1, perPage: 50 },
    },
    { enabled },
  );
  return data.toSorted((a, b) => Number(a.status === 'closed') - Number(b.status === 'closed'));
}

/** Null while it is no number that can be drawn. A share is written in percent. */
function methodOf(by: 'size' | 'share', amount: string): DrawMethod | null {
  const value = Number(amount);
  if (amount.trim() === '' || !Number.isFinite(value)) return null;
  if (by === 'size') return Number.isInteger(value) && value >= 1 && value <= 10_000 ? { size: value } : null;
  return value >= 0.01 && value <= 100 ? { share: Number((value / 100).toFixed(6)) } : null;
}

type HowManyProps = {
  by: 'size' | 'share';
  setBy: (by: 'size' | 'share') => void;
  amount: string;
  setAmount: (amount: string) => void;
  fault: string | undefined;
};

const HowMany = ({ by, setBy, amount, setAmount, fault }: HowManyProps) => {
  const t = useT();
  return (
    <Box sx={{ display: 'flex', gap: 1, flex: '1 1 200px', alignItems: 'flex-start' }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={by}
        aria-label={t('reinspections.howMany')}
        onChange={(_, next: 'size' | 'share' | null) => {
          if (!next) return;
          setBy(next);
          setAmount('10');
        }}
        sx={{
          flex: 'none',

          '& .MuiToggleButton-root': { minHeight: { xs: 44, md: 36 } },
        }}
      >
        <ToggleButton value="size">{t('reinspections.bySize')}</ToggleButton>
        <ToggleButton value="share">{t('reinspections.byShare')}</ToggleButton>
      </ToggleButtonGroup>
      <TextField
        label={t(by === 'size' ? 'reinspections.size' : 'reinspections.share')}
        value={amount}
        onChange={({ target }) => setAmount(target.value)}
        error={fault !== undefined}
        helperText={fault}
        sx={{ flex: 1, minWidth: 96 }}
        slotProps={{
          htmlInput: { inputMode: 'decimal', maxLength: 8 },
          ...(by === 'share' && { input: { endAdornment: <span>%</span> } }),
        }}
      />
    </Box>
  );
};

type ReachedProps = {
  preview: ReinspectionPreview | undefined;
  counting: boolean;
  place: string | undefined;
  sampled: boolean;
};

const Reached = ({ preview, counting, place, sampled }: ReachedProps) => {
  const t = useT();
  const { number } = useFormat();
  if (!preview) return <Typography color="text.secondary">{t('reinspections.counting')}</Typography>;
  if (preview.populationSize === 0) {
    return (
      <Alert severity="info" variant="outlined">
        <strong>{t('reinspections.populationNone')}</strong>
        <div>{t('reinspections.populationNoneBody')}</div>
      </Alert>
    );
  }
  return (
    <Box role="status" sx={{ opacity: counting ? 0.6 : 1 }}>
      <Typography sx={{ fontWeight: 600, mb: 0.5 }}>
        {t('reinspections.population', { count: number(preview.populationSize) })}
      </Typography>
      <StrataTable strata={preview.strata} place={place} sampled={sampled} scrolls />
    </Box>
  );
};
