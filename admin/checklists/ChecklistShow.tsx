import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useGetList, useGetOne } from 'ra-core';
import { Link as RouterLink, useParams } from 'react-router';
import type { Checklist } from '../../shared/checklists.ts';
import { useT, useWord } from '../i18n/index.ts';
import { HistoryTimeline } from '../ui/HistoryTimeline.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RecordColumns } from '../ui/RecordColumns.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { StatusChip } from '../ui/StatusChip.tsx';
import { ChecklistActs } from './ChecklistActs.tsx';
import { ChecklistItems } from './ChecklistItems.tsx';
import { Owner } from './Owner.tsx';

/** One edition of a checklist: its questions by section, its other editions, its life. */
export const ChecklistShow = () => {
  const { id = '' } = useParams();
  const t = useT();
  const word = useWord();
  const { data: checklist, error, refetch } = useGetOne<Checklist>('checklists', { id });
  if (error && !checklist) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!checklist) return <PageSkeleton />;
  return (
    <>
      <PageHeader
        back="/checklists"
        title={checklist.title}
        status={<StatusChip kind="checklists" status={checklist.status} filled />}
        sub={
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
            <span>{word('purpose', checklist.purpose)}</span>
            <span>{t('checklists.edition', { count: checklist.edition })}</span>
            <span>{t('checklists.count', { count: checklist.itemCount })}</span>
            <Owner code={checklist.ownerOrgCode} />
          </Box>
        }
        actions={<ChecklistActs checklist={checklist} />}
      />
      <RecordColumns
        side={
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Editions checklist={checklist} />
            <HistoryTimeline subjectType="checklists" subjectId={checklist.id} />
          </Box>
        }
      >
        <ChecklistItems items={checklist.items} purpose={checklist.purpose} />
      </RecordColumns>
    </>
  );
};

const Editions = ({ checklist: { id, familyId } }: { checklist: Checklist }) => {
  const t = useT();
  const { data = [] } = useGetList<Checklist>('checklists', {
    filter: { familyId },
    sort: { field: 'edition', order: 'DESC' },
    pagination: { page: 1, perPage: 50 },
  });
  if (data.length < 2) return null;
  return (
    <Box component="section">
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('checklists.editions')}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {data.map((edition) => (
          <Box
            component="li"
            key={edition.id}
            sx={{ display: 'flex', gap: 1.5, alignItems: 'center', minHeight: { xs: 44, md: 32 } }}
          >
            <Box sx={{ flex: 1, fontWeight: edition.id === id ? 600 : 400 }}>
              {edition.id === id ? (
                t('checklists.edition', { count: edition.edition })
              ) : (
                <Link component={RouterLink} to={`/checklists/${edition.id}/show`}>
                  {t('checklists.edition', { count: edition.edition })}
                </Link>
              )}
            </Box>
            <StatusChip kind="checklists" status={edition.status} />
          </Box>
        ))}
      </Box>
    </Box>
  );
};
