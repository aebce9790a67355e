import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import type { OwnSession } from '../../shared/signIn.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { httpClient, sentenceOf } from '../providers/httpClient.ts';
import { BusyButton } from '../ui/BusyButton.tsx';
import { useFormat } from '../ui/format.ts';
import { Lines } from '../ui/Lines.tsx';
import { ErrorState, TextSkeleton } from '../ui/states.tsx';

const queryKey = ['me', 'sessions'];

/** Where one is signed in, and the end of any of it. */
export const Sessions = () => {
  const t = useT();
  const notify = useNotify();
  const { read, post } = useData();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({ queryKey, queryFn: () => read<OwnSession[]>('me/sessions') });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <TextSkeleton lines={3} />;
  const others = data.filter(({ current }) => !current).length;
  const end = async (what: string, act: () => Promise<OwnSession[]>, done: string) => {
    setBusy(what);
    try {
      queryClient.setQueryData(queryKey, await act());
      notify(done, { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      await refetch();
    } finally {
      setBusy(null);
    }
  };
  const endOne = ({ id }: OwnSession) =>
    end(
      id,
      async () => (await httpClient<OwnSession[]>(`/api/me/sessions/${id}`, { method: 'DELETE' })).json,
      t('signIn.sessions.ended'),
    );
  const endOthers = () =>
    end('others', () => post<OwnSession[]>('me/end-other-sessions', {}), t('signIn.sessions.endedOthers'));
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Lines>
        {data.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            busy={busy === session.id}
            onEnd={() => void endOne(session)}
          />
        ))}
      </Lines>
      {others === 0 ? (
        <Typography color="text.secondary">{t('signIn.sessions.only')}</Typography>
      ) : (
        <Box>
          <BusyButton
            variant="outlined"
            loading={busy === 'others'}
            onClick={() => void endOthers()}
            sx={{ minHeight: { xs: 44, md: 36 } }}
          >
            {t('signIn.sessions.endOthers', { count: others })}
          </BusyButton>
        </Box>
      )}
    </Box>
  );
};

type LineProps = { session: OwnSession; busy: boolean; onEnd: () => void };

const SessionLine = ({ session, busy, onEnd }: LineProps) => {
  const t = useT();
  const { instant } = useFormat();
  const { browser, system, since, seenAt, address, provider, current } = session;
  const device = `${t(`signIn.system.${system}`)} · ${t(`signIn.browser.${browser}`)}`;
  const facts = [
    t('signIn.sessions.since', { at: instant(since) }),
    ...(current ? [] : [t('signIn.sessions.seen', { at: instant(seenAt) })]),
    ...(provider ? [t('signIn.sessions.by', { name: provider })] : []),
    ...(address ? [address] : []),
  ];
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        columnGap: 2,
        alignItems: 'center',
        px: { xs: 2, md: 1.5 },
        py: 1,
        minHeight: 52,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'center', fontWeight: 600 }}>
          {device}
          {current && <Chip size="small" label={t('signIn.sessions.current')} />}
        </Box>
        <Typography variant="body2" color="text.secondary">
          {facts.join(' · ')}
        </Typography>
      </Box>
      {!current && (
        <BusyButton
          loading={busy}
          onClick={onEnd}
          aria-label={t('signIn.sessions.endNamed', { device })}
          sx={{ minHeight: { xs: 44, md: 32 } }}
        >
          {t('signIn.sessions.end')}
        </BusyButton>
      )}
    </Box>
  );
};
