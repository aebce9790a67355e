import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Drawer from '@mui/material/Drawer';
import Typography from '@mui/material/Typography';
import { useNotify, useRefresh } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useT } from '../i18n/index.ts';
import type { Me } from '../providers/session.ts';
import { UndoToast } from '../ui/UndoToast.tsx';
import { draftsOf, dropDraft, keepDraft, useDrafts, type KeptDraft } from './drafts.ts';
import { sendDraft } from './send.ts';

/** While something is queued it is tried again this often, in milliseconds; at once when the network comes back. */
const every = 15_000;

/** Sends what was handed in without a network, one after the other, as soon as that can be done. */
function useOutbox(person: string, waiting: number): void {
  const t = useT();
  const notify = useNotify();
  const refresh = useRefresh();
  const running = useRef(false);
  const run = useRef(async () => {});
  run.current = async () => {
    if (running.current) return;
    running.current = true;
    try {
      for (const draft of (await draftsOf(person)).filter(({ queued }) => queued)) {
        const outcome = await sendDraft(draft);
        if (outcome.kind !== 'sent') continue;
        notify(t('phone.unsent.sent', { title: draft.title }), { type: 'success' });
        refresh();
      }
    } finally {
      running.current = false;
    }
  };
  useEffect(() => {
    const now = () => void run.current();
    now();
    window.addEventListener('online', now);
    return () => window.removeEventListener('online', now);
  }, [person]);
  useEffect(() => {
    if (waiting === 0) return;
    const again = setInterval(() => void run.current(), every);
    return () => clearInterval(again);
  }, [waiting]);
}

/** Says what has not been delivered yet, and leads there; what is only being typed is the form's own business. */
export const Outbox = ({ person }: { person: Me }) => {
  const t = useT();
  const [open, setOpen] = useState(false);
  const drafts = useDrafts(person.id);
  const left = drafts.filter(({ queued, trouble }) => queued ?? trouble).length;
  useOutbox(person.id, drafts.filter(({ queued }) => queued).length);
  if (left === 0) return null;
  return (
    <>
      <Box
        role="status"
        className="no-print"
        sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 0.5, bgcolor: 'tone.waiting.wash' }}
      >
        <Box component="span" sx={{ flex: 1, color: 'tone.waiting.ink' }}>
          {t('phone.unsent.bar', { count: left })}
        </Box>
        <Button size="small" color="inherit" onClick={() => setOpen(true)}>
          {t('phone.unsent.look')}
        </Button>
      </Box>
      <Drawer anchor="bottom" open={open} onClose={() => setOpen(false)}>
        <Box
          role="dialog"
          aria-label={t('phone.unsent.title')}
          sx={{ p: 2, pb: 'max(16px, env(safe-area-inset-bottom))', maxWidth: 760, width: 1, mx: 'auto' }}
        >
          <Typography variant="h2" sx={{ mb: 1 }}>
            {t('phone.unsent.title')}
          </Typography>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {drafts.map((draft) => (
              <Unsent key={draft.key} draft={draft} onOpen={() => setOpen(false)} />
            ))}
          </Box>
        </Box>
      </Drawer>
    </>
  );
};

const Unsent = ({ draft, onOpen }: { draft: KeptDraft; onOpen: () => void }) => {
  const t = useT();
  const notify = useNotify();
  const { key, kind, id, title, queued } = draft;
  const remove = async () => {
    await dropDraft(key);
    notify(<UndoToast message={t('phone.unsent.removed', { title })} onUndo={() => keepDraft(draft)} />, {
      autoHideDuration: 8000,
    });
  };
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', borderTop: 1, borderColor: 'divider' }}>
      <ButtonBase
        component={Link}
        to={kind === 'inspections' ? `/inspections/${id}` : `/rectifications/${id}/show`}
        onClick={onOpen}
        sx={{ display: 'block', flex: 1, minHeight: 56, py: 1, textAlign: 'left' }}
      >
        <Box>{title}</Box>
        <Typography component="span" color="text.secondary">
          <DraftState draft={draft} />
        </Typography>
      </ButtonBase>
      {!queued && (
        <Button color="inherit" onClick={() => void remove()}>
          {t('phone.unsent.remove')}
        </Button>
      )}
    </Box>
  );
};

const DraftState = ({ draft: { queued, trouble } }: { draft: KeptDraft }) => {
  const t = useT();
  if (queued) return <>{t('phone.unsent.queued')}</>;
  if (trouble?.kind === 'conflict') return <>{t('phone.unsent.conflict')}</>;
  if (trouble?.kind === 'refused') return <>{t('phone.unsent.refused', { reason: trouble.reason })}</>;
  return <>{t('phone.unsent.kept')}</>;
};
