import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useStore } from 'ra-core';
import { useEffect, useState } from 'react';
import type { SearchAnswer } from '../../shared/search.ts';
import { useData } from '../providers/dataProvider.ts';
import { useMe } from '../providers/session.ts';
import { kept } from '../providers/store.ts';

const WAIT = 180;

/** The text once the person has stopped typing for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : WAIT);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? '' : settled;
}

/** What the server finds for a text; what was found before stays until then. */
export function useAnswer(text: string) {
  const { read } = useData();
  const q = useSettled(text.trim());
  const query = useQuery({
    queryKey: ['search', q],
    queryFn: () => read<SearchAnswer>('search', { q, limit: 5 }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  return { ...query, answer: q === '' ? undefined : query.data, q };
}

const MOST_RECENT = 6;

/** What the person has searched for on this device, newest first. */
export function useRecent() {
  const [recent, setRecent] = useStore<string[]>(kept.recentSearches(useMe()?.username ?? ''), []);
  return {
    recent,
    remember: (text: string) =>
      text.trim() !== '' &&
      setRecent([text.trim(), ...recent.filter((other) => other !== text.trim())].slice(0, MOST_RECENT)),
    forget: () => setRecent([]),
  };
}
