/** The address of a list with exactly these rows, below the console's own: every number is a door. */
export function listUrl(
  resource: string,
  filter: Record<string, unknown> = {},
  sort?: { field: string; order: 'ASC' | 'DESC' },
): string {
  const query = new URLSearchParams({ filter: JSON.stringify(filter) });
  if (sort) {
    query.set('sort', sort.field);
    query.set('order', sort.order);
  }
  return `/${resource}?${query}`;
}
