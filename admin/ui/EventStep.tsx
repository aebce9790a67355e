import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { HistoryEvent } from '../../shared/events.ts';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { FieldValue, isForPeople } from './FieldValue.tsx';
import { useFormat } from './format.ts';
import { useActWord } from './useActWord.ts';
import { useFieldLabel } from './useFieldLabel.ts';
import type { ReactNode } from 'react';

/** A move stands in the history of both places; who reads both is told once. */
export const withoutDoubles = (events: readonly HistoryEvent[]): HistoryEvent[] =>
  events.filter(
    ({ action, at }) => action !== 'move-out' || !events.some((other) => other.action === 'move' && other.at === at),
  );

type ItemProps = {
  title: ReactNode;
  who?: ReactNode;
  /** The instant or the day, and how it is written. */
  at: string;
  when: ReactNode;
  /** What was said, as it was said. */
  quote?: string | null;
  last: boolean;
  /** At the right end of the first line. */
  tools?: ReactNode;
  children?: ReactNode;
};

/** One step of a life: what, who, when, and what was said. */
export const TimelineItem = ({ title, who, at, when, quote, last, tools, children }: ItemProps) => (
  <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: 1.5 }}>
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
      <Box sx={{ display: 'flex', alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0, display: 'flex', columnGap: 1, flexWrap: 'wrap', alignItems: 'baseline' }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {title}
          </Box>
          {who && <span>{who}</span>}
          <Typography variant="caption" component="time" dateTime={at}>
            {when}
          </Typography>
        </Box>
        {tools && <Box sx={{ flex: 'none', my: -0.5 }}>{tools}</Box>}
      </Box>
      {quote && (
        <Box component="blockquote" sx={{ m: 0, mt: 0.5, pl: 1.25, borderLeft: 2, borderColor: 'divider' }}>
          {quote}
        </Box>
      )}
      {children}
    </Box>
  </Box>
);

/** A step of the history: who, when, what, why and what changed. */
export const EventStep = ({ event, last }: { event: HistoryEvent; last: boolean }) => {
  const t = useT();
  const word = useActWord();
  const { instant } = useFormat();
  const changes = Object.entries(event.changes ?? {}).filter(([field]) => isForPeople(field));
  return (
    <TimelineItem
      title={word(event.subjectType, event.action)}
      who={event.actorName || t('ui.history.system')}
      at={event.at}
      when={instant(event.at)}
      quote={event.reason}
      last={last}
    >
      {changes.length > 0 && <Changes subjectType={event.subjectType} changes={changes} />}
    </TimelineItem>
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
