import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { Link as RouterLink, useParams } from 'react-router';
import type { Inspection } from '../../shared/inspections.ts';
import { CodeButton } from '../codes/CodeButton.tsx';
import { useT } from '../i18n/index.ts';
import { PrintMenu } from '../prints/PrintMenu.tsx';
import { useMe } from '../providers/session.ts';
import { openStatuses } from '../rectifications/QuickFilters.tsx';
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
        thumb
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
        actions={
          <>
            <CodeButton inspection={inspection} />
            <PrintMenu
              papers={[
                { label: 'phone.print.filled', path: `reports/checklist?inspectionId=${inspection.id}` },
                { label: 'phone.print.blank', path: `reports/checklist?inspectionId=${inspection.id}&blank=true` },
              ]}
            />
            <InspectionActs record={inspection} />
          </>
        }
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
  const { status, submittedAt, submittedBy, returnReason } = inspection;
  const filed = status === 'submitted' || status === 'approved';
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
            { field: 'badCount', value: <Counts inspection={inspection} /> },
          ]}
        />
      )}
    </Box>
  );
};

/** How many faults, and how many of them are still to be rectified or closed; each a door to exactly these. */
const Counts = ({ inspection: { id, badCount, openCount, unclosedCount } }: { inspection: Inspection }) => {
  const t = useT();
  if (badCount === 0) return <>{t('inspections.noFaults')}</>;
  const doors = [
    { key: 'all', text: t('ui.act.count', { count: badCount }), filter: { counted: true }, count: badCount },
    {
      key: 'open',
      text: t('inspections.show.open', { count: openCount }),
      filter: { status: openStatuses },
      count: openCount,
    },
    {
      key: 'unclosed',
      text: t('inspections.show.unclosed', { count: unclosedCount }),
      filter: { status: [...openStatuses, 'rectified'] },
      count: unclosedCount,
    },
  ];
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 2 }}>
      {doors
        .filter(({ count }) => count > 0)
        .map(({ key, text, filter }) => (
          <Link
            key={key}
            component={RouterLink}
            sx={tapLink}
            to={listUrl('rectifications', { inspectionId: id, ...filter })}
          >
            {text}
          </Link>
        ))}
    </Box>
  );
};
