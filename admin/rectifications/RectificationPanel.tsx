import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import type { Rectification } from '../../shared/rectifications.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RectificationActs } from './RectificationActs.tsx';
import { RectificationStatus } from './RectificationStatus.tsx';
import { RectificationPlace, RectificationView } from './RectificationView.tsx';

/** An item beside the list: enough to verify it without leaving. */
export const RectificationPanel = ({ record }: { record: Rectification }) => (
  <>
    <PageHeader
      inPanel
      thumb
      title={record.itemText}
      status={<RectificationStatus record={record} filled />}
      deadline={<DueDay day={record.dueOn} status={record.status} />}
      sub={<RectificationPlace record={record} />}
      actions={<RectificationActs record={record} />}
    />
    <RectificationView record={record} />
    <Divider sx={{ my: 3 }} />
    <Box sx={{ pb: { xs: 10, md: 2 } }}>
      <HistoryTimeline subjectType="rectifications" subjectId={record.id} />
    </Box>
  </>
);
