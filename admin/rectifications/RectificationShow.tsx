import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { Rectification } from '../../shared/rectifications.ts';
import { DueDay } from '../ui/DueDay.tsx';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { RectificationActs } from './RectificationActs.tsx';
import { RectificationStatus } from './RectificationStatus.tsx';
import { RectificationPlace, RectificationView } from './RectificationView.tsx';

/** The page of one item: what it is on the left, its life on the right. */
export const RectificationShow = () => {
  const { id = '' } = useParams();
  const { data: record, error, refetch } = useGetOne<Rectification>('rectifications', { id });
  if (error && !record) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!record) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        thumb
        back="/rectifications"
        title={record.itemText}
        status={<RectificationStatus record={record} filled />}
        deadline={<DueDay day={record.dueOn} status={record.status} />}
        sub={<RectificationPlace record={record} />}
        actions={<RectificationActs record={record} />}
      />
      <RecordColumns side={<HistoryTimeline subjectType="rectifications" subjectId={record.id} />}>
        <RectificationView record={record} />
      </RecordColumns>
    </>
  );
};
