import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useDelete, useNotify } from 'ra-core';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams } from 'react-router';
import type { Reinspection } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { size } from '../theme.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { tapLink } from '../ui/tapLink.ts';
import { DrawProgress } from './DrawProgress.tsx';
import { settledOf } from './drawState.ts';
import { Proof } from './Proof.tsx';
import { Results } from './Results.tsx';
import { Sample } from './Sample.tsx';
import { useReinspection } from './useReinspection.ts';

/** One draw in the field: how far it is, each item with its two choices, what was found, and why these items. */
export const ReinspectionShow = () => {
  const { id = '' } = useParams();
  const t = useT();
  const draw = useReinspection(id);
  const { data: record, error, refetch } = draw;
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record?.items) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back="/reinspections"
        title={t('reinspections.title')}
        status={<StatusChip kind="reinspections" status={record.status} filled />}
        deadline={<DueDay day={record.dueOn} status={record.status} />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            <OrgName code={record.orgCode} full />
            <Link component={RouterLink} to={`/campaigns/${record.campaignId}/show`} sx={tapLink}>
              {record.campaignTitle}
            </Link>
          </Box>
        }
        actions={<RemoveDraw record={record} />}
      />
      <RecordColumns
        side={
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Proof record={record} />
            <HistoryTimeline subjectType="reinspections" subjectId={record.id} />
          </Box>
        }
      >
        <Box
          sx={{
            position: 'sticky',
            top: size.bar,
            zIndex: 2,
            bgcolor: 'page',
            py: 1,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <DrawProgress draw={record} large />
        </Box>
        <Results record={record} />
        <Sample record={record} items={record.items} acts={draw} />
      </RecordColumns>
    </>
  );
};

/** As long as nothing is recorded the sample can be thrown away; the history keeps that it was drawn. */
const RemoveDraw = ({ record }: { record: Reinspection }) => {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove] = useDelete<Reinspection>();
  if (!record.mayActions.includes('record') || settledOf(record) > 0) return null;
  const confirm = async () => {
    try {
      await remove(
        'reinspections',
        { id: record.id, previousData: record },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(t('reinspections.remove.done'), { type: 'success' });
      void navigate('/reinspections', { replace: true });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      setAsking(false);
    }
  };
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('reinspections.remove.label')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('reinspections.remove.ask')}
        body={t('reinspections.remove.body')}
        confirmLabel={t('reinspections.remove.label')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
