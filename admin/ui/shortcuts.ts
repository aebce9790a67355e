import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { MessageKey } from '../i18n/index.ts';

/** `key` as the keyboard names it (`j`, `Enter`, `?`); `label` is what the help shows. */
export type Shortcut = { key: string; label: MessageKey; run: (event: KeyboardEvent) => void };

let layers: readonly (readonly Shortcut[])[] = [];
const listeners = new Set<() => void>();

function publish(next: typeof layers) {
  layers = next;
  for (const listener of listeners) listener();
}

const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox');

const dialogIsOpen = () => document.querySelector('.MuiDialog-root, .MuiPopover-root') !== null;

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isWriting(event.target) || dialogIsOpen()) return;
  // A button or link keeps its own Enter and Space.
  if (
    (event.key === 'Enter' || event.key === ' ') &&
    event.target instanceof HTMLElement &&
    event.target.closest('a,button')
  )
    return;
  const found = layers
    .toReversed()
    .flat()
    .find(({ key }) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found.run(event);
}

/** While mounted, these keys act (unless somebody is typing or a dialog is open) and stand in the help. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  const names = shortcuts.map(({ key, label }) => `${key} ${label}`).join();
  useEffect(() => {
    const layer = newest.current.map(({ key, label }, index): Shortcut => ({
      key,
      label,
      run: (event) => newest.current[index]?.run(event),
    }));
    if (layers.length === 0) document.addEventListener('keydown', onKeyDown);
    publish([...layers, layer]);
    return () => {
      publish(layers.filter((other) => other !== layer));
      if (layers.length === 0) document.removeEventListener('keydown', onKeyDown);
    };
  }, [names]);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useActiveShortcuts(): readonly Shortcut[] {
  const current = useSyncExternalStore(subscribe, () => layers);
  return [...new Map(current.flat().map((shortcut) => [shortcut.key, shortcut])).values()];
}
