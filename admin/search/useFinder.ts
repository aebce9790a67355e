import { useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import type { SearchGroup } from '../../shared/search.ts';
import { listUrl } from '../ui/listUrl.ts';
import { useAnswer, useRecent } from './useSearch.ts';

/** One line that can be chosen: a record, the whole list behind a group, or an earlier search. */
export type Choice = { key: string; to: string } | { key: string; again: string };

export const choiceOfRow = (group: SearchGroup, id: string): Choice => ({
  key: `${group.resource}-${id}`,
  to: `/${group.resource}/${id}/show`,
});
/** What a group does not show stands in the list of its noun. */
export const hasMore = ({ more, total, rows }: SearchGroup): boolean => more || total > rows.length;
export const choiceOfList = ({ resource }: SearchGroup, q: string): Choice => ({
  key: `${resource}-all`,
  to: listUrl(resource, { q }),
});
export const choiceOfRecent = (text: string): Choice => ({ key: `recent-${text}`, again: text });

/** The state of one search field: its text, what was found, and the line that Enter would open. */
export function useFinder(onDone: () => void) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState<string | null>(null);
  const { recent, remember, forget } = useRecent();
  const found = useAnswer(text);
  const groups = found.answer?.groups ?? [];
  const choices: Choice[] =
    text.trim() === ''
      ? recent.map(choiceOfRecent)
      : groups.flatMap((group) => [
          ...group.rows.map(({ id }) => choiceOfRow(group, id)),
          ...(hasMore(group) ? [choiceOfList(group, found.q)] : []),
        ]);

  const write = (next: string) => {
    setText(next);
    setActive(null);
  };
  const choose = (choice: Choice) => {
    if ('again' in choice) return write(choice.again);
    remember(text);
    write('');
    onDone();
    void navigate(choice.to);
  };
  const step = (by: 1 | -1) => {
    const at = choices.findIndex(({ key }) => key === active);
    const next = at < 0 ? (by > 0 ? 0 : choices.length - 1) : (at + by + choices.length) % choices.length;
    setActive(choices[next]?.key ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // While letters are still on their way nothing is opened that was not asked for.
      if (found.isPlaceholderData || found.q !== text.trim()) return;
      const choice = choices.find(({ key }) => key === active) ?? (text.trim() === '' ? undefined : choices[0]);
      if (choice) choose(choice);
    }
  };
  return { text, write, active, setActive, choose, onKeyDown, found, groups, recent, forget };
}

export type Finder = ReturnType<typeof useFinder>;
