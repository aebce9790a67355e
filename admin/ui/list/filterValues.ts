import type { Tab } from './types.ts';

export type Filters = Record<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The filters with one changed; an empty one disappears from the address. */
export function withFilter(filters: Filters, source: string, value: unknown): Filters {
  const { [source]: _, ...others } = filters;
  return isEmpty(value) ? others : { ...others, [source]: value };
}

/** The fields that tabs speak of. */
export const tabFields = (tabs: readonly Tab[]): string[] => [
  ...new Set(tabs.flatMap(({ filter }) => Object.keys(filter))),
];

/** The tab whose filter is exactly what is set among the fields of tabs; false when none is. */
export function activeTab(tabs: readonly Tab[], filters: Filters): string | false {
  const fields = tabFields(tabs);
  return tabs.find(({ filter }) => fields.every((field) => same(filter[field], filters[field])))?.key ?? false;
}

/** Another tab keeps the filters that tabs do not speak of. */
export function withTab(tabs: readonly Tab[], filters: Filters, tab: Tab): Filters {
  const fields = new Set(tabFields(tabs));
  return { ...Object.fromEntries(Object.entries(filters).filter(([field]) => !fields.has(field))), ...tab.filter };
}

/** Without what the person has set; the tab stays. */
export function clearedFilters(filters: Filters, tabs: readonly Tab[]): Filters {
  const stay = new Set(tabFields(tabs));
  return Object.fromEntries(Object.entries(filters).filter(([field]) => stay.has(field)));
}

/** Filters that the person has set, beside the tab and the search. */
export function setFilterCount(filters: Filters, tabs: readonly Tab[]): number {
  const ignored = new Set([...tabFields(tabs), 'q']);
  return Object.keys(filters).filter((field) => !ignored.has(field)).length;
}
