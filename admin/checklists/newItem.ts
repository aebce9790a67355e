import type { ChecklistItem } from '../../shared/checklists.ts';

/** The key after the last one: Q13 → Q14, 2.6 → 2.7; one that nobody has. */
export function nextKey(items: readonly Pick<ChecklistItem, 'key'>[], after?: string): string {
  const taken = new Set(items.map(({ key }) => key));
  const last = after ?? items.at(-1)?.key ?? 'Q0';
  const [, stem = 'Q', number = '0'] = /^(.*?)(\d+)$/.exec(last) ?? [];
  for (let next = Number(number) + 1; ; next += 1) {
    const key = `${stem}${next}`;
    if (!taken.has(key)) return key;
  }
}

/** An empty item that goes on where the one before it stands. */
export function newItem(items: readonly ChecklistItem[], before: ChecklistItem | undefined): ChecklistItem {
  return {
    key: nextKey(items, before?.key),
    section: before?.section ?? '',
    text: '',
    polarity: 'yesIsGood',
    core: true,
    allowNa: false,
    naHint: null,
    evidence: 'optional',
    track: 'scheduled',
    responsible: 'self',
    marks: null,
  };
}
