import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Answers, Inspection } from '../../shared/inspections.ts';
import { now } from '../providers/clock.ts';
import { useData } from '../providers/dataProvider.ts';
import { OFFLINE, problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import {
  blank,
  conflictsOf,
  forServer,
  mayStillSave,
  overlay,
  unsavedAfter,
  without,
  type Conflicts,
  type SaveState,
} from './draft.ts';
import { keepDraft, keptDraft } from './draftStore.ts';

const wait = 900;
const waitAfterFailure = 10_000;

/**
 * The answers of an inspection while it is filled in. They are sent shortly after the last change, one request at a
 * time; what could not be sent stays on the device. When somebody else has saved meanwhile, both are merged by question.
 */
export function useDraft(inspection: Inspection, person: string) {
  const { action } = useData();
  const queryClient = useQueryClient();
  const [restored] = useState(() => keptDraft(person, inspection.id));
  const [server, setServer] = useState(inspection);
  const [dirty, setDirty] = useState<Answers>(restored);
  const [state, setState] = useState<SaveState>({ kind: Object.keys(restored).length > 0 ? 'dirty' : 'untouched' });
  const [conflicts, setConflicts] = useState<Conflicts>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  // What a request that ends later must see; state is only for drawing.
  const live = useRef({
    server: inspection,
    dirty: restored,
    conflicts: {} as Conflicts,
    running: null as Promise<void> | null,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const putDirty = useCallback(
    (next: Answers) => {
      live.current.dirty = next;
      setDirty(next);
      keepDraft(person, inspection.id, next);
    },
    [person, inspection.id],
  );

  const putConflicts = useCallback((next: Conflicts) => {
    live.current.conflicts = next;
    setConflicts(next);
  }, []);

  const putServer = useCallback(
    (next: Inspection) => {
      live.current.server = next;
      setServer(next);
      queryClient.setQueryData(['inspections', 'getOne', { id: next.id, meta: undefined }], next);
    },
    [queryClient],
  );

  const send = useCallback(async (): Promise<void> => {
    const { server: seen, dirty: waiting, conflicts: undecided } = live.current;
    const sent = without(waiting, Object.keys(undecided));
    if (Object.keys(sent).length === 0) return;
    setState({ kind: 'saving' });
    try {
      const body = { version: seen.version, answers: forServer(sent) };
      putServer(await action<Inspection>('inspections', seen.id, 'save', body));
      putDirty(unsavedAfter(live.current.dirty, sent));
      setState({ kind: 'saved', at: now() });
    } catch (failure) {
      const current = problemBody(failure)['current'] as Inspection | undefined;
      if (statusOf(failure) !== 409 || !current) {
        setFaults(problemBody(failure).errors ?? {});
        setState(statusOf(failure) === OFFLINE ? { kind: 'offline' } : { kind: 'failed', reason: sentenceOf(failure) });
        return;
      }
      putServer(current);
      if (!mayStillSave(current)) {
        putDirty({});
        setState({ kind: 'taken' });
        return;
      }
      // Theirs stands where only they have answered; where both have, ours waits for a choice.
      const both = conflictsOf(seen.answers, current.answers, live.current.dirty);
      putConflicts({ ...live.current.conflicts, ...both });
      setState({ kind: 'dirty' });
      await send();
    }
  }, [action, putConflicts, putDirty, putServer]);

  /** Sends what is waiting now; resolves when nothing is under way any more. */
  const flush = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    while (live.current.running) await live.current.running;
    live.current.running = send().finally(() => {
      live.current.running = null;
    });
    await live.current.running;
  }, [send]);

  const later = useCallback(
    (after: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), after);
    },
    [flush],
  );

  const answer = useCallback(
    (key: string, change: Partial<Answer>) => {
      const before = live.current.dirty[key] ?? live.current.server.answers[key] ?? blank;
      putDirty({ ...live.current.dirty, [key]: { ...before, ...change } });
      putConflicts(without(live.current.conflicts, [key]));
      setFaults((shown) => without(shown, [`answers.${key}`]));
      setState({ kind: 'dirty' });
      later(wait);
    },
    [later, putConflicts, putDirty],
  );

  const choose = useCallback(
    (key: string, whose: 'mine' | 'theirs') => {
      putConflicts(without(live.current.conflicts, [key]));
      if (whose === 'theirs') putDirty(without(live.current.dirty, [key]));
      if (Object.keys(live.current.dirty).length > 0) later(0);
      else setState({ kind: 'saved', at: now() });
    },
    [later, putConflicts, putDirty],
  );

  const stuck = state.kind === 'offline' || state.kind === 'failed';
  useEffect(() => {
    if (!stuck) return;
    const again = setInterval(() => void flush(), waitAfterFailure);
    const online = () => void flush();
    window.addEventListener('online', online);
    return () => {
      clearInterval(again);
      window.removeEventListener('online', online);
    };
  }, [stuck, flush]);

  useEffect(() => {
    // What was left over from the last visit, and what is left when one goes away; nothing is sent when nothing is left.
    void flush();
    return () => void flush();
  }, [flush]);

  return {
    record: server,
    answers: overlay(server.answers, dirty),
    dirty,
    state,
    conflicts,
    faults,
    setFaults,
    restored: Object.keys(restored).length > 0,
    answer,
    choose,
    flush,
    /** What the server has and what it has not, at this very moment. */
    latest: () => ({ ...live.current, disputed: Object.keys(live.current.conflicts).length > 0 }),
    /** Everything is with the server: nothing is left to be sent. */
    drop: () => putDirty({}),
  };
}

export type Draft = ReturnType<typeof useDraft>;
