import type { KeyboardEvent } from 'react';

type Acts = {
  open: (code: string) => void;
  shut: (code: string) => void;
  choose: (code: string) => void;
  focus: (code: string) => void;
};

/** The keys that trees have everywhere: arrows walk and unfold, Home and End jump, Enter chooses. */
export function treeKeys({ open, shut, choose, focus }: Acts) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]');
    const code = item?.dataset['code'];
    if (!item || !code) return;
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')];
    const at = items.indexOf(item);
    const expanded = item.getAttribute('aria-expanded');
    const go = (to: HTMLElement | undefined) => {
      const next = to?.dataset['code'];
      if (!to || !next) return;
      focus(next);
      to.focus();
    };
    const parent = items.find(({ dataset }) => dataset['code'] === item.dataset['parent']);
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(items[at + 1]),
      ArrowUp: () => go(items[at - 1]),
      Home: () => go(items[0]),
      End: () => go(items.at(-1)),
      ArrowRight: () => {
        if (expanded === 'false') open(code);
        else if (items[at + 1]?.dataset['parent'] === code) go(items[at + 1]);
      },
      ArrowLeft: () => (expanded === 'true' ? shut(code) : go(parent)),
      Enter: () => choose(code),
      ' ': () => choose(code),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
