import type { ChecklistItem } from '../checklists.ts';
import { w, type Word } from '../words/word.ts';

/** The columns of one question in a table of answers: what was answered, and what was said about it. */
export type AnswerColumn = { key: string; item: ChecklistItem; part: 'value' | 'note'; heading: Word };

export const valueKey = (itemKey: string): string => `answer:${itemKey}`;
export const noteKey = (itemKey: string): string => `note:${itemKey}`;

/** Two columns for each question, in the order of the checklist; exports and imports have the same. */
export function answerColumns(items: readonly ChecklistItem[]): AnswerColumn[] {
  return items.flatMap((item): AnswerColumn[] => [
    {
      key: valueKey(item.key),
      item,
      part: 'value',
      heading: w(`${item.key} ${item.text}`, `${item.key} ${item.text}`),
    },
    { key: noteKey(item.key), item, part: 'note', heading: w(`${item.key} 说明`, `${item.key} note`) },
  ]);
}
