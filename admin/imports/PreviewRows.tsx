import ChevronLeftOutlined from '@mui/icons-material/ChevronLeftOutlined';
import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MuiLink from '@mui/material/Link';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'ra-core';
import { Link, useSearchParams } from 'react-router';
import {
  importOutcomes,
  importRights,
  listedErrors,
  type Import,
  type ImportOutcome,
  type ImportRow,
  type ImportRows,
} from '../../shared/imports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { FieldValue } from '../ui/FieldValue.tsx';
import { NONE, useFormat } from '../ui/format.ts';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';

const PAGE = 50;

/** What the file comes to: four numbers, each the door to its rows; errors first where there are any. */
export const PreviewRows = ({ file }: { file: Import }) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  const { read } = useData();
  const [search, setSearch] = useSearchParams();
  const first = (['error', 'update', 'create'] as const).find((one) => file.counts[one] > 0) ?? 'unchanged';
  const outcome = importOutcomes.find((one) => one === search.get('outcome')) ?? first;
  const page = Math.max(1, Number(search.get('page')) || 1);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['imports', 'rows', file.id, file.version, outcome, page],
    queryFn: () =>
      read<ImportRows>(`imports/${encodeURIComponent(file.id)}/rows`, {
        outcome,
        from: (page - 1) * PAGE,
        count: PAGE,
      }),
    placeholderData: keepPreviousData,
  });
  const show = (next: ImportOutcome, at = 1) =>
    setSearch({ outcome: next, ...(at > 1 ? { page: String(at) } : {}) }, { replace: true });
  const shownTotal = outcome === 'error' ? Math.min(file.counts.error, listedErrors) : file.counts[outcome];
  return (
    <Box component="section" aria-label={t('imports.counts')}>
      <Tabs
        value={outcome}
        aria-label={t('imports.counts')}
        variant="scrollable"
        scrollButtons={false}
        onChange={(_, next: ImportOutcome) => show(next)}
        sx={{ borderBottom: 1, borderColor: 'divider' }}
      >
        {importOutcomes.map((one) => (
          <Tab
            key={one}
            value={one}
            label={
              <span>
                {word('importOutcome', one)}{' '}
                <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
                  {number(file.counts[one])}
                </Box>
              </span>
            }
          />
        ))}
      </Tabs>
      {error && <ErrorState compact error={error} onRetry={() => void refetch()} />}
      {isPending && <ListSkeleton rows={6} />}
      {data && data.rows.length === 0 && <EmptyState compact title={t('imports.empty')} />}
      {data && data.rows.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, mx: { xs: -2, md: 0 }, p: 0, bgcolor: 'background.paper' }}>
          {data.rows.map((row) => (
            <RowLine key={row.row} file={file} row={row} fields={data.fields} />
          ))}
        </Box>
      )}
      {outcome === 'error' && file.counts.error > listedErrors && (
        <Typography color="text.secondary" sx={{ mt: 1 }}>
          {t('imports.errors.listed', { count: number(listedErrors) })}
        </Typography>
      )}
      <Pages page={page} total={shownTotal} onPage={(next) => show(outcome, next)} />
    </Box>
  );
};

type LineProps = { file: Import; row: ImportRow; fields: ImportRows['fields'] };

const RowLine = ({ file, row, fields }: LineProps) => {
  const t = useT();
  const { number } = useFormat();
  const { resource } = importRights[file.kind];
  const address =
    row.targetId && file.status !== 'undone' && resource !== 'site-reports'
      ? `/${resource}/${row.targetId}/show`
      : null;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '4em minmax(10em, 28%) minmax(0, 1fr)' },
        columnGap: 2,
        rowGap: 0.25,
        px: { xs: 2, md: 1.5 },
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        overflowWrap: 'anywhere',
      }}
    >
      <Box
        sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
        title={t('imports.row', { row: row.row })}
      >
        <Box component="span" sx={{ display: { xs: 'none', md: 'inline' } }}>
          {number(row.row)}
        </Box>
        <Box component="span" sx={{ display: { xs: 'inline', md: 'none' } }}>
          {t('imports.row', { row: number(row.row) })}
        </Box>
      </Box>
      <Box sx={{ fontWeight: 600 }}>
        {address ? (
          <MuiLink component={Link} to={address} color="inherit">
            {row.label || NONE}
          </MuiLink>
        ) : (
          row.label || NONE
        )}
      </Box>
      <Box>
        {row.outcome === 'error' ? (
          <Faults row={row} fields={fields} />
        ) : (
          <Changes row={row} fields={fields} resource={resource} />
        )}
      </Box>
    </Box>
  );
};

const Faults = ({ row: { errors }, fields }: Pick<LineProps, 'row' | 'fields'>) => {
  const t = useT();
  return errors.map(({ column, heading, message }) => (
    <Box key={column} sx={{ display: 'flex', gap: 1, color: 'tone.returned.ink' }}>
      <Box component="span" sx={{ flex: 'none', minWidth: '6em' }}>
        {heading || fields[column]?.heading || t('imports.whole')}
      </Box>
      <span>{message}</span>
    </Box>
  ));
};

const Changes = ({
  row: { outcome, label, changes },
  fields,
  resource,
}: Pick<LineProps, 'row' | 'fields'> & { resource: string }) => {
  const t = useT();
  const value = (field: string, one: unknown) => {
    const told = typeof one === 'string' ? fields[field]?.labels?.[one] : undefined;
    return told ?? <FieldValue resource={resource} field={field} value={one} />;
  };
  // What a new record is called stands beside it already.
  const told = Object.entries(changes).filter(([, [, after]]) => outcome !== 'create' || after !== label);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.25 }}>
      {told.map(([field, [before, after]]) => (
        <span key={field}>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {fields[field]?.heading ?? field}{' '}
          </Box>
          {outcome === 'update' && (
            <>
              <Box component="del" aria-label={t('imports.from')} sx={{ color: 'text.secondary' }}>
                {value(field, before)}
              </Box>
              {' → '}
            </>
          )}
          <Box component="ins" aria-label={t('imports.to')} sx={{ textDecoration: 'none' }}>
            {value(field, after)}
          </Box>
        </span>
      ))}
    </Box>
  );
};

const Pages = ({ page, total, onPage }: { page: number; total: number; onPage: (page: number) => void }) => {
  const t = useT();
  const translate = useTranslate();
  const { number } = useFormat();
  if (total <= PAGE) return null;
  const last = Math.min(page * PAGE, total);
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: 1, py: 1, color: 'text.secondary' }}
    >
      <span>
        {t('imports.pages', { first: number((page - 1) * PAGE + 1), last: number(last), total: number(total) })}
      </span>
      <IconButton
        size="small"
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
        aria-label={translate('ra.navigation.previous')}
      >
        <ChevronLeftOutlined fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        disabled={last >= total}
        onClick={() => onPage(page + 1)}
        aria-label={translate('ra.navigation.next')}
      >
        <ChevronRightOutlined fontSize="small" />
      </IconButton>
    </Box>
  );
};
