import { useQuery } from '@tanstack/react-query';
import type { RaRecord } from 'ra-core';
import { queryClient } from '../providers/queryClient.ts';
import { onDevice } from './db.ts';

/** A record as an act leaves it. */
export type Started = RaRecord<string> & { version?: number; mayActions?: string[] };

export type DraftKind = 'inspections' | 'rectifications';

/** What was handed in, exactly as it goes out: the key makes any number of attempts one. */
export type Queued = { idempotencyKey: string; body: string; at: string };

/** What one person has entered about one record and the server does not have yet. */
export type KeptDraft = {
  key: string;
  person: string;
  kind: DraftKind;
  id: string;
  /** What people call it: the union, and what it is about. */
  title: string;
  /** The record that it started from. */
  base: Started;
  /** The answers by question, or the fields of the form. */
  fields: Record<string, unknown>;
  changedAt: string;
  queued?: Queued | undefined;
  /** Why what was handed in did not go through. */
  trouble?: { kind: 'conflict' } | { kind: 'refused'; reason: string } | undefined;
};

export const draftKey = (person: string, kind: DraftKind, id: string): string => `${person}/${kind}/${id}`;

const changed = () => void queryClient.invalidateQueries({ queryKey: unsentKey });
const unsentKey = ['device', 'drafts'];

/** Written through to the storage at once: an empty battery a moment later loses nothing. */
export async function keepDraft(draft: KeptDraft): Promise<void> {
  await onDevice(async (database) => {
    const change = database.transaction('drafts', 'readwrite', { durability: 'strict' });
    await Promise.all([change.store.put(draft), change.done]);
  }, undefined);
  changed();
}

export async function dropDraft(key: string): Promise<void> {
  await onDevice((database) => database.delete('drafts', key), undefined);
  changed();
}

export const keptDraft = (key: string): Promise<KeptDraft | undefined> =>
  onDevice((database) => database.get('drafts', key), undefined);

/** A person's own drafts, the oldest first; nobody else's are ever read. */
export async function draftsOf(person: string): Promise<KeptDraft[]> {
  const drafts = await onDevice((database) => database.getAllFromIndex('drafts', 'person', person), []);
  return drafts.toSorted((a, b) => a.changedAt.localeCompare(b.changedAt));
}

export async function dropDraftsOf(person: string): Promise<void> {
  const drafts = await draftsOf(person);
  await onDevice((database) => Promise.all(drafts.map(({ key }) => database.delete('drafts', key))), []);
  changed();
}

/** The drafts of the signed-in person, as they are now. */
export function useDrafts(person: string): KeptDraft[] {
  const { data = [] } = useQuery({
    queryKey: [...unsentKey, person],
    queryFn: () => draftsOf(person),
    staleTime: 0,
    retry: false,
  });
  return data;
}
