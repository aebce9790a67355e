import { useListContext } from 'ra-core';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useShortcuts } from '../shortcuts.ts';
import type { Row } from './types.ts';

const param = 'open';

/**
 * Which record is open beside the list (`?open=` in the address) and where the cursor stands. When an act takes the open
 * record out of the list, “next” is the one that has moved into its place.
 */
export function useOpenRecord<R extends Row>(enabled: boolean) {
  const { data = [], onToggleItem, filterValues, sort, page, perPage } = useListContext<R>();
  const [search, setSearch] = useSearchParams();
  const [cursor, setCursor] = useState(-1);
  const openId = enabled ? search.get(param) : null;
  const place = useRef(-1);
  const index = openId === null ? -1 : data.findIndex(({ id }) => id === openId);
  if (index >= 0) place.current = index;
  const gone = openId !== null && index < 0;

  const show = (id: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (id === null) next.delete(param);
        else next.set(param, id);
        // What the list shows by default is written out, so that the address alone says it.
        if (!next.has('filter')) next.set('filter', JSON.stringify(filterValues));
        if (!next.has('sort')) {
          next.set('sort', sort.field);
          next.set('order', sort.order);
          next.set('page', String(page));
          next.set('perPage', String(perPage));
        }
        return next;
      },
      // Walking through ten records is one step back.
      { replace: openId !== null && id !== null, preventScrollReset: true, state: { _scrollToTop: false } },
    );
  const filters = JSON.stringify(filterValues);
  const seenFilters = useRef(filters);
  // Looks after every render, and acts only when the filters are other ones.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (seenFilters.current === filters) return;
    seenFilters.current = filters;
    setCursor(-1);
    if (openId !== null) show(null);
  });
  const go = (to: number) => {
    const row = data[to];
    if (!row) return;
    setCursor(to);
    if (openId !== null) show(row.id);
  };
  const at = openId === null ? cursor : place.current;
  const next = gone ? place.current : at + 1;
  const previous = at - 1;

  useShortcuts([
    { key: 'j', label: 'shell.shortcuts.next', run: () => go(next) },
    { key: 'k', label: 'shell.shortcuts.previous', run: () => go(Math.max(0, previous)) },
    ...(enabled
      ? [
          { key: 'Enter', label: 'shell.shortcuts.open' as const, run: () => show(data[at]?.id ?? null) },
          { key: 'Escape', label: 'shell.shortcuts.close' as const, run: () => show(null) },
        ]
      : []),
    { key: 'x', label: 'shell.shortcuts.select', run: () => data[at] && onToggleItem(data[at].id) },
  ]);

  return {
    openId,
    row: index >= 0 ? data[index] : undefined,
    cursor: at,
    index,
    open: (record: R, to: number) => {
      setCursor(to);
      show(record.id);
    },
    close: () => show(null),
    onNext: data[next] ? () => go(next) : undefined,
    onPrevious: previous >= 0 && data[previous] ? () => go(previous) : undefined,
  };
}
