import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useRefresh, type RaRecord } from 'ra-core';
import { transitions, type Step } from '../../shared/rules/transitions.ts';
import type { Resource } from '../../shared/permissions.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { problemBody, sentenceOf, statusOf } from '../providers/httpClient.ts';
import type { ActBody } from './ActDialog.tsx';
import { showConflict } from './conflict.ts';
import { UndoToast } from './UndoToast.tsx';
import { useActWord } from './useActWord.ts';

export type Acted = RaRecord<string> & { version?: number; status?: string; mayActions?: string[] };

export type Act = {
  resource: Resource;
  record: Acted;
  action: string;
  body?: ActBody;
  /** What the message calls it; by default the word of the action. */
  label?: string | undefined;
};

/** The row of the transition table, if the act has one. */
export const stepFor = (resource: Resource, action: string): Step | undefined =>
  (transitions as Partial<Record<Resource, Record<string, Step>>>)[resource]?.[action];

/** Says that an act is done, with 撤回 where the table allows it, and refreshes the page. */
export function useTold(): (act: Omit<Act, 'body'>, after: Acted) => void {
  const t = useT();
  const word = useActWord();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const queryClient = useQueryClient();

  const takeBack = async (resource: Resource, record: Acted) => {
    try {
      await data.action(resource, record.id, 'withdraw', { version: record.version });
      notify(t('ui.act.undone'));
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      refresh();
    }
  };

  return ({ resource, record, action, label = word(resource, action) }, after) => {
    const same = after.id === record.id;
    if (same) queryClient.setQueryData([resource, 'getOne', { id: String(record.id), meta: undefined }], after);
    const done = t('ui.act.done', { act: label });
    if (same && stepFor(resource, action)?.undoable) {
      notify(<UndoToast message={done} onUndo={() => takeBack(resource, after)} />, { autoHideDuration: 8000 });
    } else {
      notify(done, { type: 'success' });
    }
    refresh();
  };
}

/**
 * Takes a workflow act: waits for the server, says that it is done (with 撤回 where the table allows it) and refreshes
 * the page. A conflict is shown and counts as settled; a 422 is thrown for the form; whatever else is told as it is.
 * Resolves with the record after the act, or null when nothing was done.
 */
export function useAct(): (act: Act) => Promise<Acted | null> {
  const data = useData();
  const told = useTold();
  const notify = useNotify();
  const refresh = useRefresh();

  return async ({ resource, record, action, body = {}, label }) => {
    try {
      const after = await data.action<Acted>(resource, record.id, action, { version: record.version, ...body });
      told({ resource, record, action, label }, after);
      return after;
    } catch (failure) {
      if (statusOf(failure) === 422) throw failure;
      const current = problemBody(failure)['current'] as Acted | undefined;
      if (current) showConflict({ resource, seen: record, current });
      else notify(sentenceOf(failure), { type: 'error' });
      refresh();
      return null;
    }
  };
}
