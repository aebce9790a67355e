import CloseOutlined from '@mui/icons-material/CloseOutlined';
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import LinearProgress from '@mui/material/LinearProgress';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useGetOne } from 'ra-core';
import type { Export } from '../../shared/exports.ts';
import { useT, useWord } from '../i18n/index.ts';
import { size } from '../theme.ts';
import { contentAddress, dismissExport, useWatchedExports } from './exportWatch.ts';
import { useFormat } from './format.ts';
import { usePhone } from './usePhone.ts';

/** In the corner of every page: what is being exported, how far it is, and in the end the file. Mounted once. */
export const ExportPanel = () => {
  const t = useT();
  const phone = usePhone();
  const orders = useWatchedExports();
  if (orders.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={t('exports.panel')}
      sx={{
        position: 'fixed',
        zIndex: 'snackbar',
        right: phone ? 8 : 24,
        left: phone ? 8 : 'auto',
        bottom: phone ? `calc(${size.bottomBar + 8}px + env(safe-area-inset-bottom))` : 24,
        width: phone ? 'auto' : 340,
        display: 'grid',
        gap: 1,
        '@media print': { display: 'none' },
      }}
    >
      {orders.map((order) => (
        <Watched key={order.id} order={order} />
      ))}
    </Box>
  );
};

const isOver = (file: Export) => file.status === 'done' || file.status === 'failed';

const Watched = ({ order }: { order: Export }) => {
  const t = useT();
  const word = useWord();
  const { number, bytes } = useFormat();
  const { data: file = order } = useGetOne<Export>(
    'exports',
    { id: order.id },
    {
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : 700),
    },
  );
  const name = word('exportKind', file.kind);
  const { done, total } = file.progress;
  const title =
    file.status === 'done'
      ? t('exports.ready', { name })
      : file.status === 'failed'
        ? t('exports.failed', { name })
        : t('exports.making', { name });
  return (
    <Paper variant="outlined" role="status" sx={{ p: 1.5, pl: 2, boxShadow: 3 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
          <Typography variant="caption" component="p">
            {file.status === 'done' &&
              `${t('exports.rows', { count: number(file.counts.rows) })} · ${bytes(file.bytes)}`}
            {file.status === 'failed' && file.errors.join(' ')}
            {!isOver(file) && t('exports.progress', { done: number(done), total: number(total) })}
          </Typography>
        </Box>
        {file.status === 'done' && (
          <Button
            variant="contained"
            component="a"
            href={contentAddress(file.id)}
            download={file.filename}
            startIcon={<DownloadOutlined />}
          >
            {t('exports.download')}
          </Button>
        )}
        {isOver(file) && (
          <IconButton edge="end" aria-label={t('exports.dismiss', { name })} onClick={() => dismissExport(file.id)}>
            <CloseOutlined fontSize="small" />
          </IconButton>
        )}
      </Box>
      {!isOver(file) && (
        <LinearProgress
          aria-label={title}
          variant={done > 0 && total > 0 ? 'determinate' : 'indeterminate'}
          value={total > 0 ? Math.min(100, (done / total) * 100) : 0}
          sx={{ mt: 1 }}
        />
      )}
    </Paper>
  );
};
