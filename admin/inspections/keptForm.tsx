import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/index.ts';
import { draftKey, keptDraft, useDrafts, type KeptDraft } from '../offline/drafts.ts';

/**
 * What this person has left on the device for an inspection: undefined until known, null for nothing. A queued
 * submission that has gone out, or come back, begins the form anew with the record as it is then.
 */
export function useKeptDraft(id: string, person: string | undefined, refetch: () => Promise<unknown>) {
  const [read, setRead] = useState<{ key: string; draft: KeptDraft | null }>();
  const [visit, setVisit] = useState(0);
  const key = draftKey(person ?? '', 'inspections', id);
  const waiting = useDrafts(person ?? '').some((draft) => draft.key === key && draft.queued);
  const watched = useRef(false);
  const reread = useRef(refetch);
  reread.current = refetch;

  useEffect(() => {
    let current = true;
    void keptDraft(key).then((draft) => {
      if (!current) return;
      watched.current = draft?.queued !== undefined;
      setRead({ key, draft: draft ?? null });
    });
    return () => {
      current = false;
    };
  }, [key]);

  useEffect(() => {
    if (waiting || !watched.current) return;
    watched.current = false;
    void (async () => {
      await reread.current();
      setRead({ key, draft: (await keptDraft(key)) ?? null });
      setVisit((before) => before + 1);
    })();
  }, [key, waiting]);

  const watch = useCallback((queued: boolean) => {
    watched.current = queued;
  }, []);

  return { kept: read?.key === key ? read.draft : undefined, visit, watch };
}

/** It has been handed in and waits for the network; until then it can be taken back. */
export const QueuedNote = ({ onUnqueue }: { onUnqueue: () => void }) => {
  const t = useT();
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ mb: 2 }}
      action={<Button onClick={onUnqueue}>{t('phone.form.unqueue')}</Button>}
    >
      {t('phone.form.queued')}
    </Alert>
  );
};
