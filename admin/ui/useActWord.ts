import { useCallback } from 'react';
import { actKey } from '../../shared/words/acts.ts';
import { useWord } from '../i18n/index.ts';

/** The word of an act on a resource: `close` is 销号 for an item and 结束 for a campaign. */
export function useActWord(): (resource: string, action: string) => string {
  const word = useWord();
  return useCallback((resource, action) => word('action', actKey(resource, action)), [word]);
}
