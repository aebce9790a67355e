import type { ExportList } from '../../../shared/exports.ts';
import type { Word } from '../../../shared/words.ts';
import { listOf } from '../exports/kinds/index.ts';
import type { Choice } from './kind.ts';

/** The heading and the width under which a list exports a field: what comes back is known by the same words. */
export function exported(list: ExportList, source: string): { key: string; heading: Word; width: number } {
  const column = listOf(list).columns.find((one) => one.source === source);
  if (!column) throw new Error(`${list} does not export ${source}`);
  return { key: source, heading: column.heading, width: column.width };
}

/** The words of a group as choices, in both languages: the first of a value is the one that is offered. */
export const choicesOf = (group: Record<string, Word>, language: 'zh' | 'en'): Choice[] =>
  Object.entries(group).flatMap(([value, word]) => {
    const labels = language === 'zh' ? [word.zh, word.en] : [word.en, word.zh];
    return labels.map((label) => ({ label, value }));
  });
