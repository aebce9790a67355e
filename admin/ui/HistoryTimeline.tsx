import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { FieldValue, isForPeople } from './FieldValue.tsx';
import { useFormat } from './format.ts';
import { EmptyState, ErrorState, TextSkeleton } from './states.tsx';
import { useActWord } from './useActWord.ts';
import { useFieldLabel } from './useFieldLabel.ts';

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
        {data?.map((event, index) => (
          <Step key={event.id} event={event} last={index === data.length - 1} />
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

const Step = ({ event, last }: { event: HistoryEvent; last: boolean }) => {
  const t = useT();
  const word = useActWord();
  const { instant } = useFormat();
  const changes = Object.entries(event.changes ?? {}).filter(([field]) => isForPeople(field));
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '16px 1fr', columnGap: 1.5 }}>
      <Box aria-hidden sx={{ position: 'relative' }}>
        <Box
          sx={{
            width: 9,
            height: 9,
            mt: '7px',
            borderRadius: '50%',
            border: 2,
            borderColor: 'primary.main',
            bgcolor: 'background.paper',
          }}
        />
        {!last && <Box sx={{ position: 'absolute', left: 4, top: 18, bottom: -6, width: '1px', bgcolor: 'divider' }} />}
      </Box>
      <Box sx={{ pb: last ? 0 : 2.5, minWidth: 0 }}>
        <Box sx={{ display: 'flex', columnGap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {word(event.subjectType, event.action)}
          </Box>
          <span>{event.actorName || t('ui.history.system')}</span>
          <Typography variant="caption" component="time" dateTime={event.at}>
            {instant(event.at)}
          </Typography>
        </Box>
        {event.reason && (
          <Box component="blockquote" sx={{ m: 0, mt: 0.5, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
            {event.reason}
          </Box>
        )}
        {changes.length > 0 && <Changes subjectType={event.subjectType} changes={changes} />}
      </Box>
    </Box>
  );
};

type ChangesProps = { subjectType: Resource; changes: [string, [unknown, unknown]][] };

const Changes = ({ subjectType, changes }: ChangesProps) => {
  const label = useFieldLabel();
  const named = changes
    .map(([field, values]) => ({ field, values, name: label(subjectType, field) }))
    .filter(({ name }) => name !== '');
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 0.5, p: 0, fontSize: '0.8125rem', color: 'text.secondary' }}>
      {named.map(({ field, name, values: [before, after] }) => (
        <Box
          component="li"
          key={field}
          sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 0.75, alignItems: 'baseline' }}
        >
          <span>{name}</span>
          {before !== null && before !== undefined && before !== '' && (
            <>
              <Box component="s" sx={{ textDecorationColor: 'currentColor', opacity: 0.8 }}>
                <FieldValue resource={subjectType} field={field} value={before} />
              </Box>
              <ArrowForwardOutlined sx={{ fontSize: '0.75rem', alignSelf: 'center' }} aria-hidden />
            </>
          )}
          <Box component="span" sx={{ color: 'text.primary' }}>
            <FieldValue resource={subjectType} field={field} value={after} />
          </Box>
        </Box>
      ))}
    </Box>
  );
};
