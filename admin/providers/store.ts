import { localStorageStore, type Store } from 'ra-core';

const base = localStorageStore('1');
const storagePrefix = 'RaStore.';

/** Preferences of the device: they outlive signing out, lists' filters and selections do not. */
const lasting = (key: string) => key === 'locale' || key.startsWith('keep.');

function lastingItems(): [string, unknown][] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(storagePrefix) && lasting(key.slice(storagePrefix.length)))
    .map((key) => [key.slice(storagePrefix.length), base.getItem(key.slice(storagePrefix.length))]);
}

export const store: Store = {
  ...base,
  reset() {
    const kept = lastingItems();
    base.reset();
    for (const [key, value] of kept) base.setItem(key, value);
  },
};

export type { Mode } from '../../shared/preferences.ts';

/** Names of what `useStore` keeps beyond signing out. */
export const kept = {
  mode: 'keep.mode',
  large: 'keep.large',
  menuFolded: 'keep.menuFolded',
  filtersFolded: 'keep.filtersFolded',
  columns: (list: string) => `keep.columns.${list}`,
  recentSearches: (username: string) => `keep.recent.${username}`,
  savedFilters: (list: string, username: string) => `keep.saved.${username}.${list}`,
} as const;
