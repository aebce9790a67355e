import type { ChecklistItem } from '../../shared/checklists.ts';
import { sixHaves } from '../../shared/rules/scoring.ts';
import { useWord } from '../i18n/index.ts';

export type Section = { key: string; name: string; items: ChecklistItem[] };

export const isHave = (section: string) => (sixHaves as readonly string[]).includes(section);

/** The items of a checklist under their headings, in the order of the checklist; a list without headings has one section without a name. */
export function useSections(): (items: readonly ChecklistItem[]) => Section[] {
  const word = useWord();
  return (items) => {
    const sections = new Map<string, Section>();
    for (const item of items) {
      const name = isHave(item.section) ? word('sixHave', item.section) : item.section;
      const section = sections.get(item.section) ?? { key: item.section, name, items: [] };
      section.items.push(item);
      sections.set(item.section, section);
    }
    return [...sections.values()];
  };
}
