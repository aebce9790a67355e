import { useNotify, type RaRecord } from 'ra-core';
import type { Resource } from '../../../shared/permissions.ts';
import { problemBody, sentenceOf } from '../../providers/httpClient.ts';
import { showConflict } from '../conflict.ts';

/**
 * What an edit tells when the server refuses it: a conflict shows what is different now, faults of fields stand at the
 * fields, everything else is said in a sentence.
 */
export function useEditFailure(resource: Resource) {
  const notify = useNotify();
  return (failure: unknown, { previousData }: { previousData?: unknown }): void => {
    const { current, errors } = problemBody(failure);
    if (current) showConflict({ resource, seen: previousData as RaRecord, current: current as RaRecord });
    else if (!errors) notify(sentenceOf(failure), { type: 'error' });
  };
}
