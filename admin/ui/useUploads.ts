import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '../../shared/attachments.ts';
import { i18nProvider } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { upload, uploadLimit, type Upload } from '../providers/upload.ts';
import { formatBytes } from './format.ts';

/** A file on its way: `share` of it sent, or the sentence of what went wrong. */
export type Pending = { key: string; file: File; preview: string; share: number; fault: string | null };

type Options = { onUploaded: (attachment: Attachment) => void };

let counter = 0;

/** Sends files at once, each by itself; what has failed can be sent again or dropped. */
export function useUploads({ onUploaded }: Options) {
  const queryClient = useQueryClient();
  const [pending, setPending] = useState<Pending[]>([]);
  const running = useRef(new Map<string, Upload>());
  const newest = useRef(onUploaded);
  newest.current = onUploaded;

  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach(({ cancel }) => cancel());
  }, []);

  const change = (key: string, patch: Partial<Pending>) =>
    setPending((before) => before.map((item) => (item.key === key ? { ...item, ...patch } : item)));

  const drop = (key: string) => {
    running.current.get(key)?.cancel();
    running.current.delete(key);
    setPending((before) => before.filter((item) => item.key !== key));
  };

  const start = async (key: string, file: File) => {
    change(key, { share: 0, fault: null });
    const sending = upload(file, (share) => change(key, { share }));
    running.current.set(key, sending);
    try {
      const attachment = await sending.done;
      // The tile that replaces this one need not ask for what is known.
      queryClient.setQueryData(['attachments', 'getOne', { id: attachment.id, meta: undefined }], attachment);
      newest.current(attachment);
      drop(key);
    } catch (failure) {
      running.current.delete(key);
      change(key, { fault: sentenceOf(failure) });
    }
  };

  const add = (files: readonly File[]) => {
    const fresh = files.map((file): Pending => {
      counter += 1;
      const tooBig = file.size > uploadLimit;
      const fault = tooBig ? i18nProvider.translate('ui.evidence.tooBig', { limit: formatBytes(uploadLimit) }) : null;
      return { key: String(counter), file, preview: URL.createObjectURL(file), share: 0, fault };
    });
    setPending((before) => [...before, ...fresh]);
    for (const { key, file, fault } of fresh) if (fault === null) void start(key, file);
  };

  return { pending, add, drop, retry: ({ key, file }: Pending) => void start(key, file) };
}
