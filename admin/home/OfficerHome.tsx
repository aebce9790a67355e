import Box from '@mui/material/Box';
import type { WorkKey } from '../../shared/me.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { useWork } from '../providers/work.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { CampaignsAside } from './CampaignsAside.tsx';
import { EndingsAside } from './EndingsAside.tsx';
import { OfficerWork } from './OfficerWork.tsx';
import { WorkCounts } from './WorkCounts.tsx';

const nearWork: readonly WorkKey[] = [
  'overdue',
  'dueThisWeek',
  'returned',
  'toFill',
  'toReview',
  'toVerify',
  'toDecide',
  'toReinspect',
  'sitesForMe',
  'reportsMissing',
  'lettersOverdue',
  'stalled',
  'toAcknowledge',
  'ordersForMe',
];
const farWork: readonly WorkKey[] = [
  'toVerify',
  'toDecide',
  'toReinspect',
  'toReview',
  'overdue',
  'dueThisWeek',
  'returned',
  'toFill',
  'sitesForMe',
  'reportsMissing',
  'lettersOverdue',
  'stalled',
  'toAcknowledge',
  'ordersForMe',
];

/** What must I do now? Districts and townships rectify and fill in; cities and provinces decide what comes in. */
export const OfficerHome = () => {
  const t = useT();
  const level = useMe()?.org.level;
  const acts = level === 'district' || level === 'township';
  return (
    <>
      <PageHeader title={t('home.title')} />
      <WorkCounts
        work={useWork()}
        order={acts ? nearWork : farWork}
        rare={[
          'toReinspect',
          'sitesForMe',
          'reportsMissing',
          'lettersOverdue',
          'stalled',
          'toAcknowledge',
          'ordersForMe',
          ...(acts ? (['toVerify', 'toDecide', 'toReview'] as const) : []),
        ]}
      />
      <RecordColumns
        side={
          <>
            <CampaignsAside />
            <EndingsAside />
          </>
        }
      >
        <Box>
          <OfficerWork acts={acts} />
        </Box>
      </RecordColumns>
    </>
  );
};
