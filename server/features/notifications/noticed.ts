import type { Resource } from '../../../shared/permissions.ts';

/** Steps that somebody is told of, or that may take away the reason of a notice; `all` but the ones named. */
const noticed: Partial<Record<Resource, { only: readonly string[] } | { but: readonly string[] }>> = {
  campaigns: { only: ['issue', 'add-targets', 'close', 'remind'] },
  inspections: { but: ['save', 'create'] },
  rectifications: { but: ['create'] },
  bulletins: { only: ['publish', 'acknowledge'] },
  reinspections: { only: ['draw', 'record', 'withdraw', 'delete'] },
  supervisions: { but: ['edit'] },
  unions: { only: ['move', 'merge', 'dissolve'] },
  users: { only: ['disable', 'edit', 'delete'] },
};

export function isNoticed(subject: Resource, action: string): boolean {
  const rule = noticed[subject];
  if (!rule) return false;
  return 'only' in rule ? rule.only.includes(action) : !rule.but.includes(action);
}
