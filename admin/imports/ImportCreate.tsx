import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useGetList, useNotify } from 'ra-core';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Campaign } from '../../shared/campaigns.ts';
import type { ImportKindName } from '../../shared/imports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { download } from '../providers/download.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, HomeButton } from '../ui/states.tsx';
import { DropZone } from './DropZone.tsx';
import { useImportable } from './importable.ts';
import { useSend } from './useSend.ts';

/** Two steps on one page: the template, and the file. What happens then stands on a page of its own. */
export const ImportCreate = () => {
  const t = useT();
  const word = useWord();
  const kinds = useImportable();
  const [search, setSearch] = useSearchParams();
  const kind = kinds.find((one) => one === search.get('kind')) ?? kinds[0];
  if (!kind) return <EmptyState title={t('shell.state.forbidden')} action={<HomeButton />} />;
  return (
    <Box sx={{ maxWidth: 880 }}>
      <PageHeader back="/imports" title={t('imports.title', { name: word('importKind', kind) })} />
      <Tabs
        value={kind}
        aria-label={t('imports.kinds')}
        variant="scrollable"
        scrollButtons={false}
        onChange={(_, next: ImportKindName) => setSearch({ kind: next }, { replace: true })}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 3 }}
      >
        {kinds.map((one) => (
          <Tab key={one} value={one} label={word('importKind', one)} />
        ))}
      </Tabs>
      <Steps key={kind} kind={kind} campaign={search.get('campaignId')} />
    </Box>
  );
};

const Steps = ({ kind, campaign }: { kind: ImportKindName; campaign: string | null }) => {
  const t = useT();
  const word = useWord();
  const [campaignId, setCampaignId] = useState<string | null>(campaign);
  const forCampaign = kind === 'inspections';
  const params: Record<string, string> = forCampaign && campaignId ? { campaignId } : {};
  const waiting = forCampaign && !campaignId;
  const { send, sending, error } = useSend(kind, params);
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      {forCampaign && <CampaignChoice value={campaignId} onChange={setCampaignId} />}
      <Step
        number={1}
        title={t('imports.step.template')}
        body={
          <>
            {t('imports.step.templateBody')}
            <br />
            {t(forCampaign ? 'imports.step.answersBody' : 'imports.step.exportBody')}
          </>
        }
      >
        <TemplateButton kind={kind} params={params} disabled={waiting} />
        {forCampaign && campaignId ? (
          <Button component={Link} to={listUrl('inspections', { campaignId, status: ['pending', 'returned'] })}>
            {t('imports.toFill')}
          </Button>
        ) : (
          <Button component={Link} to={kind === 'users' ? '/organisations' : `/${kind}`}>
            {t('imports.see', { name: word('importKind', kind) })}
          </Button>
        )}
      </Step>
      <Step number={2} title={t('imports.step.file')} body={t('imports.step.fileBody')}>
        <Box sx={{ flex: 1 }}>
          <DropZone onFile={(file) => void send(file)} sending={sending} error={error} disabled={waiting} />
        </Box>
      </Step>
    </Box>
  );
};

type StepProps = { number: number; title: string; body: ReactNode; children: ReactNode };

const Step = ({ number, title, body, children }: StepProps) => (
  <Box component="section" sx={{ display: 'grid', gridTemplateColumns: '2em minmax(0, 1fr)', columnGap: 1 }}>
    <Typography variant="h2" component="span" color="text.secondary" aria-hidden>
      {number}
    </Typography>
    <Box>
      <Typography variant="h2">{title}</Typography>
      <Typography color="text.secondary" sx={{ mt: 0.5, mb: 1.5, maxWidth: '46em' }}>
        {body}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>{children}</Box>
    </Box>
  </Box>
);

type TemplateProps = { kind: ImportKindName; params: Record<string, string>; disabled: boolean };

const TemplateButton = ({ kind, params, disabled }: TemplateProps) => {
  const t = useT();
  const notify = useNotify();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await download(`reports/import-template?${new URLSearchParams({ kind, ...params }).toString()}`);
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <BusyButton
      variant="outlined"
      startIcon={<FileDownloadOutlined />}
      loading={busy}
      disabled={disabled}
      onClick={() => void take()}
    >
      {t('imports.template')}
    </BusyButton>
  );
};

/** Answers belong to a campaign: the newest that is in progress is meant unless another is chosen. */
const CampaignChoice = ({ value, onChange }: { value: string | null; onChange: (id: string) => void }) => {
  const t = useT();
  const { data } = useGetList<Campaign>('campaigns', {
    filter: { status: ['issued'] },
    sort: { field: 'startsOn', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  const first = data?.[0]?.id;
  const known = data?.some(({ id }) => id === value) ?? false;
  useEffect(() => {
    if (first && !known) onChange(first);
  }, [first, known, onChange]);
  if (data?.length === 0) return <EmptyState compact title={t('imports.noCampaign')} />;
  return (
    <TextField
      select
      label={t('imports.campaign')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
      sx={{ maxWidth: 480 }}
    >
      {(data ?? []).map(({ id, title }) => (
        <MenuItem key={id} value={id}>
          {title}
        </MenuItem>
      ))}
    </TextField>
  );
};
