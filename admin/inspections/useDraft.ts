import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Answers, Inspection } from '../../shared/inspections.ts';
import {
  blank,
  conflictsOf,
  overlay,
  sameAnswer,
  settle,
  unseenOf,
  type Choice,
  type Conflicts,
} from '../../shared/rules/drafts.ts';
import { draftKey, dropDraft, keepDraft, type KeptDraft } from '../offline/drafts.ts';
import { queuedNow, sendDraft, type Outcome } from '../offline/send.ts';
import { now } from '../providers/clock.ts';
import { useData } from '../providers/dataProvider.ts';
import { OFFLINE, problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { forServer, mayStillSave, unsavedAfter, without, type SaveState } from './draft.ts';

const wait = 900;
const waitAfterFailure = 10_000;

type Start = { base: Inspection; dirty: Answers; conflicts: Conflicts; state: SaveState };

/** Where a visit begins: what was kept on the device meets the record as it is now. */
function startOf(inspection: Inspection, kept: KeptDraft | null): Start {
  const base = (kept?.base ?? inspection) as Inspection;
  const held = (kept?.fields ?? {}) as Answers;
  // What has arrived after all needs no further sending.
  const dirty = Object.fromEntries(
    Object.entries(held).filter(([key, answer]) => !sameAnswer(answer, inspection.answers[key])),
  );
  const meet = kept?.trouble?.kind === 'conflict' ? unseenOf : conflictsOf;
  const conflicts = meet(base.answers, inspection.answers, dirty);
  if (kept?.queued) return { base, dirty: held, conflicts: {}, state: { kind: 'queued' } };
  if (!mayStillSave(inspection)) return { base, dirty, conflicts, state: { kind: 'taken' } };
  const undecided = Object.keys(conflicts).length > 0;
  const begun = Object.keys(dirty).length > 0;
  return {
    base: undecided ? base : inspection,
    dirty,
    conflicts,
    state: { kind: begun || undecided ? 'dirty' : 'untouched' },
  };
}

/**
 * The answers of an inspection while it is filled in. Each tap stays on the device at once and is sent shortly after,
 * one request at a time. When somebody else has saved meanwhile, both are merged by question. Submitting is queued
 * first and sent then, so that it happens once, whatever becomes of network and battery.
 */
export function useDraft(inspection: Inspection, person: string, kept: KeptDraft | null) {
  const { action } = useData();
  const queryClient = useQueryClient();
  const [start] = useState(() => startOf(inspection, kept));
  const [server, setServer] = useState(inspection);
  const [dirty, setDirty] = useState<Answers>(start.dirty);
  const [state, setState] = useState<SaveState>(start.state);
  const [conflicts, setConflicts] = useState<Conflicts>(start.conflicts);
  const [faults, setFaults] = useState<Record<string, string>>({});
  // What a request that ends later must see; state is only for drawing.
  const live = useRef({
    server: inspection,
    base: start.base,
    dirty: start.dirty,
    conflicts: start.conflicts,
    queued: start.state.kind === 'queued',
    running: null as Promise<void> | null,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const draftNow = useCallback(
    (): KeptDraft => ({
      key: draftKey(person, 'inspections', inspection.id),
      person,
      kind: 'inspections',
      id: inspection.id,
      title: `${inspection.unionName} · ${inspection.campaignTitle}`,
      base: live.current.base,
      fields: live.current.dirty,
      changedAt: now().toISOString(),
      ...(Object.keys(live.current.conflicts).length > 0 ? { trouble: { kind: 'conflict' as const } } : {}),
    }),
    [inspection.campaignTitle, inspection.id, inspection.unionName, person],
  );

  const store = useCallback(() => {
    const empty = Object.keys(live.current.dirty).length === 0 && Object.keys(live.current.conflicts).length === 0;
    void (empty ? dropDraft(draftNow().key) : keepDraft(draftNow()));
  }, [draftNow]);

  /** Only a device that holds something different is written to. */
  const put = useCallback(
    (next: { dirty?: Answers; conflicts?: Conflicts }) => {
      Object.assign(live.current, next);
      if (next.dirty) setDirty(next.dirty);
      if (next.conflicts) setConflicts(next.conflicts);
      if (Object.keys(live.current.conflicts).length === 0) live.current.base = live.current.server;
      store();
    },
    [store],
  );

  const putServer = useCallback(
    (next: Inspection) => {
      live.current.server = next;
      setServer(next);
      queryClient.setQueryData(['inspections', 'getOne', { id: next.id, meta: undefined }], next);
    },
    [queryClient],
  );

  /** The record has moved on: theirs stands where only they have answered; where both have, ours waits for a choice. */
  const meet = useCallback(
    (current: Inspection, rule = conflictsOf) => {
      const { base, dirty: mine, conflicts: open } = live.current;
      putServer(current);
      put({ conflicts: { ...open, ...rule(base.answers, current.answers, mine) } });
      setState({ kind: mayStillSave(current) ? 'dirty' : 'taken' });
    },
    [put, putServer],
  );

  const send = useCallback(async (): Promise<void> => {
    const { server: seen, dirty: waiting, conflicts: undecided, queued } = live.current;
    const sent = without(waiting, Object.keys(undecided));
    if (queued || !mayStillSave(seen) || Object.keys(sent).length === 0) return;
    setState({ kind: 'saving' });
    try {
      const body = { version: seen.version, answers: forServer(sent) };
      putServer(await action<Inspection>('inspections', seen.id, 'save', body));
      put({ dirty: unsavedAfter(live.current.dirty, sent) });
      // What was answered meanwhile is still to be sent.
      const left = without(live.current.dirty, Object.keys(live.current.conflicts));
      setState(Object.keys(left).length > 0 ? { kind: 'dirty' } : { kind: 'saved', at: now() });
    } catch (failure) {
      const current = problemBody(failure)['current'] as Inspection | undefined;
      if (statusOf(failure) !== 409 || !current) {
        setFaults(problemBody(failure).errors ?? {});
        setState(statusOf(failure) === OFFLINE ? { kind: 'offline' } : { kind: 'failed', reason: sentenceOf(failure) });
        return;
      }
      meet(current);
      await send();
    }
  }, [action, meet, put, putServer]);

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
      put({
        dirty: { ...live.current.dirty, [key]: { ...before, ...change } },
        conflicts: without(live.current.conflicts, [key]),
      });
      setFaults((shown) => without(shown, [`answers.${key}`]));
      setState({ kind: 'dirty' });
      later(wait);
    },
    [later, put],
  );

  const choose = useCallback(
    (choices: Record<string, Choice>) => {
      const { dirty: mine, conflicts: open, base } = live.current;
      const kept = Object.keys(open).filter((key) => choices[key] === 'mine' && !(key in mine));
      const own = Object.fromEntries(kept.map((key) => [key, base.answers[key] ?? blank]));
      const settled = settle(overlay(mine, own), open, choices);
      put({ dirty: settled.mine, conflicts: settled.conflicts });
      if (Object.keys(settled.mine).length > 0) later(0);
      else setState({ kind: 'saved', at: now() });
    },
    [later, put],
  );

  /** Hands everything in; what can't be sent now is sent later, once. */
  const submit = useCallback(async (): Promise<Outcome> => {
    const draft = draftNow();
    const queued = { ...draft, queued: queuedNow(draft, live.current.server.version) };
    live.current.queued = true;
    await keepDraft(queued);
    const outcome = await sendDraft(queued);
    live.current.queued = outcome.kind === 'waiting' || outcome.kind === 'sent';
    if (outcome.kind === 'waiting') setState({ kind: 'queued' });
    if (outcome.kind === 'conflict') meet(outcome.current as unknown as Inspection, unseenOf);
    if (outcome.kind === 'refused') setState({ kind: 'failed', reason: sentenceOf(outcome.failure) });
    return outcome;
  }, [draftNow, meet]);

  /** Takes a queued submission back before it has gone out. */
  const unqueue = useCallback(() => {
    live.current.queued = false;
    store();
    setState({ kind: 'dirty' });
    later(0);
  }, [later, store]);

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
    base: live.current.base,
    answers: overlay(server.answers, dirty),
    dirty,
    state,
    conflicts,
    faults,
    setFaults,
    restored: Object.keys(start.dirty).length > 0,
    /** When something was entered on this device before this visit. */
    changedAt: kept?.changedAt,
    /** Why what was handed in was refused, before this visit. */
    refused: kept?.trouble?.kind === 'refused' ? kept.trouble.reason : null,
    answer,
    choose,
    flush,
    submit,
    unqueue,
    /** What the server has and what it has not, at this very moment. */
    latest: () => ({ ...live.current, disputed: Object.keys(live.current.conflicts).length > 0 }),
    /** Nothing of it stays on the device. */
    drop: () => dropDraft(draftNow().key),
  };
}

export type Draft = ReturnType<typeof useDraft>;
