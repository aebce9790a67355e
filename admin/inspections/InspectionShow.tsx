import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink, useParams } from 'react-router';
import type { Inspection } from '../../shared/inspections.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { Facts } from '../ui/Facts.tsx';
import { useFormat } from '../ui/format.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { listUrl } from '../ui/listUrl.ts';
import { OrgPath } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { InspectionActs } from './InspectionActs.tsx';
import { InspectionAnswers } from './InspectionAnswers.tsx';
import { InspectionMarks } from './InspectionMarks.tsx';
import { useInspection } from './useInspection.ts';
import { tapLink } from '../ui/tapLink.ts';

/** One union's inspection, to be read and decided: answers on the left, its life on the right. */
export const InspectionShow = () => {
  const t = useT();
  const { id = '' } = useParams();
  const reporter = useMe()?.role === 'reporter';
  const { inspection, checklist, error, refetch } = useInspection(id);
  if (error && !(inspection && checklist)) return <ErrorState error={error} onRetry={refetch} />;
  if (!inspection || !checklist) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back={reporter ? '/' : '/inspections'}
        title={inspection.unionName}
        status={
          <>
            <StatusChip kind="inspections" status={inspection.status} filled />
            <InspectionMarks record={inspection} />
          </>
        }
        deadline={<DueDay day={inspection.submitBy} status={inspection.status} />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5 }}>
            <Link component={RouterLink} to={`/campaigns/${inspection.campaignId}/show`} sx={tapLink}>
              {inspection.campaignTitle}
            </Link>
            <OrgPath code={inspection.orgCode} />
            <Link component={RouterLink} to={`/unions/${inspection.unionId}/show`} sx={tapLink}>
              {t('inspections.show.union')}
            </Link>
          </Box>
        }
        actions={<InspectionActs record={inspection} />}
      />
      <RecordColumns side={<HistoryTimeline subjectType="inspections" subjectId={inspection.id} />}>
        <Standing inspection={inspection} total={checklist.itemCount} />
        <InspectionAnswers inspection={inspection} items={checklist.items} />
      </RecordColumns>
    </>
  );
};

/** How it stands, in the few words that decide. */
const Standing = ({ inspection, total }: { inspection: Inspection; total: number }) => {
  const t = useT();
  const { instant, rate } = useFormat();
  const { status, submittedAt, submittedBy, returnReason, badCount, openCount, unclosedCount } = inspection;
  const filed = status === 'submitted' || status === 'approved';
  const items = (filter: Record<string, unknown>, count: number) => (
    <Link
      component={RouterLink}
      sx={tapLink}
      to={listUrl('rectifications', { inspectionId: inspection.id, ...filter })}
    >
      {t('ui.act.count', { count })}
    </Link>
  );
  return (
    <Box sx={{ mb: 3 }}>
      {returnReason && (status === 'returned' || status === 'exempted') && (
        <Alert severity={status === 'returned' ? 'warning' : 'info'} variant="outlined" sx={{ mb: 2 }}>
          <strong>
            {t(status === 'returned' ? 'inspections.show.returnReason' : 'inspections.show.exemptReason')}
          </strong>
          <Box>{returnReason}</Box>
        </Alert>
      )}
      {!filed && status !== 'exempted' && (
        <Typography color="text.secondary">
          {Object.keys(inspection.answers).length === 0
            ? t('inspections.show.notYet')
            : t('inspections.show.draft', { done: Object.keys(inspection.answers).length, total })}
        </Typography>
      )}
      {filed && (
        <Facts
          resource="inspections"
          facts={[
            { field: 'submittedBy', value: `${submittedBy ?? ''} · ${instant(submittedAt)}` },
            { field: 'score', value: rate(inspection.score) },
            { field: 'badCount', value: badCount > 0 ? items({}, badCount) : t('inspections.noFaults') },
            {
              field: 'openCount',
              value: openCount > 0 && items({ status: ['open', 'returned', 'reopened'] }, openCount),
            },
            {
              field: 'unclosedCount',
              value:
                unclosedCount > 0 && items({ status: ['open', 'returned', 'reopened', 'rectified'] }, unclosedCount),
            },
          ]}
        />
      )}
    </Box>
  );
};
