import { useLogoutIfAccessDenied } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ImportKindName } from '../../shared/imports.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { sendWorkbook } from './sendWorkbook.ts';

/** Sends a file and goes to its preview; what the server says against it stays beside the field. */
export function useSend(kind: ImportKindName, params: Record<string, string>) {
  const navigate = useNavigate();
  const leaveIfSignedOut = useLogoutIfAccessDenied();
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const send = async (file: File): Promise<void> => {
    setError(null);
    setSending({ name: file.name, share: 0 });
    try {
      const { id } = await sendWorkbook(file, { kind, ...params }, (share) => setSending({ name: file.name, share }));
      void navigate(`/imports/${id}/show`);
    } catch (failure) {
      const [first] = Object.values(problemBody(failure).errors ?? {});
      setError(first ?? sentenceOf(failure));
      setSending(null);
      await leaveIfSignedOut(failure);
    }
  };
  return { send, sending, error };
}
