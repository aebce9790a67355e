import { useMe } from '../providers/session.ts';

/** Whether one comes to verify what others have rectified: officers above the districts. */
export function useVerifies(): boolean {
  const me = useMe();
  const officer = me?.role === 'officer' || me?.role === 'admin';
  return officer && (me.org.level === 'city' || me.org.level === 'province');
}
