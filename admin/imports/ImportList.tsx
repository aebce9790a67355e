import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { useGetList } from 'ra-core';
import { Link } from 'react-router';
import { isUnderWay, type Import } from '../../shared/imports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { useFormat } from '../ui/format.ts';
import { Lines } from '../ui/Lines.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.tsx';

/** The reader's own imports, the newest hundred; while one is under way the page follows it. */
export const ImportList = () => {
  const t = useT();
  const { data, error, isPending, refetch } = useGetList<Import>(
    'imports',
    { sort: { field: 'createdAt', order: 'DESC' }, pagination: { page: 1, perPage: 100 } },
    { refetchInterval: ({ state }) => (state.data?.data.some(({ status }) => isUnderWay(status)) ? 1000 : false) },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const button = (
    <Button variant="contained" component={Link} to="/imports/create" startIcon={<FileUploadOutlined />}>
      {t('imports.button')}
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 1040 }}>
      <PageHeader title={t('imports.list')} sub={t('imports.intro')} actions={data?.length ? button : undefined} />
      {isPending && <ListSkeleton rows={3} />}
      {data?.length === 0 && <EmptyState title={t('imports.none')} body={t('imports.noneBody')} action={button} />}
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

const FileLine = ({ file }: { file: Import }) => {
  const t = useT();
  const word = useWord();
  const { instant, number } = useFormat();
  const { create, update } = file.counts;
  const done = file.status === 'done' || file.status === 'undone' || file.status === 'ready';
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 9em 11em 8em 15em' },
        columnGap: 2,
        alignItems: 'center',
        minHeight: size.row,
        px: { xs: 2, md: 1.5 },
        py: { xs: 1, md: 0.25 },
        borderBottom: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'hover' },
      }}
    >
      <Box
        sx={{
          fontWeight: 600,
          overflowWrap: 'anywhere',
          '& a::after': { content: '""', position: 'absolute', inset: 0 },
        }}
      >
        <MuiLink component={Link} to={`/imports/${file.id}/show`} color="inherit" underline="none">
          {file.filename}
        </MuiLink>
      </Box>
      <Box>{word('importKind', file.kind)}</Box>
      <Box sx={{ color: 'text.secondary' }}>{instant(file.createdAt)}</Box>
      <Box>{word('importStatus', file.status)}</Box>
      <Box sx={{ color: 'text.secondary' }}>
        {done && t('imports.split', { create: number(create), update: number(update) })}
      </Box>
    </Box>
  );
};
