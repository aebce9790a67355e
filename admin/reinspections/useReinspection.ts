import { useQueryClient } from '@tanstack/react-query';
import { useGetOne, useNotify } from 'ra-core';
import type { BulkResult } from '../../shared/rectifications.ts';
import type { Reinspection, ReinspectionItem } from '../../shared/reinspections.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf, statusOf } from '../providers/httpClient.ts';

export type OutcomeBody = {
  outcome: 'held' | 'relapsed' | 'skipped';
  note?: string;
  dueOn?: string;
  attachmentIds?: string[];
};

/** One draw with its sample, and what is recorded of it. Every act answers with the whole draw. */
export function useReinspection(id: string) {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const queryClient = useQueryClient();
  // What a list has left in the cache lacks the sample.
  const query = useGetOne<Reinspection>('reinspections', { id }, { staleTime: 0, refetchOnMount: 'always' });

  /** The page has the new state at once; menu, lists and figures follow. */
  const keep = (after: Reinspection) => {
    queryClient.setQueryData(['reinspections', 'getOne', { id, meta: undefined }], after);
    for (const key of ['me', 'events', 'rectifications', 'campaigns', 'progress', 'dashboard'])
      void queryClient.invalidateQueries({ queryKey: [key] });
  };
  /** A refusal for the form is thrown; any other is told, and the page read anew. */
  const told = async (failure: unknown) => {
    if (statusOf(failure) === 422) throw failure;
    notify(sentenceOf(failure), { type: 'error' });
    await query.refetch();
  };

  const record = async ({ rectificationId }: ReinspectionItem, body: OutcomeBody): Promise<boolean> => {
    try {
      keep(
        await data.action<Reinspection & { id: string }>('reinspections', id, 'record', { rectificationId, ...body }),
      );
      return true;
    } catch (failure) {
      await told(failure);
      return false;
    }
  };
  const takeBack = async ({ rectificationId }: ReinspectionItem): Promise<void> => {
    try {
      keep(await data.action<Reinspection & { id: string }>('reinspections', id, 'withdraw', { rectificationId }));
      notify(t('reinspections.takenBack'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      await query.refetch();
    }
  };
  const hold = async (rectificationIds: readonly string[]): Promise<void> => {
    try {
      const { results, record: after } = await data.post<{ results: BulkResult[]; record: Reinspection }>(
        `reinspections/${id}/hold`,
        { rectificationIds },
      );
      keep(after);
      const refused = results.filter(({ ok }) => !ok);
      const [first] = refused;
      if (first) {
        const reason = first.message ?? '';
        notify(t('reinspections.notHeld', { count: refused.length, reason }), { type: 'warning' });
      } else notify(t('reinspections.held', { count: results.length }), { type: 'success' });
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
      await query.refetch();
    }
  };
  return { ...query, record, takeBack, hold };
}
