import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Enterprise } from '../../shared/enterprises.ts';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Letter } from '../../shared/letters.ts';
import type { Visit } from '../../shared/visits.ts';
import { useT, useWord } from '../i18n/index.ts';
import { ReplyButton } from '../letters/ReplyButton.tsx';
import { DueDay } from '../ui/DueDay.tsx';
import { EvidenceGallery } from '../ui/EvidenceGallery.tsx';
import { EventStep, TimelineItem, withoutDoubles } from '../ui/EventStep.tsx';
import { useFormat } from '../ui/format.ts';
import { EmptyState, ErrorState, TextSkeleton } from '../ui/states.tsx';
import { EditVisit } from '../visits/EditVisit.tsx';
import { fileEntries, type FileEntry } from './fileEntries.ts';

const shownAtOnce = 20;
const most = 200;

/** One enterprise, one file: stages, visits and letters in one line of its life, the newest on top. */
export const FileTimeline = ({ record }: { record: Enterprise }) => {
  const t = useT();
  const [shown, setShown] = useState(shownAtOnce);
  const file = useFile(record.id);
  const entries = file.entries ?? [];
  const elsewhere = file.visits === undefined ? 0 : Math.max(0, record.visitCount - file.visits);
  return (
    <Box component="section" aria-label={t('ledger.file.timeline')}>
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        {t('ledger.file.timeline')}
      </Typography>
      {!file.entries && !file.error && <TextSkeleton />}
      {file.error && <ErrorState error={file.error} onRetry={file.retry} compact />}
      {file.entries?.length === 0 && <EmptyState title={t('ledger.file.timelineNone')} compact />}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {entries.slice(0, shown).map((entry, index, all) => (
          <Entry key={entry.key} entry={entry} last={index === all.length - 1} />
        ))}
      </Box>
      {entries.length > shown && (
        <Button size="small" onClick={() => setShown(shown + shownAtOnce)}>
          {t('ledger.file.more')}
        </Button>
      )}
      {elsewhere > 0 && (
        <Typography variant="caption" component="p" sx={{ mt: 1 }}>
          {t('ledger.file.visitsElsewhere', { count: elsewhere })}
        </Typography>
      )}
    </Box>
  );
};

function useFile(enterpriseId: string) {
  const pagination = { page: 1, perPage: most };
  const events = useGetList<HistoryEvent>(
    'events',
    {
      filter: { subjectType: 'enterprises', subjectId: enterpriseId },
      sort: { field: 'at', order: 'DESC' },
      pagination,
    },
    { staleTime: 0 },
  );
  const visits = useGetList<Visit>(
    'visits',
    { filter: { enterpriseId }, sort: { field: 'visitedOn', order: 'DESC' }, pagination },
    { staleTime: 0 },
  );
  const letters = useGetList<Letter>(
    'letters',
    { filter: { enterpriseId }, sort: { field: 'issuedOn', order: 'DESC' }, pagination },
    { staleTime: 0 },
  );
  const parts = [events, visits, letters];
  const entries =
    events.data && visits.data && letters.data
      ? fileEntries({ events: withoutDoubles(events.data), visits: visits.data, letters: letters.data })
      : undefined;
  return {
    entries,
    visits: visits.total,
    error: entries ? null : (parts.find(({ error }) => error)?.error ?? null),
    retry: () => void Promise.all(parts.map(({ refetch }) => refetch())),
  };
}

const Entry = ({ entry, last }: { entry: FileEntry; last: boolean }) => {
  if (entry.kind === 'event') return <EventStep event={entry.event} last={last} />;
  if (entry.kind === 'visit') return <VisitEntry visit={entry.visit} last={last} />;
  return entry.kind === 'letter' ? (
    <LetterEntry letter={entry.letter} last={last} />
  ) : (
    <ReplyEntry letter={entry.letter} last={last} />
  );
};

const VisitEntry = ({ visit, last }: { visit: Visit; last: boolean }) => {
  const t = useT();
  const word = useWord();
  const { day } = useFormat();
  return (
    <TimelineItem
      title={t('ledger.visit.title', { outcome: word('visitOutcome', visit.outcome) })}
      who={visit.visitorName}
      at={visit.visitedOn}
      when={day(visit.visitedOn)}
      quote={visit.note}
      last={last}
      tools={<EditVisit visit={visit} />}
    >
      <Files ids={visit.attachmentIds} record={visit} />
    </TimelineItem>
  );
};

const LetterEntry = ({ letter, last }: { letter: Letter; last: boolean }) => {
  const t = useT();
  const { day } = useFormat();
  return (
    <TimelineItem
      title={t('ledger.letter.issued', { kind: letter.kindName })}
      who={letter.docNo}
      at={letter.issuedOn}
      when={day(letter.issuedOn)}
      quote={letter.note}
      last={last}
    >
      {!letter.repliedOn && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5, mt: 0.5 }}>
          <span>
            {t('ledger.letter.until')} <DueDay day={letter.replyDueOn} />
          </span>
          <ReplyButton letter={letter} />
        </Box>
      )}
      <Files ids={letter.attachmentIds} record={letter} />
    </TimelineItem>
  );
};

const ReplyEntry = ({ letter, last }: { letter: Letter; last: boolean }) => {
  const t = useT();
  const { day } = useFormat();
  return (
    <TimelineItem
      title={t('ledger.letter.repliedTitle', { kind: letter.kindName })}
      who={letter.docNo}
      at={letter.repliedOn!}
      when={day(letter.repliedOn)}
      quote={letter.replyNote}
      last={last}
    />
  );
};

type FilesProps = { ids: readonly string[]; record: { id: string; version: number } };

/** What was changed since it was written may have former files too. */
const Files = ({ ids, record: { id, version } }: FilesProps) =>
  ids.length === 0 && version === 1 ? null : (
    <Box sx={{ mt: 1 }}>
      <EvidenceGallery ids={ids} none="" {...(version > 1 ? { subjectId: id } : {})} />
    </Box>
  );
