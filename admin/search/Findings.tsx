import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, type ReactNode } from 'react';
import type { SearchGroup, SearchRow } from '../../shared/search.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { EmptyState, ErrorState, TextSkeleton } from '../ui/states.tsx';
import { piecesOf } from './marks.ts';
import { choiceOfList, choiceOfRecent, choiceOfRow, hasMore, type Choice, type Finder } from './useFinder.ts';

export const optionId = (list: string, key: string) => `${list}-${key}`;

type Props = { finder: Finder; id: string };

/** What a search field shows below itself: earlier searches, what was found by noun, or what is the matter. */
export const Findings = ({ finder, id }: Props) => {
  const t = useT();
  const { text, found, groups, recent } = finder;
  if (text.trim() === '') {
    return recent.length === 0 ? (
      <Typography color="text.secondary" sx={{ px: 2, py: 2 }}>
        {t('search.what')}
      </Typography>
    ) : (
      <Recent finder={finder} id={id} />
    );
  }
  if (found.error) {
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} compact />;
  }
  if (!found.answer || (groups.length === 0 && (found.isPlaceholderData || found.q !== text.trim()))) {
    return (
      <Box sx={{ px: 2, py: 2 }}>
        <TextSkeleton lines={3} />
      </Box>
    );
  }
  const single = Array.from(text.trim()).length === 1;
  if (groups.length === 0) {
    return <EmptyState compact title={t('search.nothing')} body={t(single ? 'search.single' : 'search.nothingHint')} />;
  }
  return (
    <Box role="listbox" id={id} aria-label={t('search.results')} aria-busy={found.isPlaceholderData} sx={{ py: 0.5 }}>
      {groups.map((group) => (
        <Group key={group.resource} group={group} finder={finder} id={id} />
      ))}
      {single && (
        <Typography variant="caption" component="p" sx={{ px: 2, py: 1 }}>
          {t('search.single')}
        </Typography>
      )}
    </Box>
  );
};

const Recent = ({ finder, id }: Props) => {
  const t = useT();
  return (
    <Box sx={{ py: 0.5 }}>
      <Head label={t('search.recent')}>
        <Button size="small" color="inherit" onClick={finder.forget} sx={{ color: 'text.secondary' }}>
          {t('search.forget')}
        </Button>
      </Head>
      <Box role="listbox" id={id} aria-label={t('search.recent')}>
        {finder.recent.map((text) => (
          <Option key={text} choice={choiceOfRecent(text)} finder={finder} id={id}>
            <HistoryOutlined fontSize="small" sx={{ color: 'text.disabled' }} />
            {text}
          </Option>
        ))}
      </Box>
    </Box>
  );
};

const Head = ({ label, children }: { label: ReactNode; children?: ReactNode }) => (
  <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32, px: 2 }}>
    <Typography variant="caption" component="div" sx={{ flex: 1, fontWeight: 600, color: 'text.secondary' }}>
      {label}
    </Typography>
    {children}
  </Box>
);

const Group = ({ group, finder, id }: Props & { group: SearchGroup }) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const name = word('resource', group.resource);
  const count = group.more ? t('search.over', { count: number(group.total) }) : number(group.total);
  return (
    <Box role="group" aria-label={name}>
      <Head label={`${name} ${count}`} />
      {group.rows.map((row) => (
        <Option key={row.id} choice={choiceOfRow(group, row.id)} finder={finder} id={id}>
          <Row row={row} words={finder.found.answer?.words ?? []} />
        </Option>
      ))}
      {hasMore(group) && (
        <Option choice={choiceOfList(group, finder.found.q)} finder={finder} id={id}>
          <Box component="span" sx={{ color: 'primary.main' }}>
            {t('search.all', { name })}
          </Box>
        </Option>
      )}
    </Box>
  );
};

const Row = ({ row, words }: { row: SearchRow; words: readonly string[] }) => (
  <Box sx={{ minWidth: 0, flex: 1 }}>
    <Box sx={oneLine} title={row.name}>
      <Marked text={row.name} words={words} />
    </Box>
    <Box sx={{ ...oneLine, fontSize: '0.8125rem', color: 'text.secondary' }}>
      {row.orgName}
      {row.note !== null && (
        <>
          {' · '}
          <Marked text={row.note} words={words} />
        </>
      )}
    </Box>
  </Box>
);

const oneLine = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const Marked = ({ text, words }: { text: string; words: readonly string[] }) =>
  piecesOf(text, words).map((piece, index) =>
    piece.marked ? (
      <Box key={index} component="mark" sx={{ bgcolor: 'tone.waiting.wash', color: 'inherit', fontWeight: 600 }}>
        {piece.text}
      </Box>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );

const Option = ({ choice, finder, id, children }: Props & { choice: Choice; children: ReactNode }) => {
  const ref = useRef<HTMLDivElement>(null);
  const active = finder.active === choice.key;
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Box
      ref={ref}
      role="option"
      id={optionId(id, choice.key)}
      aria-selected={active}
      // The field keeps the focus, so that typing goes on.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => finder.setActive(choice.key)}
      onClick={() => finder.choose(choice)}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: size.tap,
        px: 2,
        py: 0.5,
        cursor: 'pointer',
        bgcolor: active ? 'selected' : undefined,
      }}
    >
      {children}
    </Box>
  );
};
