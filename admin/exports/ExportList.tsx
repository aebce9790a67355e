import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useGetList } from 'ra-core';
import type { Export } from '../../shared/exports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { contentAddress } from '../ui/exportWatch.ts';
import { useFormat } from '../ui/format.ts';
import { Lines } from '../ui/Lines.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';

const unfinished = (files: readonly Export[] | undefined) =>
  (files ?? []).some(({ status }) => status === 'queued' || status === 'running');

/** The reader's own files, the newest hundred; while one is being made the page follows the work. */
export const ExportList = () => {
  const t = useT();
  const { data, error, isPending, refetch } = useGetList<Export>(
    'exports',
    { sort: { field: 'createdAt', order: 'DESC' }, pagination: { page: 1, perPage: 100 } },
    { refetchInterval: ({ state }) => (unfinished(state.data?.data) ? 1000 : false) },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader title={t('exports.title')} sub={t('exports.intro')} />
      {isPending && <ListSkeleton rows={3} />}
      {data?.length === 0 && <EmptyState title={t('exports.none')} body={t('exports.noneBody')} />}
      {data && data.length > 0 && (
        <Lines>
          {data.map((file) => (
            <FileLine key={file.id} file={file} />
          ))}
        </Lines>
      )}
    </Box>
  );
};

const FileLine = ({ file }: { file: Export }) => {
  const t = useT();
  const { instant, bytes } = useFormat();
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr) auto', md: 'minmax(0, 1fr) 11em 15em 6em 7em' },
        columnGap: 2,
        alignItems: 'center',
        minHeight: size.row,
        px: { xs: 2, md: 1.5 },
        py: { xs: 1, md: 0.25 },
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{file.filename}</Box>
      <Box sx={{ gridRow: { xs: 2, md: 'auto' }, color: 'text.secondary' }}>{instant(file.createdAt)}</Box>
      <Box sx={{ gridRow: { xs: 3, md: 'auto' } }}>
        <State file={file} />
      </Box>
      <Box sx={{ display: { xs: 'none', md: 'block' }, textAlign: 'right', color: 'text.secondary' }}>
        {file.status === 'done' && bytes(file.bytes)}
      </Box>
      <Box sx={{ gridRow: { xs: '1 / 4', md: 'auto' }, gridColumn: { xs: 2, md: 'auto' }, textAlign: 'right' }}>
        {file.status === 'done' && (
          <Button
            component="a"
            href={contentAddress(file.id)}
            download={file.filename}
            startIcon={<DownloadOutlined />}
            aria-label={t('exports.downloadNamed', { name: file.filename })}
          >
            {t('exports.download')}
          </Button>
        )}
      </Box>
    </Box>
  );
};

const State = ({ file: { status, counts, progress, errors } }: { file: Export }) => {
  const t = useT();
  const word = useWord();
  const { number } = useFormat();
  if (status === 'done') return t('exports.rows', { count: number(counts.rows) });
  if (status === 'failed') return errors.join(' ');
  const { done, total } = progress;
  return `${word('exportStatus', status)} · ${t('exports.progress', { done: number(done), total: number(total) })}`;
};
