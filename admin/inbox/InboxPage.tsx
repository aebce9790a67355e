import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Notification } from '../../shared/notifications.ts';
import { dayOf, weekOf, type Day } from '../../shared/rules/days.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { useUnread } from '../providers/inbox.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';
import { UndoToast } from '../ui/UndoToast.tsx';
import { addressOf, InboxLine } from './InboxLine.tsx';
import { groupsOfInbox, useInbox, useReading } from './useInbox.ts';

type Part = 'today' | 'week' | 'earlier';
const parts: readonly Part[] = ['today', 'week', 'earlier'];

function partOf({ createdAt }: Notification, today: Day): Part {
  const day = dayOf(new Date(createdAt));
  if (day >= today) return 'today';
  return day >= weekOf(today).from ? 'week' : 'earlier';
}

/** What the person has been told: newest first, each opening what it speaks of. */
export const InboxPage = () => {
  const t = useT();
  const { today } = useFormat();
  const navigate = useNavigate();
  const inbox = useInbox();
  const { read } = useReading();
  const [cursor, setCursor] = useState(-1);
  const { notices = [], total = 0 } = inbox;
  const go = (to: number) => setCursor(Math.max(0, Math.min(notices.length - 1, to)));
  const open = (notice: Notification | undefined) => {
    if (!notice) return;
    void read(notice);
    void navigate(addressOf(notice));
  };
  useShortcuts([
    { key: 'j', label: 'shell.shortcuts.next', run: () => go(cursor + 1) },
    { key: 'k', label: 'shell.shortcuts.previous', run: () => go(cursor - 1) },
    { key: 'Enter', label: 'shell.shortcuts.open', run: () => open(notices[cursor]) },
  ]);
  return (
    <Box sx={{ maxWidth: 900 }}>
      <PageHeader title={t('inbox.title')} actions={<ReadAll newest={notices[0]?.createdAt} />} />
      <Filters inbox={inbox} />
      {inbox.error && !inbox.notices ? (
        <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />
      ) : inbox.isPending ? (
        <ListSkeleton />
      ) : notices.length === 0 ? (
        <Empty all={inbox.all} onAll={() => inbox.showAll(true)} />
      ) : (
        parts.map((part) => {
          const here = notices.filter((notice) => partOf(notice, today) === part);
          if (here.length === 0) return null;
          return (
            <Box key={part} component="section" aria-label={t(`inbox.part.${part}`)} sx={{ mb: 2.5 }}>
              <Typography variant="h2" sx={{ fontSize: '0.8125rem', color: 'text.secondary', mb: 0.5 }}>
                {t(`inbox.part.${part}`)}
              </Typography>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, borderTop: 1, borderColor: 'divider' }}>
                {here.map((notice) => (
                  <InboxLine
                    key={notice.id}
                    notice={notice}
                    current={notices[cursor] === notice}
                    onRead={(which) => void read(which)}
                  />
                ))}
              </Box>
            </Box>
          );
        })
      )}
      {total > notices.length && (
        <Box sx={{ textAlign: 'center' }}>
          <Button onClick={inbox.more}>{t('inbox.more', { count: total - notices.length })}</Button>
        </Box>
      )}
    </Box>
  );
};

const Filters = ({ inbox }: { inbox: ReturnType<typeof useInbox> }) => {
  const t = useT();
  const tap = { minHeight: { xs: 44, md: 28 } };
  return (
    <>
      <Tabs
        value={inbox.all ? 'all' : 'unread'}
        onChange={(_, chosen) => inbox.showAll(chosen === 'all')}
        aria-label={t('inbox.title')}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 1.5 }}
      >
        <Tab value="unread" label={t('inbox.tab.unread')} />
        <Tab value="all" label={t('inbox.tab.all')} />
      </Tabs>
      <Box role="group" aria-label={t('inbox.kinds')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 2 }}>
        {[null, ...groupsOfInbox].map((group) => (
          <Chip
            key={group ?? 'every'}
            label={group ? t(`inbox.group.${group}`) : t('inbox.every')}
            variant={inbox.group === group ? 'filled' : 'outlined'}
            color={inbox.group === group ? 'primary' : 'default'}
            aria-pressed={inbox.group === group}
            onClick={() => inbox.choose(group)}
            sx={tap}
          />
        ))}
      </Box>
    </>
  );
};

const Empty = ({ all, onAll }: { all: boolean; onAll: () => void }) => {
  const t = useT();
  return (
    <EmptyState
      title={t(all ? 'inbox.emptyAll' : 'inbox.empty')}
      body={t('inbox.emptyBody')}
      {...(all
        ? {}
        : {
            action: (
              <Button variant="outlined" onClick={onAll}>
                {t('inbox.showAll')}
              </Button>
            ),
          })}
    />
  );
};

/** All that has been seen here becomes read at once; what comes in meanwhile does not. */
const ReadAll = ({ newest }: { newest: string | undefined }) => {
  const t = useT();
  const notify = useNotify();
  const unread = useUnread();
  const { readAll, unread: takeBack } = useReading();
  const [busy, setBusy] = useState(false);
  if (unread === 0) return null;
  const run = async () => {
    setBusy(true);
    try {
      const ids = await readAll(newest);
      const message = t('inbox.readAllDone', { count: ids.length });
      notify(<UndoToast message={message} onUndo={() => takeBack(ids)} />, { autoHideDuration: 8000 });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <BusyButton variant="outlined" loading={busy} onClick={() => void run()} sx={{ minHeight: { xs: 44, md: 36 } }}>
      {t('inbox.readAll')}
    </BusyButton>
  );
};
