import Box from '@mui/material/Box';
import MuiLink from '@mui/material/Link';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import { useParams } from 'react-router';
import { isUnderWay, type Import } from '../../shared/imports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { useFormat } from '../ui/format.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ErrorState, PageSkeleton } from '../ui/states.tsx';
import { CancelButton } from './buttons.tsx';
import { Confirm } from './Confirm.tsx';
import { PreviewRows } from './PreviewRows.tsx';
import { Report } from './Report.tsx';

/** One file on its way: how far it is, what it comes to, what became of it. Follows the work by itself. */
export const ImportShow = () => {
  const { id = '' } = useParams();
  const t = useT();
  const word = useWord();
  const { instant } = useFormat();
  const { data, error, refetch } = useGetOne<Import>(
    'imports',
    { id },
    { staleTime: 0, refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.status) ? 600 : false) },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader
        back="/imports"
        title={t('imports.title', { name: word('importKind', data.kind) })}
        sub={
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {data.dropped ? (
              data.filename
            ) : (
              <MuiLink href={`/api/imports/${data.id}/content`} download={data.filename} title={t('imports.original')}>
                {data.filename}
              </MuiLink>
            )}{' '}
            · {instant(data.createdAt)}
          </Box>
        }
      />
      <State file={data} />
    </Box>
  );
};

const State = ({ file }: { file: Import }) => {
  if (isUnderWay(file.status)) return <Progress file={file} />;
  if (file.status === 'ready') {
    return (
      <>
        <Confirm file={file} />
        <PreviewRows file={file} />
      </>
    );
  }
  const hasRows = (file.status === 'done' || file.status === 'undone') && !file.dropped;
  return (
    <>
      <Report file={file} />
      {hasRows && <PreviewRows file={file} />}
    </>
  );
};

const titles = {
  reading: 'imports.reading',
  writing: 'imports.writing',
  undoing: 'imports.undoing',
} as const;

const Progress = ({ file }: { file: Import }) => {
  const t = useT();
  const { number } = useFormat();
  const status = file.status as keyof typeof titles;
  const { done, total } = file.progress;
  const title = t(titles[status], { name: file.filename });
  return (
    <Box role="status" sx={{ maxWidth: 560, py: 4 }}>
      <Typography variant="h2" sx={{ mb: 1.5, overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      <LinearProgress
        aria-label={title}
        variant={done > 0 && total > 0 ? 'determinate' : 'indeterminate'}
        value={total > 0 ? Math.min(100, (done / total) * 100) : 0}
        sx={{ height: 6, borderRadius: 3 }}
      />
      <Typography sx={{ mt: 1, minHeight: '1.5em', fontVariantNumeric: 'tabular-nums' }}>
        {done > 0 && t(`imports.progress.${status}`, { done: number(done), total: number(total) })}
      </Typography>
      <Typography color="text.secondary">
        {t(status === 'reading' ? 'imports.readingBody' : 'imports.writingBody')}
      </Typography>
      {status === 'reading' && (
        <Box sx={{ mt: 2 }}>
          <CancelButton file={file} />
        </Box>
      )}
    </Box>
  );
};
