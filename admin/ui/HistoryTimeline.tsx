import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { EmptyState, ErrorState, TextSkeleton } from './states.tsx';
import { EventStep, withoutDoubles } from './EventStep.tsx';

type Props = { subjectType: Resource; subjectId: string; /** Without its own heading. */ bare?: boolean };

const perPage = 30;

/** The life of a record: who, when, what, why and what changed; the newest on top, the oldest at the bottom. */
export const HistoryTimeline = ({ subjectType, subjectId, bare = false }: Props) => {
  const t = useT();
  const [pages, setPages] = useState(1);
  const { data, total, error, isPending, refetch } = useGetList<HistoryEvent>(
    'events',
    {
      filter: { subjectType, subjectId },
      sort: { field: 'at', order: 'DESC' },
      pagination: { page: 1, perPage: perPage * pages },
    },
    // A form that has just been saved leads back here: what it did must stand in the history.
    { staleTime: 0 },
  );
  const steps = withoutDoubles(data ?? []);
  return (
    <Box component="section" aria-label={t('ui.history.title')}>
      {!bare && (
        <Typography variant="h2" sx={{ mb: 1.5 }}>
          {t('ui.history.title')}
        </Typography>
      )}
      {isPending && <TextSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} compact />}
      {data?.length === 0 && <EmptyState title={t('ui.history.none')} compact />}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {steps.map((event, index) => (
          <EventStep key={event.id} event={event} last={index === steps.length - 1} />
        ))}
      </Box>
      {data && total !== undefined && total > data.length && (
        <Button size="small" onClick={() => setPages(pages + 1)}>
          {t('ui.history.more')}
        </Button>
      )}
    </Box>
  );
};
