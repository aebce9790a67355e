import { useNotify, useUpdate } from 'ra-core';
import type { Organisation } from '../../shared/organisations.ts';
import { problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import { showConflict } from '../ui/conflict.ts';

/**
 * Writes changes of an organisation and says so; true when they are written. A conflict is shown and other faults are
 * told; 422 is thrown for the form.
 */
export function useSaveOrganisation(): (
  organisation: Organisation,
  changes: Partial<Organisation>,
  done: string,
) => Promise<boolean> {
  const notify = useNotify();
  const [update] = useUpdate<Organisation>();
  return async (organisation, changes, done) => {
    try {
      await update(
        'organisations',
        { id: organisation.id, data: { ...organisation, ...changes }, previousData: organisation },
        { returnPromise: true, mutationMode: 'pessimistic' },
      );
      notify(done, { type: 'success' });
      return true;
    } catch (failure) {
      if (statusOf(failure) === 422) throw failure;
      const current = problemBody(failure)['current'] as Organisation | undefined;
      if (current) showConflict({ resource: 'organisations', seen: organisation, current });
      else notify(sentenceOf(failure), { type: 'error' });
      return false;
    }
  };
}
