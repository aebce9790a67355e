import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import Typography from '@mui/material/Typography';
import { useGetList, useGetOne } from 'ra-core';
import { Link as RouterLink } from 'react-router';
import type { Checklist } from '../../shared/checklists.ts';
import type { Inspection } from '../../shared/inspections.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import { unsettledStatuses } from '../../shared/rules/deadlines.ts';
import { useT } from '../i18n/index.ts';
import { mayStillSave } from '../inspections/draft.ts';
import { FillButton } from '../inspections/InspectionActs.tsx';
import { InstallHint } from '../offline/InstallHint.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { ChairItem } from './ChairItem.tsx';

const unsettled = [...unsettledStatuses];

/** What do they want from me? The inspections to answer, and what is to be fixed by when. */
export const ChairHome = () => {
  const t = useT();
  const inspections = useGetList<Inspection>('inspections', {
    filter: { campaignOpen: true },
    sort: { field: 'submitBy', order: 'ASC' },
    pagination: { page: 1, perPage: 10 },
  });
  const items = useGetList<Rectification>('rectifications', {
    filter: { status: [...unsettled, 'rectified'] },
    sort: { field: 'dueOn', order: 'ASC' },
    pagination: { page: 1, perPage: 100 },
  });
  const parts = [inspections, items];
  const failed = parts.find(({ error, data }) => error && !data);
  if (failed) return <ErrorState error={failed.error} onRetry={() => parts.forEach((part) => void part.refetch())} />;
  if (!inspections.data || !items.data) return <ListSkeleton rows={6} />;
  const asked = inspections.data.filter(mayStillSave);
  const sent = inspections.data.filter(({ status }) => status === 'submitted' || status === 'approved');
  const open = items.data.filter(({ status }) => unsettled.includes(status as (typeof unsettled)[number]));
  const mine = open.filter(({ responsible }) => responsible === 'self');
  const upper = open.length - mine.length;
  const verifying = items.data.filter(({ status }) => status === 'rectified').length;
  const nothing = asked.length === 0 && mine.length === 0;
  return (
    <Box sx={{ maxWidth: 760, mx: 'auto' }}>
      <PageHeader title={t('home.chairTitle')} />
      <InstallHint />
      {nothing && (
        <EmptyState icon={<TaskAltOutlined />} title={t('home.noneChair')} body={t('home.noneChairBody')} compact />
      )}
      {asked.map((inspection) => (
        <Asked key={inspection.id} inspection={inspection} />
      ))}
      {mine.length > 0 && (
        <Box component="section" sx={{ mb: 3 }}>
          <Typography variant="h2" sx={{ mb: 1 }}>
            {t('home.items')}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}>
            {mine.map((record) => (
              <ChairItem key={record.id} record={record} />
            ))}
          </Box>
        </Box>
      )}
      <Box sx={{ display: 'grid', color: 'text.secondary' }}>
        {verifying > 0 && (
          <Link component={RouterLink} to={listUrl('rectifications', { status: ['rectified'] })} sx={line}>
            {t('home.verifying', { count: verifying })}
          </Link>
        )}
        {upper > 0 && (
          <Link
            component={RouterLink}
            to={listUrl('rectifications', { status: unsettled, responsible: 'upper' })}
            sx={line}
          >
            {t('home.upper', { count: upper })}
          </Link>
        )}
        {sent.map((inspection) => (
          <Link key={inspection.id} component={RouterLink} to={`/inspections/${inspection.id}/show`} sx={line}>
            {inspection.campaignTitle}：{t(inspection.status === 'approved' ? 'home.approved' : 'home.submitted')}
          </Link>
        ))}
      </Box>
    </Box>
  );
};

const line = { display: 'flex', alignItems: 'center', minHeight: 44 } as const;

const Asked = ({ inspection }: { inspection: Inspection }) => {
  const t = useT();
  const { data: checklist } = useGetOne<Checklist>(
    'checklists',
    { id: inspection.checklistId },
    { staleTime: 300_000 },
  );
  const done = Object.values(inspection.answers).filter(({ value }) => value !== null).length;
  const total = checklist?.items.length ?? 0;
  return (
    <Box
      component="section"
      sx={{ p: 2, mb: 3, bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Typography color="text.secondary">{t('home.asked')}</Typography>
      <Typography variant="h2" sx={{ mb: 0.5 }}>
        {inspection.campaignTitle}
      </Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, mb: 1.5 }}>
        <DueDay day={inspection.submitBy} />
        {inspection.status === 'returned' && <StatusChip kind="inspections" status="returned" />}
      </Box>
      {inspection.returnReason && inspection.status === 'returned' && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 1.5 }}>
          {t('inspections.form.returned', { reason: inspection.returnReason })}
        </Alert>
      )}
      {done > 0 && total > 0 && (
        <Box sx={{ mb: 1.5 }}>
          <Typography variant="caption">{t('home.answered', { done, total })}</Typography>
          <LinearProgress variant="determinate" value={(done / total) * 100} aria-hidden />
        </Box>
      )}
      <Box sx={{ display: 'grid' }}>
        <FillButton record={inspection} size="large" />
      </Box>
    </Box>
  );
};
