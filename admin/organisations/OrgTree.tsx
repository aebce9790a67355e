import Box from '@mui/material/Box';
import { useGetOne } from 'ra-core';
import { useState } from 'react';
import type { Organisation } from '../../shared/organisations.ts';
import { ancestorsOf } from '../../shared/rules/orgCode.ts';
import { useT } from '../i18n/index.ts';
import { ErrorState, ListSkeleton } from '../ui/states.tsx';
import { OrgBranch, OrgChildren, type TreeState } from './OrgBranch.tsx';
import { treeKeys } from './treeKeys.ts';

type Props = {
  own: string;
  /** Begins with what lies below the own organisation. */
  headless: boolean;
  selected: string | null;
  onChoose: (code: string) => void;
};

/** The tree from the own organisation down; what lies below a step is read when it is unfolded. */
export const OrgTree = ({ own, headless, selected, onChoose }: Props) => {
  const t = useT();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([own, ...above(selected)]));
  const [focused, setFocused] = useState(selected ?? (headless ? null : own));
  const [shownFor, setShownFor] = useState(selected);
  if (selected !== shownFor) {
    // Chosen from elsewhere (the search, the address): its way down unfolds.
    setShownFor(selected);
    if (selected) {
      setOpen(new Set([...open, ...above(selected)]));
      setFocused(selected);
    }
  }
  const change = (code: string, opens: boolean) => {
    setOpen(opens ? new Set([...open, code]) : new Set([...open].filter((other) => other !== code)));
    // What was focused inside of it is no longer there.
    if (!opens && focused?.startsWith(code)) setFocused(code);
  };
  const choose = (code: string) => {
    setFocused(code);
    onChoose(code);
  };
  const state: TreeState = { open, selected, focused, onToggle: change, onChoose: choose };
  return (
    <Box
      component="ul"
      role="tree"
      aria-label={t('accounts.tree')}
      onKeyDown={treeKeys({
        open: (code) => change(code, true),
        shut: (code) => change(code, false),
        choose,
        focus: setFocused,
      })}
      sx={{ listStyle: 'none', m: 0, p: 0, '& ul': { listStyle: 'none', m: 0, p: 0 } }}
    >
      {headless ? <OrgChildren code={own} depth={0} state={state} /> : <Root code={own} state={state} />}
    </Box>
  );
};

const above = (code: string | null) => (code === null ? [] : ancestorsOf(code));

const Root = ({ code, state }: { code: string; state: TreeState }) => {
  const { data, error, refetch } = useGetOne<Organisation>('organisations', { id: code });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} compact />;
  return data ? <OrgBranch organisation={data} depth={0} state={state} /> : <ListSkeleton rows={4} />;
};
