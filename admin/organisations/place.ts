import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Address of the page with one organisation chosen. */
export const placeUrl = (code: string): string => `/organisations?at=${code}`;

/** The organisation that the address names, and how another is chosen. */
export function usePlace(): { at: string | null; choose: (code: string | null) => void } {
  const [search, setSearch] = useSearchParams();
  const choose = useCallback((code: string | null) => setSearch(code === null ? {} : { at: code }), [setSearch]);
  return { at: search.get('at'), choose };
}
