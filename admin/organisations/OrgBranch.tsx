import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import { useGetList } from 'ra-core';
import { useEffect, useRef } from 'react';
import type { Organisation } from '../../shared/organisations.ts';
import { useT } from '../i18n/index.ts';
import { sentenceOf } from '../providers/httpClient.ts';
import { size } from '../theme.ts';
import { OrgMark } from './OrgMark.tsx';

export type TreeState = {
  open: ReadonlySet<string>;
  selected: string | null;
  /** The one item that the Tab key reaches; null is the first. */
  focused: string | null;
  onToggle: (code: string, open: boolean) => void;
  onChoose: (code: string) => void;
};

type Props = { organisation: Organisation; depth: number; state: TreeState; first?: boolean };

const indent = (depth: number) => ({ pl: `${8 + depth * 16}px` });
const height = { xs: size.tap, md: 36 };

/** One organisation and, unfolded, what lies below it. */
export const OrgBranch = ({ organisation, depth, state, first = false }: Props) => {
  const { code, level, shortName, superiorCode } = organisation;
  const row = useRef<HTMLDivElement>(null);
  const leaf = level === 'township';
  const opened = !leaf && state.open.has(code);
  const selected = state.selected === code;
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <li role="none">
      <Box
        ref={row}
        role="treeitem"
        tabIndex={state.focused === code || (first && state.focused === null) ? 0 : -1}
        aria-level={depth + 1}
        aria-selected={selected}
        aria-expanded={leaf ? undefined : opened}
        data-code={code}
        data-parent={superiorCode}
        onClick={() => state.onChoose(code)}
        sx={{
          ...indent(depth),
          pr: 2,
          display: 'flex',
          alignItems: 'center',
          minHeight: height,
          cursor: 'pointer',
          bgcolor: selected ? 'selected' : 'transparent',
          fontWeight: selected ? 600 : 400,
          boxShadow: selected ? (theme) => `inset 3px 0 0 ${theme.palette.primary.main}` : 'none',
          '&:hover': { bgcolor: selected ? 'selected' : 'hover' },
          '&:focus-visible': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: -2 },
        }}
      >
        <Box
          aria-hidden
          onClick={(event) => {
            if (leaf) return;
            event.stopPropagation();
            state.onToggle(code, !opened);
          }}
          sx={{
            display: 'grid',
            placeItems: 'center',
            flex: 'none',
            width: { xs: size.tap, md: 28 },
            alignSelf: 'stretch',
            color: 'text.secondary',
            visibility: leaf ? 'hidden' : 'visible',
          }}
        >
          <ChevronRightOutlined sx={{ fontSize: '1.125rem', transform: opened ? 'rotate(90deg)' : 'none' }} />
        </Box>
        <Box sx={{ flex: 1, minWidth: 0, py: 0.5 }}>{shortName}</Box>
        <OrgMark organisation={organisation} />
      </Box>
      {opened && (
        <ul role="group">
          <OrgChildren code={code} depth={depth + 1} state={state} />
        </ul>
      )}
    </li>
  );
};

/** What lies right below an organisation, nominal tiers skipped. */
export const OrgChildren = ({ code, depth, state }: { code: string; depth: number; state: TreeState }) => {
  const t = useT();
  const { data, error, isPending, refetch } = useGetList<Organisation>(
    'organisations',
    {
      filter: { superiorCode: code, nominal: false },
      sort: { field: 'code', order: 'ASC' },
      pagination: { page: 1, perPage: 1000 },
    },
    { staleTime: 300_000 },
  );
  const note = { ...indent(depth), ml: 3.5, minHeight: height, display: 'flex', alignItems: 'center', gap: 1 };
  if (error) {
    return (
      <Box component="li" role="none" sx={{ ...note, color: 'text.secondary', flexWrap: 'wrap' }}>
        {sentenceOf(error)}
        <Button size="small" onClick={() => void refetch()}>
          {t('shell.state.retry')}
        </Button>
      </Box>
    );
  }
  if (isPending) {
    return (
      <Box component="li" role="none" sx={note}>
        <Skeleton variant="rounded" width={96} height={14} />
      </Box>
    );
  }
  if (data.length === 0) {
    return (
      <Box component="li" role="none" sx={{ ...note, color: 'text.secondary', fontSize: '0.8125rem' }}>
        {t('accounts.noBelow')}
      </Box>
    );
  }
  return data.map((organisation, index) => (
    <OrgBranch
      key={organisation.code}
      organisation={organisation}
      depth={depth}
      state={state}
      first={depth === 0 && index === 0}
    />
  ));
};
