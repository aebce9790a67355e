import { useListContext, useNotify, useRefresh } from 'ra-core';
import type { Resource } from '../../../shared/permissions.ts';
import { useT } from '../../i18n/index.ts';
import { useData } from '../../providers/dataProvider.ts';
import { sentenceOf, statusOf } from '../../providers/httpClient.ts';
import type { ActBody } from '../ActDialog.tsx';
import { UndoToast } from '../UndoToast.tsx';
import { stepFor } from '../useAct.tsx';
import { useActWord } from '../useActWord.ts';
import type { Row } from './types.ts';

export type BulkOutcome = { label: string; ok: number; failures: { id: string; name: string; message: string }[] };

/** Beyond this many, taking back one by one would be slower than the message stays. */
const mostToUndo = 50;

const nameOf = (row: Row | undefined) => String(row?.['unionName'] ?? row?.['name'] ?? row?.['title'] ?? '');

/** One act on many records; resolves with what did and did not work out, or null when nothing was sent. */
export function useBulkAct(
  resource: Resource,
): (action: string, rows: readonly Row[], body: ActBody) => Promise<BulkOutcome | null> {
  const t = useT();
  const word = useActWord();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const { onSelect } = useListContext();

  const takeBack = async (ids: readonly string[]) => {
    const results = await Promise.allSettled(ids.map((id) => data.action(resource, id, 'withdraw')));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) notify(sentenceOf(failed.reason), { type: 'error' });
    else notify(t('ui.act.undone'));
    refresh();
  };

  return async (action, rows, body) => {
    const label = word(resource, action);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const versions = Object.fromEntries(
      rows.flatMap(({ id, version }) => (version === undefined ? [] : [[id, version]])),
    );
    try {
      const results = await data.bulk(resource, action, { ...body, ids: [...byId.keys()], versions });
      const done = results.filter(({ ok }) => ok).map(({ id }) => id);
      const failures = results.flatMap(({ id, ok, message }) =>
        ok ? [] : [{ id, name: nameOf(byId.get(id)), message: message ?? '' }],
      );
      onSelect(failures.map(({ id }) => id));
      const message =
        failures.length > 0
          ? t('ui.act.partly', { act: label, ok: done.length, failed: failures.length })
          : t('ui.act.doneMany', { act: label, count: done.length });
      if (stepFor(resource, action)?.undoable && done.length > 0 && done.length <= mostToUndo) {
        notify(<UndoToast message={message} onUndo={() => takeBack(done)} />, { autoHideDuration: 8000 });
      } else {
        notify(message, { type: failures.length > 0 ? 'warning' : 'success' });
      }
      refresh();
      return { label, ok: done.length, failures };
    } catch (failure) {
      if (statusOf(failure) === 422) throw failure;
      notify(sentenceOf(failure), { type: 'error' });
      return null;
    }
  };
}
