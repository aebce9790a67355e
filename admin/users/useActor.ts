import type { Actor } from '../../shared/permissions.ts';
import type { Level } from '../../shared/rules/orgCode.ts';
import { useMe } from '../providers/session.ts';

/** The signed-in person as the rules of `shared/` ask for one. */
export function useActor(): Actor | null {
  const me = useMe();
  if (!me) return null;
  const { id, username, name, role, org, union } = me;
  return { id, username, name, role, orgCode: org.code, level: org.level as Level, unionId: union?.id ?? null };
}
