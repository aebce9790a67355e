import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { dropUpload, keepUpload, uploadsOf, type KeptUpload } from '../evidence/kept.ts';
import { fingerprint, NotSendable, prepare } from '../evidence/prepare.ts';
import { giveUp, send } from '../evidence/send.ts';
import { i18nProvider } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { newKey } from '../providers/key.ts';
import { me } from '../providers/session.ts';
import { noteOnItsWay, uploadLimit } from '../providers/upload.ts';
import { formatBytes } from './format.ts';

/** A file of this visit, from its choice until it is removed. */
export type Item = {
  key: string;
  name: string;
  type: string;
  /** On this device. */
  preview: string;
  state: 'preparing' | 'sending' | 'waiting' | 'failed' | 'done';
  /** How much of it is sent. */
  share: number;
  /** Why it can't be sent. */
  fault: string | null;
  /** Of the attachment, once it is one. */
  id: string | null;
};

type Known = { file: File | null; kept: KeptUpload | null; stop: AbortController; id?: string };

type Options = {
  /** Names the form and its record: what is not sent before the page is closed goes on when it is opened again. */
  slot: string;
  /** `order`: the ids of all that have arrived, as they were chosen; a small file overtakes a large one. */
  onUploaded: (attachment: Attachment, order: readonly string[]) => void;
  /** An attachment with the same content that is there already. */
  sameAs: (attachment: Attachment) => boolean;
  onSame: (name: string) => void;
};

/** A phone on a weak network gets further with two connections than with twenty. */
const AT_ONCE = 2;
let free = AT_ONCE;
const queue: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((go) => queue.push(go));
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  }
}

const isCancelled = (failure: unknown) => failure instanceof DOMException && failure.name === 'AbortError';
/** The sentence of what is wrong with the file itself, where there is one. */
function reasonOf(failure: unknown): string {
  if (failure instanceof NotSendable) return failure.message;
  const { file, body } = problemBody(failure).errors ?? {};
  return file ?? body ?? sentenceOf(failure);
}

const isBusy = ({ state }: Item) => state === 'preparing' || state === 'sending' || state === 'waiting';

/** Makes photos smaller and sends files, each by itself, until they have arrived or were dropped. */
export function useUploads(options: Options) {
  const queryClient = useQueryClient();
  const [items, setItems] = useState<Item[]>([]);
  const [resumed, setResumed] = useState(0);
  const newest = useRef(options);
  newest.current = options;
  const known = useRef(new Map<string, Known>());
  const previews = useRef<string[]>([]);
  const { slot } = options;

  const change = (key: string, patch: Partial<Item>) => {
    if (patch.state) noteOnItsWay(key, isBusy({ state: patch.state } as Item));
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...patch } : item)));
  };

  const drop = (key: string) => {
    const { stop, kept } = known.current.get(key) ?? {};
    stop?.abort();
    known.current.delete(key);
    noteOnItsWay(key, false);
    void dropUpload(key);
    if (kept?.uploadId) giveUp(kept.uploadId);
    setItems((before) => before.filter((item) => item.key !== key));
  };

  /** Keeps the sender's copy until the server has the file. */
  const transmit = async (kept: KeptUpload, stop: AbortController) => {
    const { key } = kept;
    const attachment = await inTurn(() =>
      send(kept, {
        signal: stop.signal,
        onShare: (share) => change(key, { share, state: 'sending' }),
        onWaiting: (waiting) => change(key, { state: waiting ? 'waiting' : 'sending' }),
        onAnnounced: (uploadId) => {
          kept.uploadId = uploadId;
          void keepUpload(kept);
        },
      }),
    );
    await dropUpload(key);
    // Given up while the last answer was on its way.
    if (stop.signal.aborted) return;
    if (newest.current.sameAs(attachment)) {
      void fetch(`/api/attachments/${attachment.id}`, { method: 'DELETE' }).catch(() => undefined);
      newest.current.onSame(kept.name);
      kept.uploadId = undefined;
      drop(key);
      return;
    }
    // The tile that replaces this one need not ask for what is known.
    queryClient.setQueryData(['attachments', 'getOne', { id: attachment.id, meta: undefined }], attachment);
    change(key, { state: 'done', share: 1, id: attachment.id });
    const arrived = known.current.get(key);
    if (arrived) arrived.id = attachment.id;
    newest.current.onUploaded(
      attachment,
      [...known.current.values()].flatMap(({ id }) => id ?? []),
    );
  };

  const start = async (key: string) => {
    const mine = known.current.get(key);
    if (!mine) return;
    mine.stop = new AbortController();
    try {
      if (!mine.kept) {
        change(key, { state: 'preparing', share: 0, fault: null });
        const { blob, name, fields } = await prepare(mine.file!);
        if (blob.size > uploadLimit) throw new NotSendable(tooBig());
        const [sha256, { id: person }] = await Promise.all([fingerprint(blob), me()]);
        if (mine.stop.signal.aborted) return;
        const twin = [...known.current.values()].some(({ kept }) => kept && sha256 && kept.sha256 === sha256);
        if (twin) {
          newest.current.onSame(name);
          return drop(key);
        }
        mine.kept = { key, person, slot, name, blob, fields, sha256, at: Date.now() };
        await keepUpload(mine.kept);
      }
      change(key, { state: navigator.onLine ? 'sending' : 'waiting', share: 0, fault: null });
      await transmit(mine.kept, mine.stop);
    } catch (failure) {
      if (isCancelled(failure)) return;
      change(key, { state: 'failed', fault: reasonOf(failure) });
    }
  };

  const show = (key: string, { name, blob }: { name: string; blob: Blob }): Item => {
    const preview = URL.createObjectURL(blob);
    previews.current.push(preview);
    noteOnItsWay(key, true);
    // What this browser can't show is a file with a name.
    const probe = new Image();
    probe.onerror = () => change(key, { type: '' });
    if (blob.type.startsWith('image/')) probe.src = preview;
    return { key, name, type: blob.type, preview, state: 'preparing', share: 0, fault: null, id: null };
  };

  const add = (files: readonly File[]) => {
    const fresh = files.map((file) => {
      const key = newKey();
      known.current.set(key, { file, kept: null, stop: new AbortController() });
      return show(key, { name: file.name, blob: file });
    });
    setItems((before) => [...before, ...fresh]);
    setResumed(0);
    for (const { key } of fresh) void start(key);
  };

  useEffect(() => {
    const all = known.current;
    const shown = previews.current;
    let gone = false;
    const resume = async () => {
      const { id: person } = await me();
      const left = (await uploadsOf(person, slot)).filter(({ key }) => !all.has(key));
      if (gone || left.length === 0) return;
      for (const kept of left) all.set(kept.key, { file: null, kept, stop: new AbortController() });
      setItems((before) => [...before, ...left.map((kept) => show(kept.key, kept))]);
      setResumed(left.length);
      for (const { key } of left) void start(key);
    };
    void resume().catch(() => undefined);
    return () => {
      gone = true;
      // What is kept on the device goes on when the form is opened again.
      for (const [key, { stop }] of all) {
        stop.abort();
        noteOnItsWay(key, false);
      }
      all.clear();
      shown.splice(0).forEach((preview) => URL.revokeObjectURL(preview));
      setItems([]);
    };
    // `start` is made anew at each render and reads everything that changes from refs.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [slot]);

  return { items, resumed, add, drop, retry: (key: string) => void start(key) };
}

const tooBig = () => i18nProvider.translate('uploads.tooBig', { limit: formatBytes(uploadLimit) });
