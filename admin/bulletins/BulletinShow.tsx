import Box from '@mui/material/Box';
import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import type { Bulletin } from '../../shared/bulletins.ts';
import { cutOffWords } from '../../shared/rules/bulletin.ts';
import { isAtOrAbove } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { useMe } from '../providers/session.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { OrgName } from '../ui/orgs.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { usePhone } from '../ui/usePhone.ts';
import { BulletinActs } from './BulletinActs.tsx';
import { Figures } from './Figures.tsx';
import { Paper } from './Paper.tsx';
import { AcknowledgeButton, MyReceipt, Receipts, useMyReceipt } from './Receipts.tsx';

/** The circular as it reads on paper; beside it who has acknowledged it, or one's own receipt. */
export const BulletinShow = () => {
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<Bulletin>('bulletins', { id });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Page bulletin={data} />;
};

const Page = ({ bulletin }: { bulletin: Bulletin }) => {
  const t = useT();
  const phone = usePhone();
  const mine = useMyReceipt(bulletin);
  return (
    <>
      <PageHeader
        back="/bulletins"
        title={bulletin.docNo || t('bulletins.title')}
        status={<StatusChip kind="bulletins" status={bulletin.status} filled />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            <OrgName code={bulletin.orgCode} />
            <span>{t('bulletins.figures.asOf', { at: cutOffWords(bulletin.cutOffAt) })}</span>
          </Box>
        }
        actions={<BulletinActs bulletin={bulletin} />}
      />
      <RecordColumns side={<Side bulletin={bulletin} />}>
        <Paper bulletin={bulletin} />
        {phone && mine?.acknowledgedAt === null && (
          <Box sx={{ mt: 2 }}>
            <AcknowledgeButton bulletin={bulletin} fullWidth />
          </Box>
        )}
      </RecordColumns>
    </>
  );
};

const Side = ({ bulletin }: { bulletin: Bulletin }) => {
  const mine = useMyReceipt(bulletin);
  const reader = useMe()?.org.code ?? '';
  // Who reads it from below sees nothing of its making.
  const own = isAtOrAbove(reader, bulletin.orgCode);
  const others = bulletin.receipts.filter((receipt) => receipt !== mine);
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      {mine && <MyReceipt receipt={mine} />}
      {others.length > 0 && <Receipts receipts={others} />}
      {bulletin.status === 'draft' && <Figures bulletin={bulletin} />}
      {(own || mine?.acknowledgedAt) && <HistoryTimeline subjectType="bulletins" subjectId={bulletin.id} />}
    </Box>
  );
};
